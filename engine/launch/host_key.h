// Keys of hosts that ssh does not know yet: shown, and accepted only by their fingerprint.
#pragma once

#include "engine/protocol/target.h"

namespace roentgen::launch {

struct HostKey {
    std::string host;        // as known_hosts would name it
    std::string fingerprint; // "SHA256:…"
    std::string type;        // "ED25519"
    std::string line;        // of known_hosts
};

// The key that the host shows now, by ssh itself so that its configuration and jump hosts apply; nothing is logged in
// to and nothing is kept. Environment error where it cannot be reached.
Result<HostKey> askHostKey(const Target& target);
// The error that shows the host and the fingerprint of what askHostKey() said, and how to accept it.
Error unknownHostKeyError(const Target& target, const Result<HostKey>& key);
// Adds exactly the key with this fingerprint to the first known_hosts file that ssh uses for the target. Usage error
// where the host shows another one.
Result<HostKey> trustHostKey(const Target& target, const std::string& fingerprint);

} // namespace roentgen::launch
