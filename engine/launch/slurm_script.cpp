#include "engine/launch/slurm_script.h"

#include "engine/launch/run_supervisor.h"
#include "engine/protocol/shell_line.h"

#include <algorithm>

namespace roentgen::launch {

namespace {

std::string inRun(const char* file) {
    return std::string("\"$run/") + file + "\"";
}

// What comes before the line that runs the training.
std::string beginning() {
    return R"(
echo "$SLURM_JOB_ID" >)" +
           inRun(run_files::job) + R"(
again=0
training=
# ahead of the time limit: a checkpoint, then into the queue again
trap 'again=1; [ -n "$training" ] && kill -USR1 "$training" 2>/dev/null' USR1
# cancelled or preempted: a checkpoint; of a preempted job Slurm queues it again
trap '[ -n "$training" ] && kill -USR1 "$training" 2>/dev/null' TERM
resume=
[ -e )" + inRun(run_files::events) +
           R"( ] && resume=--resume
)";
}

// Stops with a checkpoint and queues again.
std::string ending() {
    return R"(
training=$!
[ "$again" = 1 ] && kill -USR1 "$training" 2>/dev/null
wait "$training"
code=$?
# wait also returns when a signal came
while [ "$code" -gt 128 ] && kill -0 "$training" 2>/dev/null; do
    wait "$training"
    code=$?
done
if [ "$again" = 1 ] && [ "$code" -gt 128 ]; then
    scontrol requeue "$SLURM_JOB_ID" || sbatch --parsable )" +
           inRun(run_files::slurmScript) + " >" + inRun(run_files::job) + R"(
fi
exit "$code"
)";
}

// In a line of #SBATCH: as it is, or in double quotes.
std::string sbatchValue(const std::string& text) {
    return text.find(' ') == std::string::npos ? text : "\"" + text + "\"";
}

} // namespace

Result<std::string> slurmScript(const RunPlan& plan) {
    const Target& target = *plan.target;
    const auto& slurm = target.slurm;
    const int64_t ranks = plan.experiment.distributed.ranks;
    const int64_t tasks = slurm.tasksPerNode > 0 ? slurm.tasksPerNode : (ranks + slurm.nodes - 1) / slurm.nodes;
    const int64_t threads = plan.experiment.distributed.threadsPerRank;
    const int64_t cpus = slurm.cpusPerTask > 0 ? slurm.cpusPerTask : std::max<int64_t>(threads, 1);
    if (tasks * slurm.nodes < ranks)
        return usageError("Slurm would start fewer tasks than the run has ranks", "slurm.tasks_per_node",
                          "raise it or slurm.nodes, or lower distributed.ranks");
    if (plan.run.path.find_first_of("\"'\\%`$\n#") != std::string::npos)
        return usageError("Slurm's scripts cannot name this folder", plan.run.path,
                          "choose a workspace without quotes, %, #, $ and backslashes in its path");
    std::string script = "#!/bin/bash\n";
    const auto option = [&script](const std::string& name, const std::string& value) {
        if (!value.empty())
            script += "#SBATCH --" + name + "=" + sbatchValue(value) + "\n";
    };
    option("job-name", plan.run.id());
    option("partition", slurm.partition);
    option("account", slurm.account);
    option("nodes", std::to_string(slurm.nodes));
    option("ntasks-per-node", std::to_string(tasks));
    option("cpus-per-task", std::to_string(cpus));
    // Cores are bound: two hyperthreads of one are no two of them.
    option("hint", plan.placement.bound || plan.placement.bindsThreads ? "nomultithread" : "");
    option("gres", slurm.gpus > 0 ? "gpu:" + std::to_string(slurm.gpus) : "");
    option("time", slurm.timeLimit);
    option("signal", "B:USR1@" + std::to_string(slurm.signalSeconds));
    option("chdir", plan.run.path);
    option("output", plan.run.logFile());
    script += "#SBATCH --open-mode=append\n#SBATCH --requeue\n";
    for (const std::string& extra : slurm.extra)
        script += "#SBATCH " + extra + "\n";
    script += "\n";
    for (const std::string& line : target.prelude)
        script += line + "\n";
    script += "run=" + quoteForShell({plan.run.path}) + beginning() +
              quoteForShell(supervisedCommand(plan.supervisor, plan.run, plan.command)) + " $resume &" + ending();
    return script;
}

} // namespace roentgen::launch
