#include "app/settings/target_words.h"

#include "engine/protocol/experiment_keys.h"

#include <QLocale>

#include <array>

namespace roentgen::app {

namespace {

struct FieldWords {
    const char *name, *label, *help;
};

constexpr std::array<FieldWords, 18> keyWords = {{
    {"kind", QT_TRANSLATE_NOOP("TargetWords", "Kind"),
     QT_TRANSLATE_NOOP("TargetWords", "local: here; ssh: another machine; slurm: a queue, here or behind ssh")},
    {"host", QT_TRANSLATE_NOOP("TargetWords", "Host"),
     QT_TRANSLATE_NOOP("TargetWords", "The machine that ssh goes to, as ada@gpu-box")},
    {"port", QT_TRANSLATE_NOOP("TargetWords", "Port"),
     QT_TRANSLATE_NOOP("TargetWords", "0: as ssh's own configuration says")},
    {"ssh_options", QT_TRANSLATE_NOOP("TargetWords", "ssh options"),
     QT_TRANSLATE_NOOP("TargetWords", "One a line, as ProxyJump=gate.example.org")},
    {"work_folder", QT_TRANSLATE_NOOP("TargetWords", "Work folder"),
     QT_TRANSLATE_NOOP("TargetWords", "The workspace there; a relative one is below the home folder")},
    {"engine_folder", QT_TRANSLATE_NOOP("TargetWords", "Folder of the programs"),
     QT_TRANSLATE_NOOP("TargetWords", "Empty: where Install puts them")},
    {"prelude", QT_TRANSLATE_NOOP("TargetWords", "Prelude"),
     QT_TRANSLATE_NOOP("TargetWords", "Shell lines run before every command there, as module load openmpi")},
    {"hosts", QT_TRANSLATE_NOOP("TargetWords", "Machines for mpirun"),
     QT_TRANSLATE_NOOP("TargetWords", "One a line, as node1 slots=2; empty: the host alone")},
    {"mpirun_options", QT_TRANSLATE_NOOP("TargetWords", "mpirun options"),
     QT_TRANSLATE_NOOP("TargetWords", "One argument a line")},
    {"slurm.partition", QT_TRANSLATE_NOOP("TargetWords", "Partition"),
     QT_TRANSLATE_NOOP("TargetWords", "Empty: the cluster's default")},
    {"slurm.account", QT_TRANSLATE_NOOP("TargetWords", "Account"),
     QT_TRANSLATE_NOOP("TargetWords", "Empty: your default")},
    {"slurm.nodes", QT_TRANSLATE_NOOP("TargetWords", "Nodes"),
     QT_TRANSLATE_NOOP("TargetWords", "Machines that one run asks for")},
    {"slurm.tasks_per_node", QT_TRANSLATE_NOOP("TargetWords", "Ranks a node"),
     QT_TRANSLATE_NOOP("TargetWords", "0: the ranks shared over the nodes")},
    {"slurm.cpus_per_task", QT_TRANSLATE_NOOP("TargetWords", "Cores a rank"),
     QT_TRANSLATE_NOOP("TargetWords", "0: as many as the experiment's threads of a rank")},
    {"slurm.gpus", QT_TRANSLATE_NOOP("TargetWords", "GPUs a node"),
     QT_TRANSLATE_NOOP("TargetWords", "0: none is asked for")},
    {"slurm.time_limit", QT_TRANSLATE_NOOP("TargetWords", "Time limit"),
     QT_TRANSLATE_NOOP("TargetWords", "As 90, 12:00:00 or 1-00; empty: the partition's")},
    {"slurm.signal_seconds", QT_TRANSLATE_NOOP("TargetWords", "Checkpoint before it, s"),
     QT_TRANSLATE_NOOP("TargetWords", "So long before the limit the run keeps itself and queues again")},
    {"slurm.extra", QT_TRANSLATE_NOOP("TargetWords", "sbatch options"),
     QT_TRANSLATE_NOOP("TargetWords", "One a line, as --constraint=a100")},
}};

constexpr std::array<FieldWords, 14> otherWords = {{
    {"login", QT_TRANSLATE_NOOP("TargetWords", "Login"), ""},
    {"work_folder", QT_TRANSLATE_NOOP("TargetWords", "Work folder"), ""},
    {"disk", QT_TRANSLATE_NOOP("TargetWords", "Disk"), ""},
    {"cores", QT_TRANSLATE_NOOP("TargetWords", "Cores"), ""},
    {"memory", QT_TRANSLATE_NOOP("TargetWords", "Memory"), ""},
    {"gpus", QT_TRANSLATE_NOOP("TargetWords", "GPU"), ""},
    {"mpi", QT_TRANSLATE_NOOP("TargetWords", "MPI"), ""},
    {"engine", QT_TRANSLATE_NOOP("TargetWords", "Programs"), ""},
    {"libraries", QT_TRANSLATE_NOOP("TargetWords", "Libraries"), ""},
    {"slurm", QT_TRANSLATE_NOOP("TargetWords", "Slurm"), ""},
    {"partition", QT_TRANSLATE_NOOP("TargetWords", "Partition"), ""},
    {"kind local", QT_TRANSLATE_NOOP("TargetWords", "local"), ""},
    {"kind ssh", QT_TRANSLATE_NOOP("TargetWords", "ssh"), ""},
    {"kind slurm", QT_TRANSLATE_NOOP("TargetWords", "Slurm"), ""},
}};

template <typename Table>
const FieldWords* find(const Table& table, const std::string& name) {
    for (const FieldWords& words : table) {
        if (words.name == name) {
            return &words;
        }
    }
    return nullptr;
}

} // namespace

QString TargetWords::label(const TargetKey& key) {
    const FieldWords* words = find(keyWords, key.path());
    return words ? tr(words->label) : QString();
}

QString TargetWords::help(const TargetKey& key) {
    const FieldWords* words = find(keyWords, key.path());
    return words ? tr(words->help) : QString();
}

QString TargetWords::range(const TargetKey& key) {
    return key.type == KeyType::Integer
               ? tr("%1 to %2", "range").arg(QLocale().toString(key.minimum), QLocale().toString(key.maximum))
               : QString();
}

QString TargetWords::check(const QString& name) {
    const FieldWords* words = find(otherWords, name.toStdString());
    return words ? tr(words->label) : name;
}

QString TargetWords::kind(const QString& kind) {
    const FieldWords* words = find(otherWords, "kind " + kind.toStdString());
    return words ? tr(words->label) : kind;
}

QString TargetWords::host(const QString& hostText) {
    return hostText.isEmpty() ? tr("this machine") : hostText;
}

QString TargetWords::whatIsWrong(const TargetKey& key, const QString& text) {
    const Result<KeyValue> value = parseTargetText(key, text);
    if (value) {
        return {};
    }
    if (key.type == KeyType::Integer) {
        return tr("Enter a whole number, %1").arg(range(key));
    }
    return QString::fromStdString(value.error().message);
}

Result<KeyValue> parseTargetText(const TargetKey& key, const QString& text) {
    KeyValue value = text.trimmed().toStdString();
    if (key.type == KeyType::Integer) {
        bool whole = false;
        value = int64_t(text.trimmed().toLongLong(&whole));
        if (!whole) {
            return usageError("It is no whole number", key.path());
        }
    } else if (key.type == KeyType::TextList) {
        std::vector<std::string> parts;
        const QStringList lines = text.split(QLatin1Char('\n'));
        for (const QString& line : lines) {
            if (!line.trimmed().isEmpty()) {
                parts.push_back(line.trimmed().toStdString());
            }
        }
        value = parts;
    }
    if (const Status status = checkTargetValue(key, value); !status) {
        return status.error();
    }
    return value;
}

QString targetText(const KeyValue& value) {
    if (const int64_t* number = std::get_if<int64_t>(&value)) {
        return QString::number(*number);
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return QString::fromStdString(*text);
    }
    QStringList lines;
    for (const std::string& part : std::get<std::vector<std::string>>(value)) {
        lines += QString::fromStdString(part);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace roentgen::app
