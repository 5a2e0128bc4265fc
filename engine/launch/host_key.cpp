#include "engine/launch/host_key.h"

#include "engine/launch/remote_shell.h"
#include "engine/protocol/text_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

// A file name that is there for as long as this lives.
struct ScratchFile {
    ScratchFile() {
        char name[] = "/tmp/roentgen-key-XXXXXX";
        const int file = ::mkstemp(name);
        if (file >= 0)
            ::close(file);
        path = file >= 0 ? name : "";
    }
    ~ScratchFile() {
        if (path.empty())
            return;
        ::unlink(path.c_str());
        ::unlink((path + ".old").c_str());
    }
    std::string path;
};

// The value of one option as ssh will use it for this host.
std::string sshSetting(const Target& target, const std::string& name) {
    std::vector<std::string> command = sshCommand(target, {"-G"});
    const Result<ChildOutcome> outcome = runChild(command);
    std::istringstream lines(outcome ? outcome->output : "");
    for (std::string line; std::getline(lines, line);)
        if (line.compare(0, name.size() + 1, name + " ") == 0)
            return line.substr(name.size() + 1);
    return {};
}

std::string withHome(const std::string& path) {
    const char* const home = std::getenv("HOME");
    return path.compare(0, 2, "~/") == 0 && home ? home + path.substr(1) : path;
}

Status appendLine(const std::string& path, const std::string& line) {
    const size_t slash = path.find_last_of('/');
    if (slash != std::string::npos && slash > 0)
        ::mkdir(path.substr(0, slash).c_str(), 0700);
    const Result<std::string> before = readTextFile(path);
    const bool torn = before && !before->empty() && before->back() != '\n';
    const std::string bytes = (torn ? "\n" : "") + line + "\n";
    const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    const bool written = file >= 0 && ::write(file, bytes.data(), bytes.size()) == ssize_t(bytes.size());
    const int number = errno;
    if (file >= 0)
        ::close(file);
    return written
               ? Status(Done{})
               : Status(environmentError(std::string("Could not add the host key: ") + std::strerror(number), path));
}

} // namespace

Result<HostKey> askHostKey(const Target& target) {
    if (!target.isRemote())
        return usageError("This machine has no host key to ask for", target.name);
    const ScratchFile known;
    if (known.path.empty())
        return environmentError("Could not make a file in /tmp", "/tmp", "free some space there");
    // accept-new into a file of our own, and no way to log in: ssh ends when it has seen the key.
    std::vector<std::string> command =
        sshCommand(target, {"-o", "UserKnownHostsFile=" + known.path, "-o", "GlobalKnownHostsFile=/dev/null", "-o",
                            "StrictHostKeyChecking=accept-new", "-o", "PreferredAuthentications=none", "-o",
                            "UpdateHostKeys=no", "-o", "ControlPath=none"});
    command.emplace_back("exit");
    ChildOptions options;
    options.seconds = 20;
    const Result<ChildOutcome> asked = runChild(command, options);
    if (!asked)
        return asked.error();
    HostKey key;
    std::istringstream lines(readTextFile(known.path) ? *readTextFile(known.path) : "");
    std::getline(lines, key.line);
    const Result<ChildOutcome> listed = runChild({"ssh-keygen", "-l", "-f", known.path});
    if (key.line.empty() || !listed || !listed->good())
        return environmentError("Could not learn the host key of " + target.host, target.name,
                                "try " + typedLogin(target));
    // "256 SHA256:… host (ED25519)"
    std::istringstream words(listed->output);
    std::string bits;
    words >> bits >> key.fingerprint >> key.host >> key.type;
    if (key.type.size() > 2)
        key.type = key.type.substr(1, key.type.size() - 2);
    const std::string alias = sshSetting(target, "hostkeyalias");
    key.host = alias.empty() || alias == "none" ? target.host : alias;
    return key;
}

Error unknownHostKeyError(const Target& target, const Result<HostKey>& key) {
    if (!key)
        return environmentError("The host key of " + target.host + ", or of a host on the way, is not known",
                                target.name, "log in once with " + typedLogin(target) + " and compare the fingerprint");
    return environmentError(
        "The host key of " + key->host + " is not known. It shows " + key->type + " " + key->fingerprint, target.name,
        "compare that with what its administrator says, then: roentgen-run target trust " + target.name +
            " --fingerprint " + key->fingerprint);
}

Result<HostKey> trustHostKey(const Target& target, const std::string& fingerprint) {
    Result<HostKey> key = askHostKey(target);
    if (!key)
        return key;
    if (key->fingerprint != fingerprint)
        return usageError("The host shows another key: " + key->type + " " + key->fingerprint, target.host,
                          "nothing was accepted; compare it with what its administrator says");
    // The first of the files; a name with blanks stands in quotes, which ssh -G leaves out.
    std::string file = sshSetting(target, "userknownhostsfile");
    struct stat status = {};
    if (::stat(withHome(file).c_str(), &status) != 0)
        file = file.substr(0, file.find(' '));
    if (file.empty() || file == "/dev/null" || file == "none")
        return environmentError("ssh keeps no known_hosts file for this host", target.host,
                                "see ssh -G " + target.host);
    if (Status status = appendLine(withHome(file), key->line); !status)
        return status.error();
    return key;
}

} // namespace roentgen::launch
