// One row an image, one column a class: `Image Index,<class>…` with 1, 0, -1 (uncertain) or nothing (unknown).
#pragma once

#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/problem_list.h"

namespace roentgen::datasets {

std::string findWideTable(const FolderListing& listing); // "" where there is none
// labelTable: a file given by the user, "" = the layout's own.
Result<IndexedFolder> readWideTable(const FolderListing& listing, const std::string& labelTable, ProblemList& problems);

} // namespace roentgen::datasets
