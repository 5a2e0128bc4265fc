// Labels, help and units of the experiment's keys as they stand in the source, for ExperimentWords to translate.
#pragma once

#include <string>

namespace roentgen::app {

struct KeyWords {
    const char *path, *label, *help;
};

const KeyWords* findKeyWords(const std::string& path); // nullptr: a key that has none yet
const char* findUnitWord(const std::string& unit);     // the unit itself where there is none; lives as long as unit

} // namespace roentgen::app
