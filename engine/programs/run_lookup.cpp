#include "engine/programs/run_lookup.h"

#include "engine/launch/workspace.h"

#include <algorithm>
#include <filesystem>

namespace roentgen::programs {

Result<RunFolder> findRun(const std::string& workspace, const std::string& run) {
    for (const std::string& path : {workspace + "/runs/" + run, run})
        if (std::filesystem::exists(RunFolder{path}.experimentFile()))
            return RunFolder{launch::absolutePath(path)};
    return usageError("There is no such run", run, "see roentgen-run list --workspace DIR");
}

Result<std::vector<RunFolder>> findRuns(const std::string& workspace, const std::vector<std::string>& runs) {
    std::vector<RunFolder> folders;
    for (const std::string& name : runs) {
        Result<RunFolder> run = findRun(workspace, name);
        if (!run)
            return run.error();
        const auto isThis = [&run](const RunFolder& folder) { return folder.path == run->path; };
        if (std::none_of(folders.begin(), folders.end(), isThis))
            folders.push_back(run.take());
    }
    return folders;
}

} // namespace roentgen::programs
