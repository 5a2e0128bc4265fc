// The real roentgen-run beside a script that stands for the trainer, and an experiment for it.
#pragma once

#include "engine/protocol/text_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

namespace roentgen::tests {

class ScriptedEngine {
public:
    struct Answer {
        int code = -1;
        nlohmann::json json;
        QByteArray errors;
    };

    // trainer: a bash script. False where a file could not be written.
    bool make(const std::string& trainer) {
        const QString file = bin() + QStringLiteral("/roentgen-train");
        return QDir().mkpath(bin()) && QDir().mkpath(workspace() + QStringLiteral("/targets")) &&
               QFile::copy(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"), bin() + QStringLiteral("/roentgen-run")) &&
               writeFileAtomically(file.toStdString(), "#!/bin/bash\n" + trainer) &&
               QFile::setPermissions(file, QFile::permissions(file) | QFile::ExeOwner) &&
               writeFileAtomically(experiment().toStdString(),
                                   "[data]\ndataset = \"" + m_folder.path().toStdString() +
                                       "\"\nimage_size = 32\n[model]\narchitecture = \"resnet18\"\n[training]\n"
                                       "local_batch = 2\n[distributed]\nranks = 2\nthreads_per_rank = 1\n");
    }
    // roentgen-run with --workspace and --json; through: words before it, as a shell's.
    Answer run(QStringList arguments, const QStringList& through = {}) const {
        arguments << QStringLiteral("--workspace") << workspace() << QStringLiteral("--json");
        QStringList words = through + QStringList{bin() + QStringLiteral("/roentgen-run")} + arguments;
        QProcess program;
        program.start(words.takeFirst(), words);
        Answer answer;
        if (program.waitForFinished(60000)) {
            answer.code = program.exitCode();
            answer.json = nlohmann::json::parse(program.readAllStandardOutput().toStdString(), nullptr, false);
            answer.errors = program.readAllStandardError();
        }
        return answer;
    }

    QString folder(const QString& name) const { return m_folder.filePath(name); }
    QString bin() const { return folder(QStringLiteral("bin")); }
    QString workspace() const { return folder(QStringLiteral("here")); }
    QString experiment() const { return folder(QStringLiteral("small.toml")); }
    std::string runFolder(const QString& id) const {
        return (workspace() + QStringLiteral("/runs/") + id).toStdString();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace roentgen::tests
