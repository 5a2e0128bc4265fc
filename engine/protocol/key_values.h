// The values of an experiment's keys: checked, read as a user types them, written.
#pragma once

#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/result.h"

#include <string>

namespace roentgen {

// A choice's name of today: that of a former one is replaced.
std::string currentChoice(const ExperimentKey& key, const std::string& name);
// Checks type, range and choice; the error says the range and unit, where = the key's path.
Status checkKeyValue(const ExperimentKey& key, const KeyValue& value);
// Text as a user types it ("0.001", "true", "a,b") into this key's type, checked.
Result<KeyValue> parseKeyValue(const ExperimentKey& key, const std::string& text);
std::string formatKeyValue(const KeyValue& value); // the inverse

// "1 to 4096 images", "adam, adamw", "true or false", "text", "list of texts"
std::string allowedValues(const ExperimentKey& key);

} // namespace roentgen
