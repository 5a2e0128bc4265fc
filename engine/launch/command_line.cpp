#include "engine/launch/command_line.h"

#include <algorithm>
#include <unistd.h>

namespace roentgen::launch {

Placement choosePlacement(const Experiment& experiment, const Machine& machine) {
    const auto& d = experiment.distributed;
    Placement p;
    p.ranks = int(d.ranks);
    p.threadsPerRank = d.threadsPerRank > 0 ? int(d.threadsPerRank) : std::max(1, machine.cores / p.ranks);
    p.oversubscribed = p.ranks * p.threadsPerRank > machine.cores;
    p.bound = p.ranks > 1 && !p.oversubscribed && d.bind != "none";
    return p;
}

std::vector<std::string> trainCommand(const Experiment& experiment, const Machine& machine, const std::string& trainer,
                                      const RunFolder& run, Start start) {
    const Placement p = choosePlacement(experiment, machine);
    const auto& d = experiment.distributed;
    std::vector<std::string> command = {"env", "OMP_NUM_THREADS=" + std::to_string(p.threadsPerRank)};
    if (d.waitPolicy != "auto")
        command.push_back("OMP_WAIT_POLICY=" + d.waitPolicy);
    // libgomp binds against the mask that the rank was given: without one, all ranks would crowd on the first cores.
    const bool bindThreads = d.threadBinding != "none" && (p.bound || p.ranks == 1) && !p.oversubscribed;
    command.push_back("OMP_PROC_BIND=" + (bindThreads ? d.threadBinding : std::string("false")));
    if (p.ranks > 1) {
        command.insert(command.end(), {"mpirun", "-n", std::to_string(p.ranks)});
        if (::geteuid() == 0)
            command.push_back("--allow-run-as-root");
        if (p.bound && d.bind == "socket")
            command.insert(command.end(), {"--map-by", "socket", "--bind-to", "socket"});
        else if (p.bound)
            command.insert(command.end(),
                           {"--map-by", "slot:PE=" + std::to_string(p.threadsPerRank), "--bind-to", "core"});
        else
            command.insert(command.end(), {"--oversubscribe", "--bind-to", "none"});
        // Containers often refuse cross-memory attach; shared memory copies are as fast at these sizes.
        command.insert(command.end(), {"--mca", "btl_vader_single_copy_mechanism", "none"});
    }
    command.insert(command.end(), {trainer, run.experimentFile(), "--run", run.path});
    if (start == Start::Resume)
        command.push_back("--resume");
    return command;
}

std::string quoteForShell(const std::vector<std::string>& arguments) {
    static const std::string plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
    std::string line;
    for (const std::string& argument : arguments) {
        line += line.empty() ? "" : " ";
        if (!argument.empty() && argument.find_first_not_of(plain) == std::string::npos) {
            line += argument;
            continue;
        }
        line += "'";
        for (char c : argument)
            line += c == '\'' ? std::string("'\\''") : std::string(1, c);
        line += "'";
    }
    return line;
}

} // namespace roentgen::launch
