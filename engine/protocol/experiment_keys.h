// One table of an experiment's keys, from which the parser, the form, the command line's --set and the documentation
// take names, ranges, units and defaults.
#pragma once

#include "engine/protocol/experiment.h"

#include <string>
#include <vector>

namespace roentgen {

enum class KeyType { Boolean, Integer, Real, Text, Choice, TextList };

struct ExperimentKey {
    std::string section; // "training"
    std::string name;    // "learning_rate"
    KeyType type = KeyType::Text;
    double minimum = 0; // Integer and Real only, inclusive
    double maximum = 0;
    std::string unit;                 // "" "px" "MB" "epochs" "°" …
    std::vector<std::string> choices; // Choice only
    std::string help;                 // one line
    KeyValue (*get)(const Experiment&) = nullptr;
    void (*set)(Experiment&, const KeyValue&) = nullptr; // value has this key's type
    // Choice only, neither offered nor written: what is read as another one, and what is refused until it exists.
    struct FormerChoice {
        std::string name, readAs;
    };
    std::vector<FormerChoice> former = {};
    std::vector<std::string> notBuilt = {};

    std::string path() const { return section + "." + name; }
    KeyValue defaultValue() const { return get(Experiment{}); }
};

// All keys, in the order of the file. Thread-safe.
const std::vector<ExperimentKey>& experimentKeys();
const ExperimentKey* findExperimentKey(const std::string& path);

} // namespace roentgen
