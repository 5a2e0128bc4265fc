// Which keys an experiment does not read, since its other keys decide so: the momentum of an optimizer without one, the
// floor of a schedule that has none. One table, from which the form folds fields away; tests/training/unread_keys_test
// proves it against the engine.
#pragma once

#include "engine/protocol/experiment.h"

namespace roentgen {

struct KeyUse {
    std::string key;                             // its path
    std::vector<std::string> decidedBy;          // paths of the keys that say whether it is read
    bool (*isRead)(const Experiment&) = nullptr; // of one run
};

// Of the keys that are not always read, in the order of experimentKeys(). Thread-safe.
const std::vector<KeyUse>& keyUses();
const KeyUse* findKeyUse(const std::string& path); // nullptr: always read

// Whether a run of the experiment reads the key. Where a sweep varies a deciding key, any of its values counts; where
// it varies the key itself, it is read if a run of any combination does.
bool isKeyRead(const Experiment& experiment, const std::string& path);

} // namespace roentgen
