// A folder of record files as a data set: labels, patients and split out of the examples themselves.
#pragma once

#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/problem_list.h"

namespace roentgen::datasets {

Result<IndexedFolder> readRecordsLayout(const FolderListing& listing, ProblemList& problems);

} // namespace roentgen::datasets
