#include "engine/protocol/sweep_expansion.h"

#include "engine/protocol/key_values.h"
#include "engine/protocol/split_mix.h"
#include "engine/protocol/sweep.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace roentgen {

namespace {

// Axes that change together, and how many values they take; 0: any value of a range.
struct AxisGroup {
    std::vector<const SweepAxis*> axes;
    std::vector<std::vector<KeyValue>> values; // of each axis; empty where any value of the range may come
    size_t size() const { return values.front().size(); }
};

// 0 to below 1.
double uniform(uint64_t& state) {
    return double(splitMix64(state) >> 11) * 0x1p-53;
}

Status checkKeysOnce(const Sweep& sweep) {
    std::set<std::string> seen;
    for (const SweepAxis& axis : sweep.axes)
        if (!seen.insert(axis.key).second)
            return usageError(axis.key + " is varied twice", axis.key, "keep one of its lists");
    return Done{};
}

Result<std::vector<AxisGroup>> groupsOf(const Sweep& sweep) {
    if (Status status = checkKeysOnce(sweep); !status)
        return status.error();
    std::vector<AxisGroup> groups;
    for (const SweepAxis& axis : sweep.axes) {
        const bool anyValue = sweep.order == SweepOrder::Random && axis.range && axis.range->count == 0;
        Result<std::vector<KeyValue>> values = std::vector<KeyValue>{};
        if (!anyValue)
            values = sweepValues(axis);
        else if (Status status = checkSweepAxis(axis); !status)
            return status.error();
        if (!values)
            return values.error();
        if (!axis.withPrevious || groups.empty())
            groups.push_back({});
        AxisGroup& group = groups.back();
        group.axes.push_back(&axis);
        group.values.push_back(values.take());
        if (group.axes.size() > 1 && (anyValue || group.size() == 0))
            return usageError("Keys that change together need lists", axis.key, "give the range a count");
        if (group.values.back().size() != group.size())
            return usageError(axis.key + " changes together with " + group.axes.front()->key +
                                  ", but has not as many values",
                              axis.key, "give it " + std::to_string(group.size()) + " values");
    }
    return groups;
}

// A value for every axis, in the order of the axes.
using Combination = std::vector<KeyValue>;

// How many there are; infinite where any value of a range may come.
double combinationsOf(const std::vector<AxisGroup>& groups) {
    double product = 1;
    for (const AxisGroup& group : groups)
        product *= group.size() ? double(group.size()) : INFINITY;
    return product;
}

void append(Combination& combination, const AxisGroup& group, size_t which) {
    for (const std::vector<KeyValue>& values : group.values)
        combination.push_back(values[which]);
}

std::vector<Combination> gridOf(const std::vector<AxisGroup>& groups) {
    std::vector<Combination> grid{{}};
    for (const AxisGroup& group : groups) {
        std::vector<Combination> longer;
        for (const Combination& begun : grid)
            for (size_t k = 0; k < group.size(); ++k) {
                longer.push_back(begun);
                append(longer.back(), group, k);
            }
        grid = std::move(longer);
    }
    return grid;
}

// Different ones, in the order in which they were drawn.
std::vector<Combination> drawnOf(const std::vector<AxisGroup>& groups, const Sweep& sweep) {
    uint64_t state = uint64_t(sweep.seed);
    std::set<Combination> seen;
    std::vector<Combination> drawn;
    // Whole keys of a narrow range come again and again: the tries are counted.
    for (int64_t tries = 0; int64_t(drawn.size()) < sweep.count && tries < 1000 * sweep.count; ++tries) {
        Combination one;
        for (const AxisGroup& group : groups) {
            const double place = uniform(state);
            if (group.size())
                append(one, group, size_t(place * double(group.size())));
            else
                one.push_back(valueInRange(*group.axes[0], place));
        }
        if (seen.insert(one).second)
            drawn.push_back(one);
    }
    return drawn;
}

Status checkCount(const Sweep& sweep, const std::vector<AxisGroup>& groups, int64_t repeats) {
    const bool random = sweep.order == SweepOrder::Random;
    const double there = combinationsOf(groups);
    if (random && sweep.count < 1)
        return usageError("A sweep in random order needs a count", "sweep.count", "say how many combinations to draw");
    if (random && double(sweep.count) > there)
        return usageError("There are only " + std::to_string(int64_t(there)) + " combinations", "sweep.count",
                          "use at most that, or order = \"grid\"");
    if ((random ? double(sweep.count) : there) * double(repeats) > double(MostSweepRuns))
        return usageError("The sweep has more than " + std::to_string(MostSweepRuns) + " runs", "sweep",
                          "use fewer values or repeats");
    return Done{};
}

Overrides overridesOf(const Sweep& sweep, const Combination& combination) {
    Overrides overrides;
    for (size_t a = 0; a < sweep.axes.size(); ++a)
        overrides.emplace_back(sweep.axes[a].key, combination[a]);
    return overrides;
}

Result<std::vector<Combination>> combinationsOf(const Experiment& e) {
    const Result<std::vector<AxisGroup>> groups = groupsOf(e.sweep);
    if (!groups)
        return groups.error();
    if (Status status = checkCount(e.sweep, *groups, e.experiment.repeats); !status)
        return status.error();
    std::vector<Combination> all = e.sweep.order == SweepOrder::Random ? drawnOf(*groups, e.sweep) : gridOf(*groups);
    if (e.sweep.order == SweepOrder::Random && int64_t(all.size()) < e.sweep.count)
        return usageError("There are only about " + std::to_string(all.size()) + " combinations", "sweep.count",
                          "use at most that");
    std::set<Combination> seen;
    for (const Combination& one : all)
        if (!seen.insert(one).second)
            return usageError("The combination " + describeOverrides(overridesOf(e.sweep, one)) + " stands twice",
                              e.sweep.axes.front().key, "list every value once");
    return all;
}

// The experiment of a combination, checked.
Result<Experiment> experimentOf(const Experiment& sweep, const Overrides& overrides) {
    Experiment experiment = sweep;
    experiment.sweep = {};
    experiment.experiment.repeats = 1;
    for (const auto& [path, value] : overrides)
        findExperimentKey(path)->set(experiment, value);
    Status status = checkExperiment(experiment);
    if (status)
        return experiment;
    Error error = status.error();
    if (!overrides.empty())
        error.message = "The combination " + describeOverrides(overrides) + " does not go: " + error.message;
    return error;
}

} // namespace

