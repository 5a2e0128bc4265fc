// What a sweep varies, as plain values of an Experiment; sweep.h reads, checks and expands them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roentgen {

using KeyValue = std::variant<bool, int64_t, double, std::string, std::vector<std::string>>;

enum class SweepScale { Linear, Log };

struct SweepRange {
    double minimum = 0, maximum = 0; // inclusive
    int64_t count = 0;               // so many values, evenly spaced on the scale; 0: any value (random order only)
    SweepScale scale = SweepScale::Linear;
};

// A key and the values that it takes.
struct SweepAxis {
    std::string key;                 // "training.learning_rate"
    std::vector<KeyValue> values;    // of the key's type; empty where there is a range
    std::optional<SweepRange> range; // of whole and real keys
    bool withPrevious = false;       // takes its n-th value together with the n-th of the axis before it
};

enum class SweepOrder { Grid, Random };

struct Sweep {
    std::vector<SweepAxis> axes;
    SweepOrder order = SweepOrder::Grid;
    int64_t count = 0; // random: so many combinations
    int64_t seed = 1;  // random: which ones
};

} // namespace roentgen
