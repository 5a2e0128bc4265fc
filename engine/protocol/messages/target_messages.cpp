#include "engine/protocol/messages/target_messages.h"

namespace roentgen {

void describe(Fields& f, ListedTarget& target) {
    f.required("name", target.name, "");
    f.required("kind", target.kind, "`ssh` `slurm` …; empty: its file cannot be read");
    f.required("host", target.host, "empty: this machine");
    f.required("error", target.error, "why its file cannot be read");
}

void describe(Fields& f, HostKeyFacts& key) {
    f.required("host", key.host, "");
    f.required("type", key.type, "");
    f.required("fingerprint", key.fingerprint, "`SHA256:…`");
}

void describe(Fields& f, TargetFact& fact) {
    f.required("name", fact.name, "what was looked for ([targets.md](targets.md))");
    f.required("ok", fact.ok, "false: runs will not start");
    f.optional("value", fact.value, "what is there");
    f.optional("hint", fact.hint, "what to do");
    f.unlessEmpty("host_key", fact.hostKey, "of `login`: the one that ssh does not know and that stands in the way");
}

void describe(Fields& f, TargetTest& test) {
    f.required("target", test.target, "");
    f.required("kind", test.kind, "");
    f.required("ok", test.ok, "nothing is missing");
    f.required("checks", test.checks, "");
}

void describe(Fields& f, InstalledEngine& installed) {
    f.required("target", installed.target, "");
    f.required("folder", installed.folder, "of the programs there");
    f.required("version", installed.version, "");
    f.required("bytes", installed.bytes, "that were sent", fromZero);
}

void describe(Fields& f, TrustAnswer& answer) {
    f.required("target", answer.target, "");
    f.part(answer.key);
    f.required("trusted", answer.trusted, "with `--fingerprint`: added to known_hosts");
}

} // namespace roentgen
