#include "engine/protocol/target_keys.h"

#include <algorithm>
#include <cctype>

namespace roentgen {

namespace {

const char* const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool onlyOf(const std::string& text, const std::string& allowed) {
    return text.find_first_not_of(allowed) == std::string::npos;
}

std::string lineFault(const std::string& text) {
    for (const unsigned char c : text)
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return "it holds a control character";
    return {};
}

std::string hostFault(const std::string& text) {
    if (text.empty())
        return {};
    const size_t at = text.find('@');
    const std::string user = at == std::string::npos ? "" : text.substr(0, at);
    const std::string host = at == std::string::npos ? text : text.substr(at + 1);
    if (at != std::string::npos && (user.empty() || user.front() == '-' || !onlyOf(user, std::string(letters) + "._-")))
        return "the user before the @ may have letters, digits and ._- only, and no - first";
    if (host.empty() || !std::isalnum(static_cast<unsigned char>(host.front())) ||
        !onlyOf(host, std::string(letters) + "._:-"))
        return "a host has letters, digits and .-_ (and : in an IPv6 address) only, and begins with a letter or digit";
    return {};
}

std::string folderFault(const std::string& text) {
    if (!text.empty() && text.front() == '-')
        return "it begins with -";
    return lineFault(text);
}

// Options that run nothing and weaken no check; the rest belongs into ~/.ssh/config, which ssh reads anyway.
std::string sshOptionFault(const std::string& text) {
    static const std::vector<std::string> known = {"AddressFamily",
                                                   "BindAddress",
                                                   "BindInterface",
                                                   "CASignatureAlgorithms",
                                                   "CertificateFile",
                                                   "Ciphers",
                                                   "Compression",
                                                   "ConnectTimeout",
                                                   "ConnectionAttempts",
                                                   "HostKeyAlgorithms",
                                                   "HostKeyAlias",
                                                   "HostName",
                                                   "IPQoS",
                                                   "IdentitiesOnly",
                                                   "IdentityAgent",
                                                   "IdentityFile",
                                                   "KexAlgorithms",
                                                   "MACs",
                                                   "PreferredAuthentications",
                                                   "ProxyJump",
                                                   "PubkeyAcceptedAlgorithms",
                                                   "RekeyLimit",
                                                   "User",
                                                   "UserKnownHostsFile"};
    const size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    if (equals == std::string::npos || std::find(known.begin(), known.end(), name) == known.end())
        return "it is none of ssh's options that can be given here (IdentityFile=…, ProxyJump=…, …); others go into "
               "~/.ssh/config, which is read too";
    const std::string value = text.substr(equals + 1);
    if (value.empty() || value.front() == '-')
        return "its value is empty or begins with -";
    if ((name == "ProxyJump" || name == "HostName" || name == "User") &&
        !onlyOf(value, std::string(letters) + "._-@:,"))
        return "its value may have letters, digits and ._-@:, only";
    return lineFault(text);
}

// A line of Open MPI's hostfile: HOST slots=N max_slots=N.
std::string hostLineFault(const std::string& text) {
    size_t begin = 0;
    for (int word = 0; begin < text.size(); ++word) {
        const size_t end = std::min(text.find(' ', begin), text.size());
        const std::string part = text.substr(begin, end - begin);
        begin = end + 1;
        if (word == 0 && (part.empty() || !hostFault(part).empty()))
            return part.empty() ? "it names no host" : hostFault(part);
        const size_t equals = part.find('=');
        const std::string key = part.substr(0, equals);
        if (word > 0 &&
            (equals == std::string::npos || (key != "slots" && key != "max_slots") || part.size() == equals + 1 ||
             part.size() > equals + 6 || !onlyOf(part.substr(equals + 1), "0123456789")))
            return "after the host only slots=N and max_slots=N can stand";
    }
    return text.empty() ? "it is empty" : "";
}

std::string slurmNameFault(const std::string& text) {
    if (!text.empty() && text.front() == '-')
        return "it begins with -";
    return onlyOf(text, std::string(letters) + "._,-") ? "" : "it may have letters, digits and ._,- only";
}

// sbatch(1), --time: minutes, minutes:seconds, hours:minutes:seconds, days-hours[:minutes[:seconds]].
std::string timeFault(const std::string& text) {
    const char* const wrong = "write minutes, hours:minutes:seconds or days-hours";
    size_t digits = 0, colons = 0, dashes = 0;
    for (const char c : text) {
        if (std::isdigit(static_cast<unsigned char>(c))) {
            ++digits;
            continue;
        }
        if (digits == 0 || (c != ':' && c != '-') || (c == '-' && (dashes || colons)))
            return wrong;
        (c == ':' ? colons : dashes) += 1;
        digits = 0;
    }
    return text.empty() || (digits > 0 && digits <= 6 && colons <= 2) ? "" : wrong;
}

std::string slurmExtraFault(const std::string& text) {
    if (text.size() < 3 || text.compare(0, 2, "--") != 0 || !std::isalpha(static_cast<unsigned char>(text[2])))
        return "it is no long option of sbatch; write for example --constraint=a100";
    if (text.find('#') != std::string::npos)
        return "it holds a #";
    return lineFault(text);
}

struct KeyMaker {
    std::vector<TargetKey> keys;
    std::string section;

