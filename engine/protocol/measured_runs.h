// What earlier runs of a workspace tell of one like them: how fast it will be, and how much disk it will take.
#pragma once

#include "engine/protocol/experiment.h"

#include <string>
#include <vector>

namespace roentgen {

struct RunMeasure {
    double imagesPerSecond = 0; // of all ranks; validation and checkpoints counted in; 0: there is no run like it
    std::string runId;          // whose speed that is
    double folderBytes = 0;     // of a run with the same architecture and optimizer; 0: there is none
};

// True where speed measured with one is the speed of the other: the same model, input, batch, ranks, threads, place.
bool sameSpeed(const Experiment& a, const Experiment& b);

// Of each experiment, by the newest runs that were made on this machine, or from here at the same target, and neither
// failed nor got lost. One pass over the run folders: not on a window's thread.
std::vector<RunMeasure> measureEarlierRuns(const std::string& workspace, const std::vector<Experiment>& experiments);

} // namespace roentgen
