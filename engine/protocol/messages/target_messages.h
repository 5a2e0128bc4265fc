// What roentgen-run target says of the machines and queues where runs can go.
#pragma once

#include "engine/protocol/messages/fields.h"

namespace roentgen {

// target list --json: a list of these
struct ListedTarget {
    std::string name, kind, host;
    std::optional<std::string> error;
};
void describe(Fields& f, ListedTarget& target);

// A key that ssh does not know yet.
struct HostKeyFacts {
    std::string host, type, fingerprint; // "gpu-box" "ED25519" "SHA256:…"
};
void describe(Fields& f, HostKeyFacts& key);

struct TargetFact {
    std::string name; // "login" "engine" …
    bool ok = false;
    std::string value, hint;
    std::optional<HostKeyFacts> hostKey = {};
};
void describe(Fields& f, TargetFact& fact);

// target test --json
struct TargetTest {
    std::string target, kind;
    bool ok = false;
    std::vector<TargetFact> checks;
};
void describe(Fields& f, TargetTest& test);

// target install --json
struct InstalledEngine {
    std::string target, folder, version;
    int64_t bytes = 0;
};
void describe(Fields& f, InstalledEngine& installed);

// target trust --json
struct TrustAnswer {
    std::string target;
    HostKeyFacts key;
    bool trusted = false;
};
void describe(Fields& f, TrustAnswer& answer);

} // namespace roentgen
