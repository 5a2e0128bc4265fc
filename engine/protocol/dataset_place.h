// Where data.dataset is: one answer for the window, the services and the programs.
#pragma once

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

// "datasets/films.toml counts, not the folder films …"; "" where nothing is shadowed.
std::string shadowWarning(const DatasetPlace& place);

} // namespace roentgen