    TargetKey& add(const char* name, KeyType type, const char* help, KeyValue (*get)(const Target&),
                   void (*set)(Target&, const KeyValue&)) {
        TargetKey key;
        key.section = section;
        key.name = name;
        key.type = type;
        key.help = help;
        key.get = get;
        key.set = set;
        keys.push_back(std::move(key));
        return keys.back();
    }
    void text(const char* name, const char* allowed, std::string (*fault)(const std::string&), const char* help,
              KeyValue (*get)(const Target&), void (*set)(Target&, const KeyValue&), KeyType type = KeyType::Text) {
        TargetKey& key = add(name, type, help, get, set);
        key.allowed = allowed;
        key.fault = fault;
    }
    void number(const char* name, int64_t minimum, int64_t maximum, const char* help, KeyValue (*get)(const Target&),
                void (*set)(Target&, const KeyValue&)) {
        TargetKey& key = add(name, KeyType::Integer, help, get, set);
        key.minimum = minimum;
        key.maximum = maximum;
    }
};

#define ROENTGEN_TARGET_FIELD(field)                                                                                   \
    [](const Target& t) { return KeyValue(t.field); },                                                                 \
        [](Target& t, const KeyValue& v) { t.field = std::get<std::decay_t<decltype(t.field)>>(v); }

std::vector<TargetKey> makeKeys() {
    KeyMaker k;
    k.add("kind", KeyType::Choice, "What starts runs there", ROENTGEN_TARGET_FIELD(kind)).choices = {"local", "ssh",
                                                                                                     "slurm"};
    k.text("host", "[user@]host", hostFault, "The machine that ssh goes to; empty: this one",
           ROENTGEN_TARGET_FIELD(host));
    k.number("port", 0, 65535, "Its ssh port; 0: as ssh's configuration says", ROENTGEN_TARGET_FIELD(port));
    k.text("ssh_options", "list of Option=value", sshOptionFault, "More options of ssh, as IdentityFile or ProxyJump",
           ROENTGEN_TARGET_FIELD(sshOptions), KeyType::TextList);
    k.text("work_folder", "folder", folderFault,
           "The workspace there, on a disk that all its machines see; a relative one is below the home folder",
           ROENTGEN_TARGET_FIELD(workFolder));
    k.text("engine_folder", "folder", folderFault,
           "Where roentgen-run and its programs are there; empty: where `target install` puts them",
           ROENTGEN_TARGET_FIELD(engineFolder));
    k.text("prelude", "list of shell lines", lineFault, "Run by sh before every command there, as module load openmpi",
           ROENTGEN_TARGET_FIELD(prelude), KeyType::TextList);
    k.text("hosts", "list of HOST slots=N", hostLineFault, "Several machines for mpirun, as in a hostfile",
           ROENTGEN_TARGET_FIELD(hosts), KeyType::TextList);
    k.text("mpirun_options", "list of texts", lineFault, "More arguments of mpirun, as --mca plm_rsh_agent ssh",
           ROENTGEN_TARGET_FIELD(mpirunOptions), KeyType::TextList);
    k.section = "slurm";
    k.text("partition", "name", slurmNameFault, "Partition; empty: the cluster's default",
           ROENTGEN_TARGET_FIELD(slurm.partition));
    k.text("account", "name", slurmNameFault, "Account; empty: the user's default",
           ROENTGEN_TARGET_FIELD(slurm.account));
    k.number("nodes", 1, 65536, "Nodes", ROENTGEN_TARGET_FIELD(slurm.nodes));
    k.number("tasks_per_node", 0, 4096, "Ranks a node; 0: the ranks shared over the nodes",
             ROENTGEN_TARGET_FIELD(slurm.tasksPerNode));
    k.number("cpus_per_task", 0, 4096, "Cores a rank; 0: distributed.threads_per_rank, else 1",
             ROENTGEN_TARGET_FIELD(slurm.cpusPerTask));
    k.number("gpus", 0, 64, "GPUs a node", ROENTGEN_TARGET_FIELD(slurm.gpus));
    k.text("time_limit", "minutes, hours:minutes:seconds, days-hours", timeFault, "Time limit; empty: the partition's",
           ROENTGEN_TARGET_FIELD(slurm.timeLimit));
    k.number("signal_seconds", 10, 65535, "So long before the limit the run writes a checkpoint and queues again",
             ROENTGEN_TARGET_FIELD(slurm.signalSeconds));
    k.text("extra", "list of --option=value", slurmExtraFault, "More options of sbatch",
           ROENTGEN_TARGET_FIELD(slurm.extra), KeyType::TextList);
    return k.keys;
}

} // namespace

const std::vector<TargetKey>& targetKeys() {
    static const std::vector<TargetKey> keys = makeKeys();
    return keys;
}

std::string TargetKey::allowedValues() const {
    if (type == KeyType::Integer)
        return std::to_string(minimum) + " to " + std::to_string(maximum);
    if (type != KeyType::Choice)
        return allowed;
    std::string all;
    for (const std::string& choice : choices)
        all += (all.empty() ? "" : ", ") + choice;
    return all;
}

Status checkTargetValue(const TargetKey& key, const KeyValue& value) {
    if (value.index() != key.get(Target{}).index())
        return usageError("The value has the wrong type", key.path(), "see docs/targets.md");
    const auto refuse = [&key](const std::string& text, const std::string& why) {
        return usageError("\"" + text + "\" will not do: " + why, key.path(), "allowed: " + key.allowedValues());
    };
    if (const int64_t* number = std::get_if<int64_t>(&value))
        return *number >= key.minimum && *number <= key.maximum
                   ? Status(Done{})
                   : Status(refuse(std::to_string(*number), "it is out of range"));
    if (const std::string* text = std::get_if<std::string>(&value)) {
        if (key.type == KeyType::Choice &&
            std::find(key.choices.begin(), key.choices.end(), *text) == key.choices.end())
            return refuse(*text, "it is not one of the choices");
        const std::string fault = key.fault ? key.fault(*text) : "";
        return fault.empty() ? Status(Done{}) : Status(refuse(*text, fault));
    }
    for (const std::string& part : std::get<std::vector<std::string>>(value))
        if (const std::string fault = key.fault ? key.fault(part) : ""; !fault.empty())
            return refuse(part, fault);
    return Done{};
}

} // namespace roentgen
