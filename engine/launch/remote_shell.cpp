#include "engine/launch/remote_shell.h"

#include "engine/launch/host_key.h"
#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/shell_line.h"
#include "engine/protocol/text_file.h"

#include <algorithm>

namespace roentgen::launch {

namespace {

constexpr int sshFailed = 255; // ssh(1): its own errors

// As known_hosts has it.
std::string knownName(const Target& target) {
    const std::string host = target.host.substr(target.host.rfind('@') + 1); // npos + 1: all of it
    return target.port > 0 ? "[" + host + "]:" + std::to_string(target.port) : host;
}

Error explain(const Target& target, const ChildOutcome& outcome, std::optional<HostKey>* unknownKey) {
    const auto says = [&outcome](const char* text) { return outcome.errors.find(text) != std::string::npos; };
    if (says("REMOTE HOST IDENTIFICATION HAS CHANGED"))
        return environmentError("The host key of " + target.host +
                                    " has changed. Either the machine was set up anew, "
                                    "or somebody stands in between; nothing was sent",
                                target.name,
                                "ask its administrator; then remove the old key with " +
                                    quoteForShell({"ssh-keygen", "-R", knownName(target)}));
    if (says("Host key verification failed")) {
        const Result<HostKey> key = askHostKey(target);
        if (key && unknownKey)
            *unknownKey = *key;
        return unknownHostKeyError(target, key);
    }
    const std::string line = lastLine(outcome.errors);
    const std::string hint = says("Permission denied")
                                 ? typedLogin(target) + " must work without a password: set up a key and an agent"
                             : says("Could not resolve") ? "check the host's name"
                                                         : "try " + typedLogin(target);
    return environmentError("Could not reach " + target.host + (line.empty() ? "" : ": " + line), target.name, hint);
}

} // namespace

std::string farProgram(const Target& target, const std::string& name) {
    return target.enginePath(ROENTGEN_VERSION) + "/" + name;
}

std::string typedLogin(const Target& target) {
    std::vector<std::string> command = {"ssh"};
    for (const std::string& option : target.sshOptions)
        command.insert(command.end(), {"-o", option});
    if (target.port > 0)
        command.insert(command.end(), {"-p", std::to_string(target.port)});
    command.push_back(target.host);
    return quoteForShell(command);
}

std::vector<std::string> sshCommand(const Target& target, const std::vector<std::string>& extra) {
    // Of an option that is given twice ssh takes the first.
    std::vector<std::string> command = {"ssh", "-T"};
    command.insert(command.end(), extra.begin(), extra.end());
    for (const char* option :
         {"BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=10", "ServerAliveInterval=3",
          "ServerAliveCountMax=2", "ControlMaster=no", "PermitLocalCommand=no", "ForwardAgent=no", "ForwardX11=no",
          "ClearAllForwardings=yes", "RequestTTY=no"})
        command.insert(command.end(), {"-o", option});
    for (const std::string& option : target.sshOptions)
        command.insert(command.end(), {"-o", option});
    if (target.port > 0)
        command.insert(command.end(), {"-p", std::to_string(target.port)});
    command.insert(command.end(), {"--", target.host});
    return command;
}

std::vector<std::string> shellCommand(const Target& target, const std::vector<std::string>& command) {
    std::string script = "cd || exit 4\n";
    if (!target.prelude.empty()) {
        script += "{\n";
        for (const std::string& line : target.prelude)
            script += line + "\n";
        script += "} >&2\n";
    }
    script += "exec \"$@\"";
    std::vector<std::string> here = {"sh", "-c", script, "sh"};
    here.insert(here.end(), command.begin(), command.end());
    if (!target.isRemote())
        return here;
    std::vector<std::string> ssh = sshCommand(target);
    ssh.push_back(quoteForShell(here));
    return ssh;
}

Result<ChildOutcome> runThere(const Target& target, const std::vector<std::string>& command,
                              const ChildOptions& options, std::optional<HostKey>* unknownKey) {
    if (Status status = checkTarget(target); !status)
        return status.error();
    Result<ChildOutcome> outcome = runChild(shellCommand(target, command), options);
    if (!outcome)
        return outcome;
    if (outcome->end == ChildOutcome::End::TimedOut)
        return environmentError((target.isRemote() ? target.host : "This machine") + " did not answer in time",
                                target.name, "check the network and the machine");
    if (outcome->end == ChildOutcome::End::Cancelled)
        return Error{ErrorCode::Stopped, "stopped on request", target.name, ""};
    if (target.isRemote() && outcome->end == ChildOutcome::End::Signalled)
        return environmentError("ssh was killed", target.name, "try again");
    if (target.isRemote() && outcome->end == ChildOutcome::End::Exited && outcome->exitCode == sshFailed)
        return explain(target, *outcome, unknownKey);
    return outcome;
}

Status checkEngineVersion(const Target& target) {
    const Result<std::string> said = askEngine(target, {"--version"});
    if (!said)
        return said.error();
    const std::string wanted = std::string("roentgen-run ") + ROENTGEN_VERSION;
    const std::string there = lastLine(*said); // before it, what login scripts print
    if (there == wanted)
        return Done{};
    return environmentError("The target has " + there + ", and this is " + ROENTGEN_VERSION, "target " + target.name,
                            target.engineFolder.empty()
                                ? "roentgen-run target install " + target.name
                                : "put " + std::string(ROENTGEN_VERSION) + " into " + target.engineFolder +
                                      ", or take engine_folder out of the target and: roentgen-run target install " +
                                      target.name);
}

Result<std::string> askEngine(const Target& target, const std::vector<std::string>& arguments,
                              const ChildOptions& options) {
    std::vector<std::string> command = {farProgram(target)};
    command.insert(command.end(), arguments.begin(), arguments.end());
    Result<ChildOutcome> outcome = runThere(target, command, options);
    if (!outcome)
        return outcome.error();
    if (outcome->good())
        return std::move(outcome->output);
    // What one end does not understand of the other is another version's more often than not.
    const bool misunderstood = outcome->end == ChildOutcome::End::Refused || outcome->exitCode == ExitUsage;
    if (misunderstood && arguments.front() != "--version")
        if (Status same = checkEngineVersion(target); !same && same.error().code == ErrorCode::Environment)
            return same.error();
    if (outcome->end == ChildOutcome::End::Refused)
        return environmentError("The target said something that does not fit", "target " + target.name,
                                "it is asked again; where this goes on, compare the versions");
    if (const auto failed = readMessage<FailedAnswer>(lastJsonLine(outcome->output))) {
        Error error = failed->error.error;
        error.where = "target " + target.name + (error.where.empty() ? "" : ", " + error.where);
        return error;
    }
    const int code = outcome->exitCode;
    std::string line = lastLine(outcome->errors);
    if (code == 126 || code == 127)
        return environmentError("roentgen-run cannot run at the target: " + line, command.front(),
                                "roentgen-run target install " + target.name + " puts it there");
    const std::string mark = "roentgen-run: ";
    if (line.compare(0, mark.size(), mark) == 0)
        line.erase(0, mark.size());
    const ErrorCode kind = code == ExitUsage         ? ErrorCode::Usage
                           : code == ExitData        ? ErrorCode::Data
                           : code == ExitEnvironment ? ErrorCode::Environment
                           : code == ExitStopped     ? ErrorCode::Stopped
                                                     : ErrorCode::Internal;
    return Error{kind, line.empty() ? "roentgen-run ended with " + std::to_string(code) : line, "target " + target.name,
                 ""};
}

std::string lastJsonLine(const std::string& text) {
    size_t end = text.size();
    while (end > 0) {
        const size_t newline = text.rfind('\n', end - 1);
        const size_t begin = newline == std::string::npos ? 0 : newline + 1;
        if (begin < end && text[begin] == '{')
            return text.substr(begin, end - begin);
        end = newline == std::string::npos ? 0 : newline;
    }
    return {};
}

} // namespace roentgen::launch
