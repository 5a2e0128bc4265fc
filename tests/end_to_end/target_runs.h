// A workspace whose runs go to targets: its programs, folders and states.
#pragma once

#include "engine/protocol/run_watch.h"
#include "tests/end_to_end/engine_programs.h"

#include <QTemporaryDir>

// Bytes of a file; "absent" where there is none.
QByteArray bytesOf(const std::string& path);
// As everybody sees it who reads the folder, and nothing else.
roentgen::RunState stateOf(const roentgen::RunFolder& run);
// Empty, or what is wrong with a run's events: gaps, doubled numbers, damaged lines.
QString faultOfEvents(const roentgen::RunFolder& run);
// Command lines that contain the text, as a folder, of processes that do not end within ten seconds.
QString leftBehind(const QString& text);

class TargetRuns {
public:
    // Phantoms of 64 pixels in FILMSFOLDER/films, and an experiment that learns from the data set "films".
    bool prepare(const QString& filmsFolder);
    bool addTarget(const char* name, const QByteArray& toml) const;
    QString workspace() const { return m_folder.filePath(QStringLiteral("here")); }
    QString experiment() const { return m_folder.filePath(QStringLiteral("tiny.toml")); }
    roentgen::RunFolder run(const QString& id) const {
        return {(workspace() + QStringLiteral("/runs/") + id).toStdString()};
    }

    // roentgen-run with --workspace.
    ProgramRun roentgenRun(QStringList arguments) const;
    QStringList syncArguments(const QString& id) const; // of roentgen-run, for one that goes on beside
    // true when it answered with that id; else what it said is printed.
    bool start(const QString& target, const QString& id, int epochs, const QStringList& more = {}) const;

private:
    QTemporaryDir m_folder;
};