std::vector<int64_t> repeatSeeds(int64_t seed, int64_t repeats) {
    std::vector<int64_t> seeds{seed};
    uint64_t state = uint64_t(seed);
    while (int64_t(seeds.size()) < repeats) {
        const auto next = int64_t(splitMix64(state) >> 33);
        if (std::find(seeds.begin(), seeds.end(), next) == seeds.end())
            seeds.push_back(next);
    }
    return seeds;
}

std::string describeOverrides(const Overrides& overrides) {
    std::string text;
    for (const auto& [path, value] : overrides)
        text += (text.empty() ? "" : ", ") + path + " = " + formatKeyValue(value);
    return text;
}

bool isSweep(const Experiment& experiment) {
    return !experiment.sweep.axes.empty() || experiment.experiment.repeats != 1;
}

Status checkSingleRun(const Experiment& experiment) {
    if (!isSweep(experiment))
        return Done{};
    const bool axes = !experiment.sweep.axes.empty();
    return usageError("This experiment is a sweep of several runs", axes ? "sweep" : "experiment.repeats",
                      std::string("use roentgen-run sweep, or ") +
                          (axes ? "take [sweep] out of it" : "set experiment.repeats to 1"));
}

Result<int64_t> countSweepRuns(const Experiment& experiment) {
    const Result<std::vector<Combination>> combinations = combinationsOf(experiment);
    if (!combinations)
        return combinations.error();
    return int64_t(combinations->size()) * experiment.experiment.repeats;
}

Result<std::vector<SweepRun>> expandSweep(const Experiment& experiment) {
    const Result<std::vector<Combination>> combinations = combinationsOf(experiment);
    if (!combinations)
        return combinations.error();
    std::vector<SweepRun> first;
    for (const Combination& combination : *combinations) {
        SweepRun run;
        run.combination = int64_t(first.size());
        run.overrides = overridesOf(experiment.sweep, combination);
        Result<Experiment> made = experimentOf(experiment, run.overrides);
        if (!made)
            return made.error();
        run.experiment = made.take();
        first.push_back(std::move(run));
    }
    std::vector<SweepRun> runs;
    for (int64_t repeat = 1; repeat <= experiment.experiment.repeats; ++repeat)
        for (SweepRun run : first) {
            run.repeat = repeat;
            run.seed = repeatSeeds(run.experiment.experiment.seed, repeat).back();
            run.experiment.experiment.seed = run.seed;
            runs.push_back(std::move(run));
        }
    return runs;
}

} // namespace roentgen
