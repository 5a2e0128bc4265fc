#include "engine/launch/workspace.h"

#include "engine/protocol/run_folder.h"

#include <filesystem>
#include <system_error>

namespace roentgen::launch {

namespace fs = std::filesystem;

std::string absolutePath(const std::string& path) {
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error).lexically_normal();
    std::string text = error ? path : absolute.string();
    if (text.size() > 1 && text.back() == '/')
        text.pop_back();
    return text;
}

Status makeWorkspace(const std::string& workspace) {
    for (const char* name : {"", "/datasets", "/experiments", "/weights", "/runs", "/sweeps"}) {
        std::error_code error;
        fs::create_directories(workspace + name, error);
        if (error)
            return environmentError("Could not make the workspace: " + error.message(), workspace + name,
                                    "choose a folder that you may write to");
    }
    return Done{};
}

Result<ResolvedWeights> resolveWeights(const Experiment& experiment, const std::string& workspace) {
    const std::string& weights = experiment.model.weights;
    if (weights.empty())
        return ResolvedWeights{"", "from scratch"};
    std::error_code error;
    if (weights == "imagenet") {
        const std::string name = experiment.model.architecture + "-imagenet.safetensors";
        const std::string file = absolutePath(workspace + "/weights/" + name);
        if (fs::exists(file, error))
            return ResolvedWeights{file, "from ImageNet weights, " + file};
        return ResolvedWeights{"", "from scratch: the workspace has no weights/" + name};
    }
    for (const std::string& candidate : {RunFolder{workspace + "/runs/" + weights}.bestWeights(),
                                         workspace + "/weights/" + weights, workspace + "/" + weights, weights})
        if (fs::is_regular_file(candidate, error))
            return ResolvedWeights{absolutePath(candidate), "from " + absolutePath(candidate)};
    return dataError("The weights are not there", weights,
                     "give a safetensors file, the name of a run that has " + std::string(run_files::bestWeights) +
                         ", or imagenet");
}

} // namespace roentgen::launch
