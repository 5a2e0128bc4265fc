#include "engine/programs/delete_command.h"

#include "engine/launch/job_watch.h"
#include "engine/programs/error_output.h"
#include "engine/programs/run_lookup.h"
#include "engine/protocol/messages/launch_messages.h"
#include "engine/protocol/trash.h"

#include <cstdio>
#include <filesystem>

namespace roentgen::programs {

namespace {

Status checkCanGo(const RunFolder& run) {
    if (std::filesystem::path(run.path).parent_path().filename() != "runs")
        return usageError("This is not a run's folder", run.path, "name a run, see roentgen-run list");
    const RunState state = launch::JobWatch(run).look();
    if (isGoingOn(state))
        return usageError("This run is going on", run.path + ", " + runStateName(state),
                          "stop it first: roentgen-run stop " + run.id());
    return Done{};
}

} // namespace

CLI::App* addDeleteVerb(CLI::App& app, DeleteArguments& arguments, std::string& workspace) {
    CLI::App* const verb = app.add_subcommand("delete", "Move runs to the trash");
    verb->add_option("--workspace", workspace, "Workspace folder (else $ROENTGEN_WORKSPACE, else .)");
    verb->add_option("RUN", arguments.runs, "Runs' ids, or their folders")->required();
    verb->add_flag("--json", arguments.json, "Print JSON");
    verb->footer("They can be brought back with any file manager. One that goes on elsewhere must be stopped first;\n"
                 "what lies on the other machine stays there.\n"
                 "Example: roentgen-run delete chexnet-20260101-120000 chexnet-20260102-093000");
    return verb;
}

Result<int> runDeleteVerb(const DeleteArguments& arguments) {
    const Result<std::vector<RunFolder>> runs = findRuns(arguments.workspace, arguments.runs);
    if (!runs)
        return runs.error();
    for (const RunFolder& run : *runs)
        if (Status can = checkCanGo(run); !can)
            return can.error();
    std::vector<DeletedRun> moved;
    Status last = Done{};
    for (const RunFolder& run : *runs) {
        const Result<std::string> to = moveToTrash(run.path);
        if (!to) {
            last = to.error();
            break;
        }
        moved.push_back({run.id(), *to});
        if (!arguments.json)
            std::printf("%-36s %s\n", run.id().c_str(), to->c_str());
    }
    if (arguments.json)
        printMessage(moved);
    return last ? Result<int>(int(ExitDone)) : Result<int>(last.error());
}

} // namespace roentgen::programs
