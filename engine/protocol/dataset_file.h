// A data set's own file, datasets/NAME.toml: where its images and labels are. docs/datasets.md describes it.
#pragma once

#include "engine/protocol/result.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace roentgen {

struct DatasetFile {
    std::string name;                 // as shown; "" = the file's own name
    std::string folder;               // of the images; relative to the file's folder where it is not absolute
    std::string layout = "auto";      // auto nih class_folders plain dicom mias wide_table chexpert records
    std::string labels;               // label table, relative to folder; "" = the layout's own
    std::string split = "auto";       // auto official fraction, or a split table (CSV), relative to folder
    std::vector<std::string> classes; // those offered; empty: all that the labels have
    // A regular expression (patient_pattern.h): its first group, in an image's path below the folder or a record's name
    // of its film, is the patient; "" = as the layout knows it.
    std::string patient;
    // What folders hold, by their names or their paths below the folder: "class", "no_finding", "source" (no class: its
    // own folders are looked at) or "left_out". Those not named are what the layout takes them for.
    std::map<std::string, std::string> folders;
};

// Unknown keys are refused and the nearest one suggested. Usage errors name file, line and key.
Result<DatasetFile> parseDatasetFile(const std::string& tomlText, const std::string& fileName = "dataset");
// folder comes back absolute, name filled in. Data error where the file is absent.
Result<DatasetFile> readDatasetFile(const std::string& path);
// What a file that is refused for its values says although, so that it can be corrected; a refused text stays as it is.
// Nothing of one that is absent, no TOML, without a folder, or with keys that are not known.
std::optional<DatasetFile> readRefusedDatasetFile(const std::string& path);
std::string formatDatasetFile(const DatasetFile& file);                    // keys at their defaults are left out
Status writeDatasetFile(const std::string& path, const DatasetFile& file); // atomically

} // namespace roentgen
