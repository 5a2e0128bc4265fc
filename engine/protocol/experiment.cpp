#include "engine/protocol/experiment.h"

#include "engine/protocol/architecture.h"
#include "engine/protocol/experiment_toml.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/recipe_checks.h"
#include "engine/protocol/sweep_toml.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace roentgen {

namespace {

constexpr int64_t smallestClaheTile = 4; // pixels of a side; a histogram of fewer says nothing

std::vector<std::string> sectionNames() {
    std::vector<std::string> names;
    for (const ExperimentKey& key : experimentKeys())
        if (names.empty() || names.back() != key.section)
            names.push_back(key.section);
    names.push_back("sweep");
    return names;
}

Error unknownName(const std::string& what, const std::string& name, const std::string& where,
                  const std::vector<std::string>& known) {
    const std::string nearest = nearestName(name, known);
    return usageError("Unknown " + what + " \"" + name + "\"", where,
                      nearest.empty() ? "see docs/experiment.md" : "did you mean \"" + nearest + "\"?");
}

std::string quoted(const std::string& text) {
    std::ostringstream out;
    out << toml::value<std::string>(text);
    return out.str();
}

} // namespace

std::string tomlPlace(const std::string& file, const toml::source_region& region) {
    return file + ":" + std::to_string(region.begin.line);
}

Error unknownKeyError(const std::string& section, const std::string& name, const std::string& where) {
    std::vector<std::string> siblings, all;
    for (const ExperimentKey& key : experimentKeys()) {
        if (key.section == section)
            siblings.push_back(key.name);
        if (key.name == name)
            return usageError("Unknown key \"" + section + "." + name + "\"", where,
                              "did you mean \"" + key.path() + "\"?");
    }
    return unknownName("key", name, where, siblings);
}

Result<KeyValue> tomlKeyValue(const ExperimentKey& key, const toml::node& node, const std::string& where) {
    const auto wrong = [&](const char* wanted) {
        return usageError(key.path() + " must be " + wanted, where, "see docs/experiment.md");
    };
    switch (key.type) {
    case KeyType::Boolean:
        if (const auto value = node.value_exact<bool>())
            return KeyValue(*value);
        return wrong("true or false");
    case KeyType::Integer:
        if (const auto value = node.value_exact<int64_t>())
            return KeyValue(*value);
        return wrong("a whole number");
    case KeyType::Real:
        if (node.is_integer() || node.is_floating_point())
            return KeyValue(*node.value<double>());
        return wrong("a number");
    case KeyType::Text:
    case KeyType::Choice:
        if (const auto value = node.value_exact<std::string>())
            return KeyValue(key.type == KeyType::Choice ? currentChoice(key, *value) : *value);
        return wrong("text in quotes");
    case KeyType::TextList:
        break;
    }
    std::vector<std::string> parts;
    const toml::array* const array = node.as_array();
    if (!array)
        return wrong("a list of texts");
    for (const toml::node& part : *array) {
        const auto value = part.value_exact<std::string>();
        if (!value)
            return wrong("a list of texts");
        parts.push_back(*value);
    }
    return KeyValue(parts);
}

std::string asToml(const KeyValue& value) {
    if (const auto* text = std::get_if<std::string>(&value))
        return quoted(*text);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        std::string out = "[";
        for (const std::string& part : *list)
            out += (out.size() > 1 ? ", " : "") + quoted(part);
        return out + "]";
    }
    std::string text = formatKeyValue(value);
    // A real stays a real for other TOML readers; formatKeyValue may print 1e-04 or 3.
    if (std::holds_alternative<double>(value) && text.find_first_of(".en") == std::string::npos)
        text += ".0";
    return text;
}

namespace {

Status readSection(Experiment& experiment, const std::string& section, const toml::table& table,
                   const std::string& file) {
    for (const auto& [keyName, node] : table) {
        const std::string name(keyName.str());
        const std::string where = tomlPlace(file, keyName.source());
        const ExperimentKey* const key = findExperimentKey(section + "." + name);
        if (!key)
            return unknownKeyError(section, name, where);
        Result<KeyValue> value = tomlKeyValue(*key, node, where);
        if (!value)
            return value.error();
        if (Status status = checkKeyValue(*key, *value); !status) {
            Error error = status.error();
            error.where = where + ", " + key->path();
            return error;
        }
        key->set(experiment, *value);
    }
    return Done{};
}

} // namespace

Result<Experiment> parseExperiment(const std::string& tomlText, const std::string& fileName) {
    Experiment experiment;
    try {
        const toml::table root = toml::parse(tomlText, fileName);
        for (const auto& [name, node] : root) {
            const std::string section(name.str());
            const std::string where = tomlPlace(fileName, name.source());
            const toml::table* const table = node.as_table();
            if (!table)
                return usageError("\"" + section + "\" stands outside a section", where,
                                  "put it below [data], [training] or another section");
            const std::vector<std::string> sections = sectionNames();
            if (std::find(sections.begin(), sections.end(), section) == sections.end())
                return unknownName("section", section, where, sections);
            if (section == "sweep") {
                Result<Sweep> sweep = readSweepTable(*table, fileName);
                if (!sweep)
                    return sweep.error();
                experiment.sweep = sweep.take();
                continue;
            }
            if (Status status = readSection(experiment, section, *table, fileName); !status)
                return status.error();
        }
    } catch (const toml::parse_error& e) {
        return usageError("This is not valid TOML: " + std::string(e.description()), tomlPlace(fileName, e.source()),
                          "correct that line");
    }
    return experiment;
}

