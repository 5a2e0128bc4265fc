// The exact command that trains an experiment, as an argument vector (never through a shell).
#pragma once

#include "engine/launch/machine.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/target.h"

#include <string>
#include <vector>

namespace roentgen::launch {

struct RankPlacement {
    int ranks = 1, threadsPerRank = 1;
    bool bound = false;          // each rank to its own cores, or to a socket
    int ranksPerNode = 0;        // bound, the same number to each of several NUMA nodes; 0: one after the other
    bool oversubscribed = false; // more threads than cores
    bool bindsThreads = false;   // each thread of a rank to a core of the rank's
};
// The experiment's threads a rank, or a fair share of the physical cores. On one host with enough cores the ranks are
// bound: spread over its NUMA nodes where that comes out even and a rank's threads have room on one.
// target: with several hosts or Slurm the ranks are shared over the machines, of which nothing is known here: they are
// bound where bind or thread_binding asks for it; nullptr: this machine.
RankPlacement choosePlacement(const Experiment& experiment, const Machine& machine, const Target* target = nullptr);
// Usage error where bind, thread_binding or ranks_per_host cannot hold as asked. More threads than this machine has
// cores are no error: then nothing is bound. Of hosts elsewhere the rest shows when the ranks are there.
Status checkPlacement(const Experiment& experiment, const Machine& machine, const Target* target = nullptr);
// What the ranks are bound to: "cores", "sockets", "numa nodes" (and there to cores); "nothing".
std::string bindingOf(const Experiment& experiment, const RankPlacement& placement);
// Ranks of the fullest of the target's hosts, or Slurm's nodes.
int64_t ranksOfOneHost(const Experiment& experiment, const Target* target);

enum class Start { Fresh, Resume };
// env NAME=value… [mpirun …] roentgen-train experiment.toml --run DIR [--resume]; with hosts, mpirun reads DIR/hostfile
std::vector<std::string> trainCommand(const Experiment& experiment, const Machine& machine, const std::string& trainer,
                                      const RunFolder& run, Start start, const Target* target = nullptr);
// The ranks that the experiment would have on one host, at this one: env … [mpirun …] roentgen-train --benchmark --json
std::vector<std::string> benchmarkCommand(Experiment experiment, const Machine& machine, const std::string& trainer);

} // namespace roentgen::launch
