// Beside a run from its first process to its last, on the machine where its command runs (also in a job of Slurm):
// hears who wants it to stop, notices when its ranks are gone and its mpirun is not, and ends what does not end by
// itself.
#pragma once

#include "engine/protocol/run_folder.h"

#include <string>
#include <vector>

namespace roentgen::launch {

// Starts the command as a child and stays until no process of the run is left. SIGUSR1, SIGTERM and SIGINT ask the run
// to stop with a checkpoint, a second SIGTERM or SIGINT at once. Five seconds after a stop at once was asked for, and
// three after a rank has ended without mpirun's notice, every process of the run on this machine is ended; those of
// other machines end when their mpirun is gone. Then the log says why and, where the run has said nothing, an event.
// An event also says where the kernel killed the run for lack of memory.
// The command's exit code, 128 + N where signal N ended it; of one that had to be ended the code of the run's last
// word. To be called once, by a process of one thread.
int superviseRun(const RunFolder& run, const std::vector<std::string>& command);

// The supervisor's own command line; roentgen-run stands beside roentgen-train.
std::vector<std::string> supervisedCommand(const std::string& supervisor, const RunFolder& run,
                                           const std::vector<std::string>& command);
std::string supervisorBeside(const std::string& trainer);

} // namespace roentgen::launch