Result<Experiment> readExperiment(const std::string& path) {
    Result<std::string> text = readTextFile(path);
    if (!text) {
        Error error = text.error();
        error.code = ErrorCode::Usage;
        error.message = "Could not read the experiment";
        return error;
    }
    return parseExperiment(*text, path);
}

Status applyOverride(Experiment& experiment, const std::string& assignment) {
    const size_t equals = assignment.find('=');
    const size_t dot = assignment.find('.');
    if (equals == std::string::npos || dot == std::string::npos || dot > equals)
        return usageError("\"" + assignment + "\" is not an assignment", "--set", "write section.key=value");
    const std::string path = assignment.substr(0, equals);
    const ExperimentKey* const key = findExperimentKey(path);
    if (!key)
        return unknownKeyError(path.substr(0, dot), path.substr(dot + 1), "--set " + assignment);
    Result<KeyValue> value = parseKeyValue(*key, assignment.substr(equals + 1));
    if (!value)
        return value.error();
    key->set(experiment, *value);
    return Done{};
}

namespace {

Status checkModel(const Experiment& e) {
    const std::string& architecture = e.model.architecture;
    if (Status fits = checkArchitectureUse(
            {architecture, e.model.normalization, e.model.head, e.model.groupCount, e.data.imageSize});
        !fits)
        return fits;
    const std::string normalization = resolvedNormalization(architecture, e.model.normalization);
    const bool oneImage = e.training.localBatch == 1;
    if (normalization == "sync_batch" && oneImage && e.distributed.ranks == 1)
        return usageError("sync_batch has only one image to take statistics of", "model.normalization",
                          "use training.local_batch of at least 2 or more ranks, or group, instance or none");
    if (normalization == "batch" && oneImage && e.data.imageSize < leastSizeForStatistics(architecture))
        return usageError("Batch normalisation would see a single pixel a channel", "training.local_batch",
                          "use at least 2 images, or data.image_size of at least " +
                              std::to_string(leastSizeForStatistics(architecture)) + " px");
    return Done{};
}

} // namespace

Status checkExperiment(const Experiment& e) {
    if (e.data.dataset.empty())
        return usageError("No data set is given", "data.dataset",
                          "name a folder, a dataset TOML or one of the workspace");
    if (e.data.storedSize != 0 && e.data.storedSize < e.data.imageSize)
        return usageError("stored_size is smaller than image_size", "data.stored_size",
                          "use 0, or at least " + std::to_string(e.data.imageSize) + " px");
    if (const int64_t most = storedSizeOf(e) / smallestClaheTile;
        e.augment.claheProbability > 0 && e.augment.claheTiles > most)
        return usageError("The tiles would be smaller than " + std::to_string(smallestClaheTile) + " px",
                          "augment.clahe_tiles", "use 2 to " + std::to_string(most) + " for this stored_size");
    if (e.data.split == "file" && e.data.splitFile.empty())
        return usageError("split = \"file\" needs a split file", "data.split_file",
                          "name a CSV with Image Index,Split");
    if (e.data.validationFraction + e.data.testFraction >= 1)
        return usageError("Nothing is left for training", "data.validation_fraction",
                          "validation_fraction and test_fraction must add up to less than 1");
    if (e.training.learningRate <= 0)
        return usageError("The learning rate is 0", "training.learning_rate", "use a value above 0");
    if (e.distributed.spinMs > 0 && e.distributed.waitPolicy != "auto")
        return usageError("wait_policy = \"" + e.distributed.waitPolicy + "\" says already how long threads spin",
                          "distributed.spin_ms", "use 0, or distributed.wait_policy = \"auto\"");
    if (Status fits = checkModel(e); !fits)
        return fits;
    if (e.training.snapshots > 0 && e.training.schedule != "cosine_restarts")
        return usageError("Snapshots are taken where the learning rate restarts", "training.snapshots",
                          "use 0, or training.schedule = \"cosine_restarts\"");
    return checkRecipe(e);
}

std::string writeExperiment(const Experiment& experiment, WriteKeys which) {
    std::string out, section;
    for (const ExperimentKey& key : experimentKeys()) {
        const KeyValue value = key.get(experiment);
        if (which == WriteKeys::ChangedOnly && value == key.defaultValue() && key.path() != "experiment.name")
            continue;
        if (key.section != section) {
            out += (out.empty() ? "[" : "\n[") + key.section + "]\n";
            section = key.section;
        }
        out += key.name + " = " + asToml(value) + "\n";
    }
    if (const std::string sweep = writeSweep(experiment.sweep); !sweep.empty())
        out += (out.empty() ? "" : "\n") + sweep;
    return out;
}

int64_t storedSizeOf(const Experiment& experiment) {
    const auto& data = experiment.data;
    return data.storedSize != 0 ? data.storedSize : int64_t(std::lround(double(data.imageSize) * 8 / 7));
}

} // namespace roentgen
