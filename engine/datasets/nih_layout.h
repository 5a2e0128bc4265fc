// NIH ChestX-ray14: https://nihcc.app.box.com/v/ChestXray-NIHCC (Wang et al., CVPR 2017).
#pragma once

#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/problem_list.h"

namespace roentgen::datasets {

// The fourteen findings in CheXNet's order.
const std::vector<std::string>& chestXray14Classes();

// labelTable: a file given by the user, "" = the layout's own.
Result<IndexedFolder> readNihLayout(const FolderListing& listing, const std::string& labelTable, ProblemList& problems);

} // namespace roentgen::datasets
