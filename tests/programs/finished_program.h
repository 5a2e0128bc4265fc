// A program of ours, run to its end as a process of its own.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace roentgen::tests {

struct FinishedProgram {
    int exitCode = -1; // -1: it did not start, crashed, or took more than two minutes
    QByteArray output, diagnostics;

    QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    bool saysOneLine() const { return diagnostics.count('\n') == 1 && diagnostics.endsWith('\n'); }
};

inline FinishedProgram runProgram(const char* name, const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(QStringLiteral(ROENTGEN_BIN_DIR "/") + QString::fromLatin1(name), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace roentgen::tests
