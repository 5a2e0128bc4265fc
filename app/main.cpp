// roentgen: the window.
#include "app/command_line.h"
#include "app/session.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <cstdio>

namespace {

int fail(const roentgen::Error& error) {
    std::string line = error.message;
    if (!error.where.empty()) {
        line += " (" + error.where + ")";
    }
    if (!error.hint.empty()) {
        line += ": " + error.hint;
    }
    std::fprintf(stderr, "roentgen: %s\n", line.c_str());
    switch (error.code) {
    case roentgen::ErrorCode::Usage:
        return roentgen::ExitUsage;
    case roentgen::ErrorCode::Data:
        return roentgen::ExitData;
    case roentgen::ErrorCode::Environment:
        return roentgen::ExitEnvironment;
    case roentgen::ErrorCode::Stopped:
        return roentgen::ExitStopped;
    case roentgen::ErrorCode::Internal:
        break;
    }
    return roentgen::ExitInternalError;
}

QStringList argumentList(int argc, char** argv) {
    QStringList result;
    for (int i = 0; i < argc; ++i) {
        result << QString::fromLocal8Bit(argv[i]);
    }
    return result;
}

} // namespace

int main(int argc, char** argv) {
    using namespace roentgen::app;
    const bool hasDisplay = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!hasDisplay && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    // --help and a wrong option need no window system.
    auto line = parseCommandLine(argumentList(argc, argv));
    if (!line) {
        return fail(line.error());
    }
    if (line->done) {
        return roentgen::ExitDone;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Roentgen"));
    QApplication::setOrganizationName(QStringLiteral("Roentgen"));
    QApplication::setApplicationVersion(QStringLiteral(ROENTGEN_VERSION));
    // A screenshot shows the window as it is when new, wherever it is taken, and leaves the user's settings alone.
    const QTemporaryDir noSettings;
    if (!line->screenshot.isEmpty()) {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, noSettings.path());
    }
    auto workspace =
        prepareWorkspace(line->workspace, [&line](const QString& folder) { return askToMakeWorkspace(*line, folder); });
    if (!workspace) {
        return fail(workspace.error());
    }
    line->workspace = *workspace;
    Session session(*line);
    session.begin();
    return QApplication::exec();
}
