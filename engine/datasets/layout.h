// The layouts that a data set may come in: their names, and which one a folder looks like. One reader each, all giving
// the same table of images (indexed_folder.h).
#pragma once

#include "engine/datasets/folder_listing.h"

namespace roentgen::datasets {

enum class Layout { Nih, ClassFolders, Plain, Dicom, Mias, WideTable, Chexpert, Records };
const char* layoutName(Layout layout); // "nih" "class_folders" … as docs/datasets.md lists them
Result<Layout> layoutFromName(const std::string& name);

// What the folder looks like. Data error: nothing in it can be an image.
Result<Layout> detectLayout(const FolderListing& listing);

} // namespace roentgen::datasets
