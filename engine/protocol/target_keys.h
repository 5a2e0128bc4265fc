// The table of a target's keys, and what each text may hold. What reaches a command line later is refused here where it
// could be taken for something else than it is.
#pragma once

#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/target.h"

#include <string>
#include <vector>

namespace roentgen {

struct TargetKey {
    std::string section; // "" or "slurm"
    std::string name;    // "work_folder"
    KeyType type = KeyType::Text;
    int64_t minimum = 0, maximum = 0; // Integer only, inclusive
    std::vector<std::string> choices; // Choice only
    std::string allowed;              // in words, of Text and TextList
    std::string help;                 // one line
    KeyValue (*get)(const Target&) = nullptr;
    void (*set)(Target&, const KeyValue&) = nullptr;
    // What is wrong with a text or with an entry of a list; empty where it is good. nullptr: nothing can be.
    std::string (*fault)(const std::string&) = nullptr;

    std::string path() const { return section.empty() ? name : section + "." + name; }
    std::string allowedValues() const;
};

// All keys, in the order of the file. Thread-safe.
const std::vector<TargetKey>& targetKeys();
// Type, range, charset; a Usage error with the key's path.
Status checkTargetValue(const TargetKey& key, const KeyValue& value);

} // namespace roentgen
