#include "app/runs/run_removal.h"

#include "engine/protocol/run_watch.h"
#include "engine/protocol/trash.h"

#include <QCoreApplication>
#include <QDir>

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
    const Result<std::string> moved = moveToTrash(QFileInfo(from).absoluteFilePath().toStdString());
    if (!moved)
        return Words::tr("Could not move %1 to the trash: %2")
            .arg(runId, QString::fromStdString(moved.error().toLine()));
    return {};
}

} // namespace roentgen::app
