// Commands at the other end: through the system's ssh, with the user's configuration, agent, jump hosts and known
// hosts, or on this machine where a target has no host. Any thread.
#pragma once

#include "engine/launch/child_process.h"
#include "engine/protocol/target.h"

#include <optional>

namespace roentgen::launch {

struct HostKey;

// What this process would run: the arguments of ssh, of which the last is one string, quoted for the far shell; or sh.
// There the command runs in the home folder after the prelude, whose output goes to standard error.
std::vector<std::string> shellCommand(const Target& target, const std::vector<std::string>& command);
// ssh and its options up to and with the host. extra: put before all others ("-o", "…").
std::vector<std::string> sshCommand(const Target& target, const std::vector<std::string>& extra = {});

// What a user types to see the same login: "ssh -p 2200 ada@gpu-box".
std::string typedLogin(const Target& target);

// Environment error where there is no answer: it cannot be reached, it refuses the login, its host key is unknown (with
// the fingerprint that it shows, which trustHostKey() takes) or has changed, the time is over. What the command itself
// says and how it ends is the outcome. unknownKey: gets that of a host that ssh refused because it does not know it.
Result<ChildOutcome> runThere(const Target& target, const std::vector<std::string>& command,
                              const ChildOptions& options = {}, std::optional<HostKey>* unknownKey = nullptr);
// The far roentgen-run is of this version; else an environment error that names both and says how to get the right one.
Status checkEngineVersion(const Target& target);
// Runs roentgen-run there with these arguments; its error becomes this one's (as JSON or as its line), or that of
// checkEngineVersion() where it does not understand what it is asked, or is not understood. The standard output.
Result<std::string> askEngine(const Target& target, const std::vector<std::string>& arguments,
                              const ChildOptions& options = {});
// The program of the target's engine folder: roentgen-run.
std::string farProgram(const Target& target, const std::string& name = "roentgen-run");
// The last line that is a JSON object, as behind what a login script prints.
std::string lastJsonLine(const std::string& text);

} // namespace roentgen::launch
