// The experiments that come with Roentgen, each as its source had it and at a size for one workstation.
#pragma once

#include "engine/protocol/experiment.h"

#include <string>
#include <vector>

namespace roentgen {

// Paper: as the source had it. Machine: its question at a size for one workstation; the id ends in "-small".
enum class PresetSize { Paper, Machine };

// Shipped experiments, "chexnet" first. source: what it reproduces; finding: what was found there.
struct Preset {
    std::string id, title, source, finding;
    PresetSize size = PresetSize::Paper;
    std::vector<std::string> ours; // paths of the keys that it sets and the source does not give
    Experiment experiment;
};
const std::vector<Preset>& experimentPresets();

} // namespace roentgen
