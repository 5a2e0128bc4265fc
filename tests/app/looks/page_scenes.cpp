#include "app/experiments/experiment_centre.h"
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiments_page.h"
#include "app/review/review_page.h"
#include "app/runs/runs_page.h"
#include "app/runs/sweep_strip.h"
#include "app/studies/studies_page.h"
#include "app/studies/study_browser.h"
#include "app/viewer.h"
#include "engine/protocol/experiment_presets.h"
#include "tests/app/looks/looks_workspace.h"
#include "tests/app/looks/scenes.h"
#include "tests/app/looks/stage.h"

#include <QLineEdit>
#include <QToolButton>

namespace roentgen::test {

using namespace roentgen::app;

namespace {

void pressKeysOf(const MainWindow& window, const char* keys) {
    for (QToolButton* button : window.findChildren<QToolButton*>())
        if (button->isVisible() && button->shortcut() == QKeySequence(QLatin1String(keys)))
            return button->click();
    sceneIsMissing(QStringLiteral("there is no button of %1").arg(QLatin1String(keys)));
}

void studies(MainWindow& window, const Look& look) {
    go<StudiesPage>(window, "studies");
    look(&window);
}

void gallery(MainWindow& window, const Look& look) {
    go<StudiesPage>(window, "studies");
    pressKeysOf(window, "Ctrl+G");
    go<StudiesPage>(window, "studies");
    look(&window);
    pressKeysOf(window, "Ctrl+T");
}

// A filter is set, and shall be kept.
void filtered(MainWindow& window, const Look& look) {
    go<StudiesPage>(window, "studies");
    auto* field = window.findChild<QLineEdit*>(QStringLiteral("filter"));
    field->setText(QStringLiteral("Effusion"));
    QTest::qWait(200); // more than the pause after typing
    go<StudiesPage>(window, "studies");
    look(&window);
    lookAtDialog([&] { pressButton<QToolButton>(&window, "keepFilter"); }, look);
    field->clear();
    QTest::qWait(200);
}

void viewer(MainWindow& window, const Look& look) {
    auto* page = go<StudiesPage>(window, "studies");
    Q_EMIT page->browser()->opened(0);
    QTest::qWait(300); // a film of 128 pixels
    look(&window);
    QTest::keyClick(page->viewer(), Qt::Key_Escape);
}

void experiments(MainWindow& window, const Look& look) {
    auto* page = go<ExperimentsPage>(window, "experiments");
    page->chooseStored(QStringLiteral("demo"));
    page->centre()->showView(ExperimentCentre::SetUp);
    go<ExperimentsPage>(window, "experiments");
    look(&window);
}

void preset(MainWindow& window, const Look& look) {
    auto* page = go<ExperimentsPage>(window, "experiments");
    page->choosePreset(QString::fromStdString(experimentPresets().front().id));
    go<ExperimentsPage>(window, "experiments");
    look(&window);
    page->chooseStored(QStringLiteral("demo"));
}

// Every field of the form passes by.
void form(MainWindow& window, const Look& look) {
    auto* page = go<ExperimentsPage>(window, "experiments");
    page->chooseStored(QStringLiteral("demo"));
    for (const char* key : {"model.architecture", "augment.rotate_degrees", "distributed.ranks", "target.kind"}) {
        if (page->form()->field(key) == nullptr) {
            sceneIsMissing(QStringLiteral("there is no field of %1").arg(QLatin1String(key)));
            continue;
        }
        page->form()->showField(key);
        go<ExperimentsPage>(window, "experiments");
        look(&window);
    }
}

void scaling(MainWindow& window, const Look& look) {
    auto* page = go<ExperimentsPage>(window, "experiments");
    page->chooseStored(QStringLiteral("demo"));
    page->centre()->showView(ExperimentCentre::Scaling);
    go<ExperimentsPage>(window, "experiments");
    look(&window);
    page->centre()->showView(ExperimentCentre::SetUp);
}

void runs(MainWindow& window, const Look& look) {
    go<RunsPage>(window, "runs")->choose(QStringLiteral("chexnet-20260302-081500"));
    go<RunsPage>(window, "runs");
    look(&window);
    go<RunsPage>(window, "runs")->choose(QStringLiteral("quick-20260303-101010"));
    go<RunsPage>(window, "runs");
    look(&window);
}

// Their charts overlay, and the inspector says what differs.
void comparedRuns(MainWindow& window, const Look& look) {
    const QStringList ids{QStringLiteral("chexnet-20260302-081500"), QStringLiteral("quick-20260303-101010"),
                          QStringLiteral("batch-8-r1"), QStringLiteral("batch-16-r1")};
    go<RunsPage>(window, "runs")->choose(ids);
    auto* page = go<RunsPage>(window, "runs");
    if (page->selected().size() != ids.size())
        sceneIsMissing(QStringLiteral("not all of the runs are compared"));
    look(&window);
    page->choose(ids.first());
}

void review(MainWindow& window, const Look& look) {
    auto* page = go<ReviewPage>(window, "review");
    page->chooseModel(TrainedRun);
    go<ReviewPage>(window, "review");
    look(&window);
}

void settings(MainWindow& window, const Look& look) {
    go<Page>(window, "settings");
    look(&window);
}

void sweep(MainWindow& window, const Look& look) {
    auto* strip = go<RunsPage>(window, "runs")->sweeps();
    strip->choose(QStringLiteral("batch"));
    go<RunsPage>(window, "runs");
    look(&window);
    lookAtDialog([strip] { Q_EMIT strip->compareRequested(); }, look);
    strip->choose({});
}

} // namespace

std::vector<Scene> pageScenes() {
    return {{QStringLiteral("studies"), studies},
            {QStringLiteral("gallery"), gallery},
            {QStringLiteral("filtered"), filtered},
            {QStringLiteral("viewer"), viewer},
            {QStringLiteral("experiments"), experiments},
            {QStringLiteral("preset"), preset},
            {QStringLiteral("form"), form},
            {QStringLiteral("scaling"), scaling},
            {QStringLiteral("runs"), runs},
            {QStringLiteral("compared"), comparedRuns},
            {QStringLiteral("sweep"), sweep},
            {QStringLiteral("review"), review},
            {QStringLiteral("settings"), settings}};
}

} // namespace roentgen::test
