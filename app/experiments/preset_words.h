// Titles, sources and findings of the presets, as the engine has them, for ExperimentWords to translate.
#pragma once

#include <vector>

namespace roentgen::app {

// A test compares them with experimentPresets().
const std::vector<const char*>& presetWords();

} // namespace roentgen::app
