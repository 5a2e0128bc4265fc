// Where data.dataset and pipeline.records are: one answer for the window, the services and the programs.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/result.h"

#include <string>

namespace roentgen {

struct DatasetPlace {
    std::string path;     // absolute, links not resolved: a folder, or a data set's TOML file
    std::string shadowed; // the workspace's folder of the same name that the file was preferred to; "" where none is
};

// An absolute path is itself. NAME is WORKSPACE/datasets/NAME.toml, else WORKSPACE/NAME; with a slash in it (./NAME,
// films/2024, datasets/NAME.toml) it is a path below the workspace. workspace "": the current folder.
// Usage error: nothing is named. Data error: nothing is there.
Result<DatasetPlace> findDataset(const std::string& dataset, const std::string& workspace);

// The folder of record files named by pipeline.records: an absolute path, or one below the workspace ("": the current
// folder), as an absolute path. "" where pipeline.mode is not records or none is named. Data error: no such folder.
Result<std::string> findRecordsFolder(const Experiment& experiment, const std::string& workspace);

// "datasets/films.toml counts, not the folder films …"; "" where nothing is shadowed.
std::string shadowWarning(const DatasetPlace& place);

} // namespace roentgen
