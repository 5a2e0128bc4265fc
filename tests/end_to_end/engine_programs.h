// Runs the built programs and keeps what they printed.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

struct ProgramRun {
    int exitCode = -1;
    QByteArray output, diagnostics;
    nlohmann::json json() const; // of the output; discarded where it is none
};

// program: "roentgen-data" …; a crash or more than `seconds` gives exitCode -1.
ProgramRun runProgram(const QString& program, const QStringList& arguments, int seconds = 2700);
