// roentgen-train's command line. Parsed by hand: the training core builds with no library but torch.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen {

struct TrainArguments {
    std::string experiment;             // file; may be empty for a benchmark
    std::string run;                    // folder
    std::vector<std::string> overrides; // section.key=value
    bool resume = false, benchmark = false, inputOnly = false, json = false;
    int steps = 12;     // of a benchmark
    std::string answer; // of --help and --version: to be printed, then done
};

Result<TrainArguments> parseTrainArguments(int argc, char** argv);

// What libraries read once, when they are loaded, so that it has to be in the environment before: sets it and starts
// this program again in the same process. Where anything fails it simply goes on. Values that the user set stay.
// waitPolicy: "auto", "active" or "passive", of threads that wait for each other; spinMs: how long they spin, 0: as
// that has it.
void prepareEnvironment(char** argv, const std::string& waitPolicy, int64_t spinMs);

} // namespace roentgen
