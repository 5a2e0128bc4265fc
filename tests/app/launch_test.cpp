// From the Experiments page to a finished run on the Runs page, with the real programs.
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiments_page.h"
#include "app/experiments/forecast_panel.h"
#include "app/runs/chart_grid.h"
#include "app/runs/runs_page.h"
#include "engine/protocol/experiment_presets.h"
#include "tests/app/page_context.h"
#include "widgets/line_chart.h"

#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::PageContext;

namespace {

constexpr int TrainingMilliseconds = 120000;

QToolButton* button(const QWidget* actions, const QString& text) {
    for (QToolButton* one : actions->findChildren<QToolButton*>())
        if (one->text() == text)
            return one;
    return nullptr;
}

} // namespace

class LaunchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anExperimentIsLaunchedStoppedAndResumed() {
        QLocale::setDefault(QLocale::c());
        PageContext workspace;
        EngineService data(workspace.context.binFolder + QStringLiteral("/roentgen-data"), {QStringLiteral("serve")});
        workspace.context.dataService = &data;
        const QString films = workspace.folder.filePath(QStringLiteral("films"));
        QCOMPARE(QProcess::execute(workspace.context.binFolder + QStringLiteral("/roentgen-data"),
                                   {QStringLiteral("phantom"), QStringLiteral("--count"), QStringLiteral("48"),
                                    QStringLiteral("--size"), QStringLiteral("96"), QStringLiteral("--seed"),
                                    QStringLiteral("5"), QStringLiteral("--out"), films}),
                 0);
        QFile toml(workspace.folder.filePath(QStringLiteral("datasets/films.toml")));
        QVERIFY(toml.open(QIODevice::WriteOnly));
        toml.write("folder = \"" + films.toUtf8() + "\"\n");
        toml.close();

        ExperimentsPage experiments(workspace.context);
        RunsPage runs(workspace.context);
        experiments.resize(1216, 720);
        experiments.show();
        Experiment experiment = experimentPresets().back().experiment;
        experiment.data.dataset = "films";
        experiment.data.imageSize = 32;
        experiment.training.localBatch = 4;
        experiment.training.epochs = 40;
        QVERIFY(bool(ExperimentStore(workspace.context.workspace).create(experiment, QStringLiteral("small"))));
        experiments.activated();
        experiments.chooseStored(QStringLiteral("small"));
        QTRY_VERIFY_WITH_TIMEOUT(experiments.isSettled(), 30000);
        const ForecastPanel* forecast = experiments.forecast();
        QCOMPARE(forecast->reason(), QString());
        QVERIFY(forecast->fact(ForecastPanel::Train).toInt() > 0 ||
                forecast->fact(ForecastPanel::Train).contains(QRegularExpression(QStringLiteral("^[1-9]"))));
        QVERIFY(forecast->fact(ForecastPanel::StartsFrom).contains(QStringLiteral("scratch")));
        QVERIFY2(forecast->fact(ForecastPanel::Placement).contains(QRegularExpression(QStringLiteral("^1 .* × "))),
                 qPrintable(forecast->fact(ForecastPanel::Placement)));

        QSignalSpy requested(&workspace.navigator, &Navigator::runRequested);
        QTest::mouseClick(forecast->launchButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(requested.count(), 1, 30000);
        const QString run = requested[0][0].toString();
        experiments.hide();
        runs.resize(1216, 720);
        runs.show();
        const auto* loss = runs.findChild<ChartGrid*>()->chart(RunChart::Loss);
        QTRY_COMPARE_WITH_TIMEOUT(runs.chosen(), run, 10000);
        QTRY_VERIFY_WITH_TIMEOUT(loss->data().series.size() == 2 && loss->data().series[0].points.size() >= 3,
                                 TrainingMilliseconds);

        QToolButton* stop = button(runs.headerActions(), QStringLiteral("Stop"));
        QToolButton* resume = button(runs.headerActions(), QStringLiteral("Resume"));
        QVERIFY(stop->isEnabled() && !resume->isEnabled());
        stop->click();
        QTRY_VERIFY_WITH_TIMEOUT(resume->isEnabled() && !stop->isEnabled(), TrainingMilliseconds);
        const int points = int(loss->data().series[0].points.size());
        resume->click();
        QTRY_VERIFY_WITH_TIMEOUT(loss->data().series[0].points.size() > points, TrainingMilliseconds);
        button(runs.headerActions(), QStringLiteral("Stop now"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(resume->isEnabled(), TrainingMilliseconds);
    }
};

QTEST_MAIN(LaunchTest)
#include "launch_test.moc"
