// The shipped experiments as text; experiment_presets.cpp reads them.
#pragma once

#include <vector>

namespace roentgen {

struct PresetText {
    const char *id, *title, *source, *finding; // the last three are translated in app/experiments/preset_words.cpp
    const char* toml;                          // at the paper's size
    const char* ours;                          // paths of the keys above that the source does not give, blanks between
    // At a size for one workstation: assignments on top of it, a line each, and another [sweep] ("": no sweep). CORES
    // stands for 1, 2, 4 … up to the cores of the machine. All of it is ours.
    const char *smaller, *smallerSweep;
};

const std::vector<PresetText>& presetTexts();

} // namespace roentgen
