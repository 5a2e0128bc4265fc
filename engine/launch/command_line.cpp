#include "engine/launch/command_line.h"

#include <algorithm>
#include <unistd.h>

namespace roentgen::launch {

namespace {

bool isShared(const Target* target) {
    return target && (target->isSlurm() || !target->hosts.empty());
}

int64_t hostsOf(const Target* target) {
    const int64_t hosts = !isShared(target)   ? 1
                          : target->isSlurm() ? target->slurm.nodes
                                              : int64_t(target->hosts.size());
    return std::max<int64_t>(hosts, 1);
}

std::vector<std::string> mpirunCommand(const Experiment& experiment, const RankPlacement& p, const RunFolder& run,
                                       const Target* target, const std::vector<std::string>& exported) {
    const auto& d = experiment.distributed;
    std::vector<std::string> command = {"mpirun", "-n", std::to_string(p.ranks)};
    if (::geteuid() == 0)
        command.push_back("--allow-run-as-root");
    if (isShared(target)) {
        // The processes of other machines get only the variables that are named.
        for (const std::string& name : exported)
            command.insert(command.end(), {"-x", name});
        if (!target->hosts.empty())
            command.insert(command.end(), {"--hostfile", run.hostFile()});
        // Bound to sockets, the ranks of a host come to lie on one after the other.
        const bool toCores = p.bound && d.bind != "socket";
        if (!target->hosts.empty() || p.bound)
            command.insert(command.end(),
                           {"--map-by", (d.ranksPerHost > 0 ? "ppr:" + std::to_string(d.ranksPerHost) + ":node"
                                                            : std::string("node")) +
                                            (toCores ? ":PE=" + std::to_string(p.threadsPerRank) : "")});
        command.insert(command.end(), {"--bind-to", toCores ? "core" : p.bound ? "socket" : "none"});
    } else if (p.bound && d.bind == "socket") {
        command.insert(command.end(), {"--map-by", "socket", "--bind-to", "socket"});
    } else if (p.ranksPerNode > 0) {
        command.insert(command.end(),
                       {"--map-by",
                        "ppr:" + std::to_string(p.ranksPerNode) + ":numa:PE=" + std::to_string(p.threadsPerRank),
                        "--bind-to", "core"});
    } else if (p.bound) {
        command.insert(command.end(), {"--map-by", "slot:PE=" + std::to_string(p.threadsPerRank), "--bind-to", "core"});
    } else {
        command.insert(command.end(), {"--oversubscribe", "--bind-to", "none"});
    }
    // Containers often refuse cross-memory attach; shared memory copies are as fast at these sizes.
    command.insert(command.end(), {"--mca", "btl_vader_single_copy_mechanism", "none"});
    if (target)
        command.insert(command.end(), target->mpirunOptions.begin(), target->mpirunOptions.end());
    return command;
}

// env NAME=value… [mpirun …]
std::vector<std::string> launchPrefix(const Experiment& experiment, const Machine& machine, const RunFolder& run,
                                      const Target* target) {
    const RankPlacement p = choosePlacement(experiment, machine, target);
    const auto& d = experiment.distributed;
    std::vector<std::string> command = {"env", "OMP_NUM_THREADS=" + std::to_string(p.threadsPerRank)};
    std::vector<std::string> exported = {"OMP_NUM_THREADS", "OMP_PROC_BIND"};
    if (d.waitPolicy != "auto") {
        command.push_back("OMP_WAIT_POLICY=" + d.waitPolicy);
        exported.push_back("OMP_WAIT_POLICY");
    }
    command.push_back("OMP_PROC_BIND=" + (p.bindsThreads ? d.threadBinding : std::string("false")));
    if (p.bindsThreads) { // a core, not one of its logical processors
        command.push_back("OMP_PLACES=cores");
        exported.push_back("OMP_PLACES");
    }
    if (d.spinMs > 0) { // Intel's OpenMP reads this; what libgomp reads the trainer measures where it runs
        command.push_back("KMP_BLOCKTIME=" + std::to_string(d.spinMs));
        exported.push_back("KMP_BLOCKTIME");
    }
    if (p.ranks > 1) {
        const std::vector<std::string> mpirun = mpirunCommand(experiment, p, run, target, exported);
        command.insert(command.end(), mpirun.begin(), mpirun.end());
    }
    return command;
}

} // namespace

int64_t ranksOfOneHost(const Experiment& experiment, const Target* target) {
    const auto& d = experiment.distributed;
    if (d.ranksPerHost > 0)
        return std::min(d.ranksPerHost, d.ranks);
    const int64_t hosts = hostsOf(target);
    return (d.ranks + hosts - 1) / hosts;
}

RankPlacement choosePlacement(const Experiment& experiment, const Machine& machine, const Target* target) {
    const auto& d = experiment.distributed;
    const int ranksHere = int(isShared(target) ? ranksOfOneHost(experiment, target) : d.ranks);
    RankPlacement p;
    p.ranks = int(d.ranks);
    // Of the machines of a queue nothing is known before the run is there.
    const int fair = target && target->isSlurm() ? int(std::max<int64_t>(target->slurm.cpusPerTask, 1))
                                                 : std::max(1, machine.cores / std::max(ranksHere, 1));
    p.threadsPerRank = d.threadsPerRank > 0 ? int(d.threadsPerRank) : fair;
    p.oversubscribed = !isShared(target) && ranksHere * p.threadsPerRank > machine.cores;
    const bool asked = d.bind != "auto" || d.threadBinding != "none";
    p.bound = p.ranks > 1 && !p.oversubscribed && d.bind != "none" && (asked || !isShared(target));
    // libgomp binds against the mask that the rank was given: without one, all ranks would crowd on the first cores.
    p.bindsThreads = d.threadBinding != "none" && !p.oversubscribed && (p.bound || ranksHere == 1);
    const int nodes = machine.topology.numaNodes;
    const bool isEven = !isShared(target) && nodes > 1 && p.ranks % nodes == 0;
    if (p.bound && isEven && d.bind != "socket" && p.ranks / nodes * p.threadsPerRank <= machine.cores / nodes)
        p.ranksPerNode = p.ranks / nodes;
    return p;
}

Status checkPlacement(const Experiment& experiment, const Machine& machine, const Target* target) {
    const auto& d = experiment.distributed;
    const RankPlacement p = choosePlacement(experiment, machine, target);
    const int64_t ranksHere = ranksOfOneHost(experiment, target);
    if (isShared(target) && ranksHere * hostsOf(target) < d.ranks)
        return usageError(std::to_string(d.ranks) + " ranks do not fit on " + std::to_string(hostsOf(target)) +
                              " host(s) with " + std::to_string(ranksHere) + " each",
                          "distributed.ranks_per_host", "use 0 or more of them, or fewer distributed.ranks");
    if (d.threadBinding == "none" || p.oversubscribed)
        return Done{};
    if (!p.bindsThreads)
        return usageError("Threads can be bound only within ranks that have cores of their own",
                          "distributed.thread_binding",
                          "use none, or distributed.bind = \"auto\", \"core\" or \"socket\"");
    if (p.bound && d.bind == "socket" && !isShared(target) && p.ranks > machine.topology.sockets)
        return usageError("The threads of several ranks would share the cores of a socket",
                          "distributed.thread_binding",
                          "use none, distributed.bind = \"core\", or as many ranks as sockets (" +
                              std::to_string(machine.topology.sockets) + ")");
    return Done{};
}

std::string bindingOf(const Experiment& experiment, const RankPlacement& p) {
    if (!p.bound)
        return "nothing";
    return experiment.distributed.bind == "socket" ? "sockets" : p.ranksPerNode > 0 ? "numa nodes" : "cores";
}

std::vector<std::string> trainCommand(const Experiment& experiment, const Machine& machine, const std::string& trainer,
                                      const RunFolder& run, Start start, const Target* target) {
    std::vector<std::string> command = launchPrefix(experiment, machine, run, target);
    command.insert(command.end(), {trainer, run.experimentFile(), "--run", run.path});
    if (start == Start::Resume)
        command.push_back("--resume");
    return command;
}

std::vector<std::string> benchmarkCommand(Experiment experiment, const Machine& machine, const std::string& trainer) {
    experiment.distributed.ranks = ranksOfOneHost(experiment, nullptr);
    std::vector<std::string> command = launchPrefix(experiment, machine, {}, nullptr);
    command.insert(command.end(), {trainer, "--benchmark", "--json"});
    return command;
}

} // namespace roentgen::launch
