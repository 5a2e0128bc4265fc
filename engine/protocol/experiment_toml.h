// How the experiment's reader and the sweep's share TOML values. Inside engine/protocol only.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/experiment_keys.h"

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

namespace roentgen {

std::string tomlPlace(const std::string& file, const toml::source_region& region); // "FILE:LINE"
// The node as this key's type, unchecked against its range; a whole number is a good real.
Result<KeyValue> tomlKeyValue(const ExperimentKey& key, const toml::node& node, const std::string& where);
// As it is written into a file.
std::string asToml(const KeyValue& value);
Error unknownKeyError(const std::string& section, const std::string& name, const std::string& where);
// [sweep]; the axes in the order in which they stand in the file.
Result<Sweep> readSweepTable(const toml::table& table, const std::string& file);

} // namespace roentgen
