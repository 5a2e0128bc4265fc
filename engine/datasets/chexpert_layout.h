// CheXpert: https://stanfordmlgroup.github.io/competitions/chexpert/ (Irvin et al., AAAI 2019).
#pragma once

#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/problem_list.h"

namespace roentgen::datasets {

std::vector<std::string> findChexpertTables(const FolderListing& listing); // train.csv, valid.csv, test.csv
// labelTable: a file given by the user, "" = the layout's own.
Result<IndexedFolder> readChexpertLayout(const FolderListing& listing, const std::string& labelTable,
                                         ProblemList& problems);

} // namespace roentgen::datasets
