// Sweeps and repeats: [sweep] of an experiment and experiment.repeats, expanded into the runs that they stand for.
#pragma once

#include "engine/protocol/experiment.h"

#include <string>
#include <utility>
#include <vector>

namespace roentgen {

inline constexpr int64_t MostSweepRuns = 10000;

// The seeds of the repeats: the first is the experiment's own; the others are the outputs of SplitMix64 started with
// it (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014, figure 15), their upper 31
// bits, leaving out those that came before. They depend on seed alone: the repeats of every combination have the same.
std::vector<int64_t> repeatSeeds(int64_t seed, int64_t repeats);

// Of the axes, in their order: key and value.
using Overrides = std::vector<std::pair<std::string, KeyValue>>;

struct SweepRun {
    int64_t combination = 0, repeat = 1; // from 0; from 1
    int64_t seed = 0;
    Overrides overrides;
    Experiment experiment; // with the overrides and the seed; no sweep, one repeat
};
// "training.local_batch = 8, distributed.ranks = 2"; "" for none.
std::string describeOverrides(const Overrides& overrides);

// True where the experiment stands for more than one run.
bool isSweep(const Experiment& experiment);
// What can train as it is: no sweep, one repeat. Usage error that names roentgen-run sweep.
Status checkSingleRun(const Experiment& experiment);
// Of all repeats; 1 where it is no sweep. Usage error where an axis is wrong or there are more than MostSweepRuns.
Result<int64_t> countSweepRuns(const Experiment& experiment);
// Every run, all combinations of a repeat before the next repeat; the first axis changes slowest. Every combination
// passed checkExperiment: else the error says which combination, where = the key, hint = what is allowed.
Result<std::vector<SweepRun>> expandSweep(const Experiment& experiment);

} // namespace roentgen
