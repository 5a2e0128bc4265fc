// Sweeps and repeats: [sweep] of an experiment and experiment.repeats, expanded into the runs that they stand for.
#pragma once

#include "engine/protocol/experiment.h"

#include <string>
#include <utility>
#include <vector>

namespace roentgen {

inline constexpr int64_t MostSweepRuns = 10000;

// Usage error (where = the axis' key, hint = what is allowed) where the key cannot be varied, a value is not one of
// the key's, a value stands twice or the range is none.
Status checkSweepAxis(const SweepAxis& axis);
// The listed values, or those of the range: evenly spaced, on a log scale by equal factors, rounded for whole keys.
// Usage error as above, and for a range without a count.
Result<std::vector<KeyValue>> sweepValues(const SweepAxis& axis);

// At a place of the axis' range, from 0 (its minimum) to 1 (its maximum), on its scale.
KeyValue valueInRange(const SweepAxis& axis, double place);

// As a user types it: "8, 16, 32", "0.0001..0.01, 5, log" (so many values of a range), "0.1..0.5" (any of a range).
// Lists of texts are separated by semicolons: "Mass, Nodule; Mass".
Result<SweepAxis> parseSweepAxis(const std::string& key, const std::string& text);
std::string formatSweepAxis(const SweepAxis& axis); // the inverse, without the key

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

// The section as TOML; "" where there is nothing to say.
std::string writeSweep(const Sweep& sweep);

} // namespace roentgen
