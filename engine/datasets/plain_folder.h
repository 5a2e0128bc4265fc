// Images without labels: PNG, JPEG, PGM by their names; DICOM by content.
#pragma once

#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/problem_list.h"

namespace roentgen::datasets {

bool isDicomFile(const std::string& path); // by its first bytes, as imaging reads it
// PNG, JPEG, PGM and .dcm by their names; DICOM files of other names, or none, by their content.
bool isListedImage(const FolderListing& listing, const ListedFile& file);

Result<IndexedFolder> readPlainFolder(const FolderListing& listing, ProblemList& problems);

} // namespace roentgen::datasets
