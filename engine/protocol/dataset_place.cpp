#include "engine/protocol/dataset_place.h"

#include <filesystem>

namespace roentgen {

namespace fs = std::filesystem;

namespace {

std::string absoluteText(const fs::path& path) {
    std::error_code failure;
    const fs::path whole = fs::absolute(path, failure).lexically_normal();
    std::string text = failure ? path.string() : whole.string();
    while (text.size() > 1 && text.back() == '/')
        text.pop_back();
    return text;
}

bool isName(const std::string& dataset) {
    return dataset.find('/') == std::string::npos && dataset != "." && dataset != "..";
}

} // namespace

Result<DatasetPlace> findDataset(const std::string& dataset, const std::string& workspace) {
    if (dataset.empty())
        return usageError("No data set is given", "data.dataset", "name a folder or a data set of the workspace");
    std::error_code failure;
    const fs::path root(workspace);
    const std::string below = absoluteText(root / dataset); // of an absolute path: itself
    const bool isThere = fs::exists(below, failure);
    if (isName(dataset)) {
        const std::string file = absoluteText(root / "datasets" / (dataset + ".toml"));
        if (fs::is_regular_file(file, failure))
            return DatasetPlace{file, isThere ? below : std::string()};
    }
    if (isThere)
        return DatasetPlace{below, {}};
    return dataError("There is no data set \"" + dataset + "\"", below,
                     "check data.dataset: an absolute path, a path below the workspace, or a name in its datasets/");
}

Result<std::string> findRecordsFolder(const Experiment& experiment, const std::string& workspace) {
    const std::string& records = experiment.pipeline.records;
    if (experiment.pipeline.mode != "records" || records.empty())
        return std::string();
    const std::string path = absoluteText(fs::path(workspace) / records);
    std::error_code failure;
    if (fs::is_directory(path, failure))
        return path;
    return dataError("There is no such folder of records", path,
                     "check pipeline.records (an absolute path, or one below the workspace), or make it: roentgen-data "
                     "pack " +
                         experiment.data.dataset + " --out DIR");
}

std::string shadowWarning(const DatasetPlace& place) {
    if (place.shadowed.empty())
        return {};
    const std::string name = fs::path(place.shadowed).filename().string();
    return "\"" + name + "\" is datasets/" + name + ".toml, not the folder " + place.shadowed + ": write ./" + name +
           " for the folder, or rename one of them";
}

} // namespace roentgen
