#include "tests/end_to_end/engine_programs.h"

#include <QProcess>

nlohmann::json ProgramRun::json() const {
    return nlohmann::json::parse(output.begin(), output.end(), nullptr, false);
}

ProgramRun runProgram(const QString& program, const QStringList& arguments, int seconds) {
    QProcess process;
    process.start(QStringLiteral(ROENTGEN_BIN_DIR "/") + program, arguments);
    ProgramRun run;
    const bool ended = process.waitForFinished(seconds * 1000);
    run.output = process.readAllStandardOutput();
    run.diagnostics = process.readAllStandardError();
    if (ended && process.exitStatus() == QProcess::NormalExit)
        run.exitCode = process.exitCode();
    return run;
}
