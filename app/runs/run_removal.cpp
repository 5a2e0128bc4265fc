#include "app/runs/run_removal.h"

#include "engine/protocol/run_watch.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

namespace roentgen::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunRemoval)
};

} // namespace

QString moveRunToTrash(const QString& workspace, const QString& runId) {
    const QDir folder(workspace);
    const QString from = folder.filePath(QStringLiteral("runs/") + runId);
    if (runId.isEmpty() || runId.contains(QLatin1Char('/')) || runId.startsWith(QLatin1Char('.')) ||
        !QDir(from).exists())
        return Words::tr("There is no run %1 in this workspace").arg(runId);
    if (isGoingOn(RunWatch({from.toStdString()}).look()))
        return Words::tr("%1 is still going on. Stop it first").arg(runId);
    if (!folder.mkpath(QStringLiteral("trash/runs")))
        return Words::tr("Could not make the folder %1: check its permissions")
            .arg(folder.filePath(QStringLiteral("trash/runs")));
    QString to = folder.filePath(QStringLiteral("trash/runs/") + runId);
    const QString base = to;
    for (int number = 2; QFileInfo::exists(to); ++number)
        to = QStringLiteral("%1-%2").arg(base).arg(number);
    if (!QDir().rename(from, to))
        return Words::tr("Could not move %1 to %2: check the permissions of both folders").arg(from, to);
    return {};
}

QString shellCommand(const std::vector<std::string>& arguments) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    QStringList words;
    for (const std::string& argument : arguments) {
        QString word = QString::fromStdString(argument);
        if (!plain.match(word).hasMatch())
            word = QLatin1Char('\'') + word.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
        words += word;
    }
    return words.join(QLatin1Char(' '));
}

} // namespace roentgen::app
