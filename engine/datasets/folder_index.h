// A folder, or what a data set's file describes, listed: layout, labels, patients, the images themselves.
#pragma once

#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/problem_list.h"
#include "engine/protocol/dataset_file.h"

#include <functional>
#include <string>
#include <vector>

namespace roentgen::datasets {

struct IndexOptions {
    bool readHeaders = false; // open every image for its size (DICOM: always)
    std::function<void(double fraction, const std::string& text)> progress; // may be empty
    std::function<bool()> cancelled;                                        // may be empty
    std::vector<std::string> headerCommand; // what reads headers; empty: as header_reading.h says
    size_t rows = 0; // more than 0: of all images only that many, from all over, are opened and listed
};

// Finds out the layout (nih, class_folders, records, plain, dicom …, or a dataset TOML) and lists every image with its
// labels, boxes and official split. What is wrong is counted in header.problems, the rest kept.
Result<StudyIndex> indexFolder(const std::string& path, const IndexOptions& options = {});

// What is wanted of a folder: a folder itself, or a data set file that names one; its paths absolute.
Result<DatasetFile> describedBy(const std::string& path);
std::string resolvedPath(const std::string& path, const std::string& folder); // "" stays ""
// Leaves only the wanted classes, in their order; all where none is named.
Status keepClasses(IndexedFolder& folder, const std::vector<std::string>& wanted, const std::string& where);

// What a data set's file describes, with absolute paths. path: what errors name.
Result<IndexedFolder> indexDescribed(const DatasetFile& file, const std::string& path, const IndexOptions& options,
                                     ProblemList& problems);
// The same of a file that isn't written yet (its folder absolute): some rows and an overview, to judge it by.
Result<IndexedFolder> previewDataset(DatasetFile file, size_t rows, IndexOptions options = {});
// indexFolder() for a copy of the data set: StudyImage::split is what data.split = "auto" goes by (the layout's lists,
// or the data set file's split table), empty where it draws patients.
Result<IndexedFolder> indexWithSplit(const std::string& path, const IndexOptions& options);

} // namespace roentgen::datasets
