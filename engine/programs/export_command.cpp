#include "engine/programs/export_command.h"

#include "engine/programs/run_lookup.h"
#include "engine/protocol/metrics_table.h"
#include "engine/protocol/run_state.h"
#include "engine/protocol/text_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace roentgen::programs {

namespace {

// The oldest first, as a table grows.
std::vector<RunFolder> runsWithMetrics(const std::string& workspace) {
    std::vector<RunFolder> runs;
    for (const std::string& id : listRunIds(workspace))
        if (const RunFolder run{workspace + "/runs/" + id}; std::filesystem::exists(run.metricsFile()))
            runs.insert(runs.begin(), run);
    return runs;
}

Status print(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
        return Done{};
    return environmentError(std::string("Could not write the table: ") + std::strerror(errno), "standard output",
                            "make room, or choose another place");
}

} // namespace

CLI::App* addExportVerb(CLI::App& app, ExportArguments& arguments, std::string& workspace) {
    CLI::App* const verb = app.add_subcommand("export", "The metrics of several runs as one CSV");
    verb->add_option("--workspace", workspace, "Workspace folder (else $ROENTGEN_WORKSPACE, else .)");
    CLI::Option* const runs = verb->add_option("RUN", arguments.runs, "Runs' ids, or their folders");
    verb->add_flag("--all", arguments.all, "All runs of the workspace that have metrics")->excludes(runs);
    verb->add_option("--out", arguments.out, "CSV to write (default: standard output)");
    verb->footer("Columns: run, then those of metrics.csv, joined by name where the runs' differ.\n"
                 "Example: roentgen-run export chexnet-20260101-120000 chexnet-20260102-093000 --out metrics.csv");
    return verb;
}

Result<int> runExportVerb(const ExportArguments& arguments) {
    if (arguments.runs.empty() && !arguments.all)
        return usageError("Name runs, or give --all", "export", "see roentgen-run export --help");
    Result<std::vector<RunFolder>> runs = findRuns(arguments.workspace, arguments.runs);
    if (!runs)
        return runs.error();
    if (arguments.all)
        runs = runsWithMetrics(arguments.workspace);
    const Result<std::string> table = joinMetrics(*runs);
    if (!table)
        return table.error();
    const Status written = arguments.out.empty() ? print(*table) : writeFileAtomically(arguments.out, *table);
    return written ? Result<int>(int(ExitDone)) : Result<int>(written.error());
}

} // namespace roentgen::programs
