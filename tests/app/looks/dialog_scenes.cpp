#include "app/experiments/script_dialog.h"
#include "app/runs/runs_page.h"
#include "app/studies/source_panel.h"
#include "app/studies/studies_page.h"
#include "tests/app/looks/looks_workspace.h"
#include "tests/app/looks/scenes.h"
#include "tests/app/looks/stage.h"

#include <QAction>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

namespace roentgen::test {

using namespace roentgen::app;

namespace {

void trigger(const QWidget* page, const char* keys) {
    for (QAction* action : page->actions())
        if (action->shortcut() == QKeySequence(QLatin1String(keys)))
            return action->trigger();
    sceneIsMissing(QStringLiteral("there is no action of %1").arg(QLatin1String(keys)));
}

void addFolder(MainWindow& window, const Look& look) {
    auto* page = go<StudiesPage>(window, "studies");
    lookAtDialog([page] { pressButton<QToolButton>(page, "addFolder"); }, look);
}

void removeDataSet(MainWindow& window, const Look& look) {
    auto* panel = go<StudiesPage>(window, "studies")->findChild<SourcePanel*>();
    const auto* sets = panel->findChild<QTreeWidget*>(QStringLiteral("sources"));
    const QString toml = sets->topLevelItem(0)->data(0, Qt::UserRole).toString();
    lookAtDialog([&] { Q_EMIT panel->removeRequested(toml); }, look);
}

void problems(MainWindow& window, const Look& look) {
    auto* page = go<StudiesPage>(window, "studies");
    for (QPushButton* button : page->findChildren<QPushButton*>())
        if (button->property("link").toBool() && button->isVisible())
            return lookAtDialog([button] { button->click(); }, look);
    sceneIsMissing(QStringLiteral("the data set has no problem"));
}

void script(MainWindow& window, const Look& look) {
    auto* dialog = new ScriptDialog(TrainedRun, QStringLiteral("#!/bin/bash\n#SBATCH --nodes=1\nsrun true\n"), &window);
    lookAtDialog([dialog] { dialog->open(); }, look);
    dialog->deleteLater();
}

void deleteRun(MainWindow& window, const Look& look) {
    auto* page = go<RunsPage>(window, "runs");
    lookAtDialog([page] { trigger(page, "Ctrl+Del"); }, look);
}

void exportMetrics(MainWindow& window, const Look& look) {
    auto* page = go<RunsPage>(window, "runs");
    lookAtDialog([page] { trigger(page, "Ctrl+E"); }, look);
}

void newTarget(MainWindow& window, const Look& look) {
    auto* page = go<Page>(window, "settings");
    lookAtDialog([page] { pressButton<QPushButton>(page, "newTarget"); }, look);
    lookAtDialog([page] { pressButton<QPushButton>(page, "editTarget"); }, look);
    lookAtDialog([page] { pressButton<QPushButton>(page, "removeTarget"); }, look);
}

} // namespace

std::vector<Scene> dialogScenes() {
    return {{QStringLiteral("add-folder"), addFolder}, {QStringLiteral("remove-set"), removeDataSet},
            {QStringLiteral("problems"), problems},    {QStringLiteral("script"), script},
            {QStringLiteral("delete-run"), deleteRun}, {QStringLiteral("export"), exportMetrics},
            {QStringLiteral("target"), newTarget}};
}

} // namespace roentgen::test
