#include "engine/protocol/experiment_presets.h"

#include "engine/protocol/preset_texts.h"

#include <algorithm>
#include <cassert>
#include <sstream>
#include <thread>

namespace roentgen {

namespace {

// "1, 2, 4 …", at least two of them.
std::string countsUpToTheCores() {
    const unsigned cores = std::max(2u, std::thread::hardware_concurrency());
    std::string text = "1";
    for (unsigned count = 2; count <= cores; count *= 2)
        text += ", " + std::to_string(count);
    return text;
}

std::string withCores(std::string text) {
    static const std::string word = "CORES";
    for (size_t at = 0; (at = text.find(word, at)) != std::string::npos;)
        text.replace(at, word.size(), countsUpToTheCores());
    return text;
}

Experiment parsed(const std::string& toml, const char* id) {
    Result<Experiment> experiment = parseExperiment(toml, id);
    assert(experiment); // a test reads them all
    return experiment.take();
}

void addOnce(std::vector<std::string>& paths, const std::string& path) {
    if (std::find(paths.begin(), paths.end(), path) == paths.end())
        paths.push_back(path);
}

Preset atThePapersSize(const PresetText& text) {
    Preset preset{text.id, text.title, text.source, text.finding, PresetSize::Paper, {}, parsed(text.toml, text.id)};
    preset.experiment.experiment.name = text.id;
    std::istringstream paths(text.ours);
    for (std::string path; paths >> path;)
        preset.ours.push_back(path);
    return preset;
}

Preset forThisMachine(const PresetText& text) {
    Preset preset = atThePapersSize(text);
    preset.id += "-small";
    preset.size = PresetSize::Machine;
    preset.experiment.experiment.name = preset.id;
    std::istringstream lines(text.smaller);
    for (std::string line; std::getline(lines, line);) {
        const Status applied = applyOverride(preset.experiment, line);
        assert(applied);
        (void)applied;
        addOnce(preset.ours, line.substr(0, line.find('=')));
    }
    preset.experiment.sweep = parsed(withCores(text.smallerSweep), text.id).sweep;
    for (const SweepAxis& axis : preset.experiment.sweep.axes)
        addOnce(preset.ours, axis.key);
    return preset;
}

Preset quickLook() {
    Preset preset{"quick",
                  "Quick look",
                  "Roentgen's demo",
                  "DenseNet-121 at 112 px from scratch: minutes on a workstation, on phantoms or a small set",
                  PresetSize::Machine,
                  {"data.image_size", "training.local_batch", "training.epochs"},
                  parsed("[data]\nimage_size = 112\n[training]\nlocal_batch = 16\nepochs = 4\n", "quick")};
    preset.experiment.experiment.name = preset.id;
    return preset;
}

} // namespace

const std::vector<Preset>& experimentPresets() {
    static const std::vector<Preset> presets = [] {
        std::vector<Preset> list;
        for (const PresetText& text : presetTexts()) {
            list.push_back(atThePapersSize(text));
            list.push_back(forThisMachine(text));
        }
        list.push_back(quickLook());
        return list;
    }();
    return presets;
}

} // namespace roentgen
