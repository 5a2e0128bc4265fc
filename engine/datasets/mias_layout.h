// MIAS mini-mammographic database (Suckling et al. 1994); what its columns mean is in its Info.txt.
#pragma once

#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/problem_list.h"

namespace roentgen::datasets {

// labelTable: a file given by the user, "" = the layout's own.
Result<IndexedFolder> readMiasLayout(const FolderListing& listing, const std::string& labelTable,
                                     ProblemList& problems);

} // namespace roentgen::datasets
