// From the window to a target and back: chosen in a form, launched, watched, left alone by a window that is closed, and
// found complete by the next one. On an ssh target, in a Slurm queue and on two hosts, each of them real.
#include "tests/end_to_end/open_window.h"
#include "tests/end_to_end/target_runs.h"
#include "tests/launch/slurm_cluster.h"
#include "tests/launch/ssh_server.h"
#include "tests/launch/two_hosts.h"

#include "app/experiments/experiment_store.h"
#include "app/experiments/forecast_panel.h"
#include "app/experiments/script_dialog.h"

#include <QFileInfo>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include <optional>

using namespace roentgen;
using namespace roentgen::app;

class WindowTargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRunIsLaunchedWatchedLeftAloneAndFoundComplete_data();
    void aRunIsLaunchedWatchedLeftAloneAndFoundComplete();
    void aRunThatWaitsSaysWhyAndIsCancelled();
    void theJobScriptIsShownChangedAndTaken();
    void aMachineThatIsAwayIsSaidAndLaunchAsksItAgain();

private:
    QString store(const QString& name, int epochs, int ranks = 1);
    QString folderThere(const QString& target, const QString& id) const {
        return (target == QLatin1String("queue") ? m_runs.workspace() : m_there) + QStringLiteral("/runs/") + id;
    }
    void compareWithFar(const QString& target, const QString& id) const;

    QTemporaryDir m_folder;
    tests::SshServer m_server;
    tests::SlurmCluster m_cluster;
    tests::TwoHosts m_hosts;
    TargetRuns m_runs;
    QString m_there = m_folder.filePath(QStringLiteral("there"));
};

void WindowTargetTest::initTestCase() {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("settings")));
    QCoreApplication::setApplicationName(QStringLiteral("Roentgen"));
    QCoreApplication::setOrganizationName(QStringLiteral("Roentgen"));
    QLocale::setDefault(QLocale::c());
    QApplication::setQuitOnLastWindowClosed(false);
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QVERIFY(m_server.knowHostKey());
    QVERIFY2(m_cluster.start(), qPrintable(m_cluster.error()));
    QVERIFY2(m_hosts.start(), qPrintable(m_hosts.error()));
    QVERIFY(m_runs.prepare(m_there));            // another machine's films
    QVERIFY(m_runs.prepare(m_runs.workspace())); // and this machine's, for its queue
    QVERIFY(m_runs.addTarget("box", m_server.targetToml(m_there, "engine_folder = \"" ROENTGEN_BIN_DIR "\"\n")));
    QVERIFY(m_runs.addTarget("queue", "kind = \"slurm\"\n[slurm]\npartition = \"test\"\ntime_limit = \"10\"\n"));
    QVERIFY(m_runs.addTarget("both", m_hosts.targetToml(m_there)));
}

QString WindowTargetTest::store(const QString& name, int epochs, int ranks) {
    Result<Experiment> experiment = readExperiment(m_runs.experiment().toStdString());
    experiment->training.epochs = epochs;
    experiment->training.localBatch = 4 / ranks;
    experiment->distributed.ranks = ranks;
    *prepareWorkspace(m_runs.workspace());
    const Result<QString> made = ExperimentStore(m_runs.workspace()).create(*experiment, name);
    return made ? *made : QString();
}

void WindowTargetTest::compareWithFar(const QString& target, const QString& id) const {
    const RunFolder run = m_runs.run(id);
    QCOMPARE(faultOfEvents(run), QString());
    QVERIFY(bytesOf(run.bestWeights()).size() > 1000000);
    QVERIFY(bytesOf(run.predictionsFile()).startsWith("Image Index,"));
    QVERIFY(bytesOf(run.metricsFile()).startsWith("epoch,"));
    for (const char* name :
         {"/events.jsonl", "/log.txt", "/best.safetensors", "/metrics.csv", "/predictions.csv", "/experiment.toml"})
        QVERIFY2(bytesOf(run.path + name) == bytesOf(folderThere(target, id).toStdString() + name), name);
}

void WindowTargetTest::aRunIsLaunchedWatchedLeftAloneAndFoundComplete_data() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<QString>("images"); // what the forecast says of them
    QTest::newRow("ssh") << QByteArray("ssh") << QStringLiteral("box") << 1 << QStringLiteral("known where it runs");
    QTest::newRow("slurm") << QByteArray("slurm") << QStringLiteral("queue") << 1 << QStringLiteral("28 images");
    QTest::newRow("two hosts") << QByteArray("ssh") << QStringLiteral("both") << 2
                               << QStringLiteral("known where it runs");
}

void WindowTargetTest::aRunIsLaunchedWatchedLeftAloneAndFoundComplete() {
    QFETCH(QByteArray, kind);
    QFETCH(QString, target);
    QFETCH(int, ranks);
    QFETCH(QString, images);
    const QString name = store(QStringLiteral("on-") + target, 20, ranks);
    QVERIFY(!name.isEmpty());
    std::optional<OpenWindow> window(std::in_place, m_runs.workspace(), QStringLiteral("experiments"));
    QCOMPARE(window->choose(name, kind.constData(), target), QString());
    const QString counted = window->experiments()->forecast()->fact(ForecastPanel::Train);
    QVERIFY2(counted.startsWith(images), qPrintable(counted));

    const QString id = window->launch();
    QVERIFY(!id.isEmpty());
    QVERIFY(readRemoteRecord(m_runs.run(id))->target == target.toStdString());
    QTRY_COMPARE_WITH_TIMEOUT(window->row(id).summary.state, RunState::Running, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(window->lossPoints() >= 3, 30000);
    const int seen = window->lossPoints();
    QTRY_VERIFY_WITH_TIMEOUT(window->lossPoints() > seen, 30000);
    QCOMPARE(window->row(id).summary.ranks, ranks);
    QVERIFY(!window->row(id).summary.host.empty());

    window.reset();
    const RunFolder there{folderThere(target, id).toStdString()};
    const qint64 whenLeft = bytesOf(m_runs.run(id).eventsFile()).size();
    QVERIFY2(!bytesOf(there.eventsFile()).contains("\"kind\":\"finished\""), "make it longer");
    QTRY_VERIFY_WITH_TIMEOUT(bytesOf(there.eventsFile()).size() > whenLeft + 500, 30000);
    if (kind == "ssh") // nobody brings them while there is no window
        QCOMPARE(bytesOf(m_runs.run(id).eventsFile()).size(), whenLeft);

    window.emplace(m_runs.workspace(), QStringLiteral("runs"));
    window->runs()->choose(id);
    QTRY_VERIFY_WITH_TIMEOUT(window->lossPoints() > seen, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(window->row(id).summary.state, RunState::Finished, 90000);
    QTRY_VERIFY_WITH_TIMEOUT(window->action(QStringLiteral("Open in Review"))->isEnabled(), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(readRemoteRecord(m_runs.run(id))->resultsHere || target == QLatin1String("queue"), 30000);
    QVERIFY(window->row(id).summary.best.has_value());
    QCOMPARE(window->notice(), QString());
    compareWithFar(target, id);
}

void WindowTargetTest::aRunThatWaitsSaysWhyAndIsCancelled() {
    QVERIFY(m_cluster.setNode("drain"));
    OpenWindow window(m_runs.workspace(), QStringLiteral("experiments"));
    QCOMPARE(window.choose(store(QStringLiteral("waits"), 100), "slurm", QStringLiteral("queue")), QString());
    const QString id = window.launch();
    QVERIFY(!id.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(window.row(id).summary.state, RunState::Queued, 30000);
    QTRY_VERIFY2_WITH_TIMEOUT(window.notice().contains(QStringLiteral("PENDING). Reason: ")),
                              qPrintable(window.notice()), 30000);
    QVERIFY2(window.notice().contains(QStringLiteral("start")), qPrintable(window.notice()));
    QTRY_VERIFY_WITH_TIMEOUT(window.action(QStringLiteral("Stop"))->isEnabled(), 10000);
    window.action(QStringLiteral("Stop"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(window.row(id).summary.state, RunState::Stopped, 30000);
    QTRY_VERIFY2_WITH_TIMEOUT(window.notice().contains(QStringLiteral("cancelled before it began")),
                              qPrintable(window.notice()), 10000);
    QVERIFY(m_cluster.setNode("resume"));
}

void WindowTargetTest::theJobScriptIsShownChangedAndTaken() {
    OpenWindow window(m_runs.workspace(), QStringLiteral("experiments"));
    QCOMPARE(window.choose(store(QStringLiteral("edited"), 2), "slurm", QStringLiteral("queue")), QString());
    const auto open = [&window]() -> ScriptDialog* {
        QTest::mouseClick(window.experiments()->forecast()->scriptButton(), Qt::LeftButton);
        ScriptDialog* dialog = nullptr;
        const auto isThere = [&] {
            dialog = window.experiments()->findChild<ScriptDialog*>();
            return dialog != nullptr;
        };
        return QTest::qWaitFor(isThere, 30000) ? dialog : nullptr;
    };
    ScriptDialog* dialog = open();
    QVERIFY(dialog);
    QVERIFY(dialog->script().contains(QStringLiteral("#SBATCH --partition=test\n")));
    auto* launch = dialog->findChild<QPushButton*>(QStringLiteral("launchScript"));
    const QPointer<ScriptDialog> kept = dialog;
    const QString shown = dialog->script();
    // What Slurm does not take keeps the dialog with what was typed.
    QString wrong = shown;
    dialog->editor()->setPlainText(wrong.replace(QStringLiteral("=test\n"), QStringLiteral("=absent\n")));
    QTest::mouseClick(launch, Qt::LeftButton);
    QTRY_VERIFY2_WITH_TIMEOUT(dialog->error().contains(QStringLiteral("partition")), qPrintable(dialog->error()),
                              30000);
    QCOMPARE(dialog->script(), wrong);
    QString mine = shown;
    dialog->editor()->setPlainText(
        mine.replace(QStringLiteral("--time=10\n"), QStringLiteral("--time=10\n#SBATCH --comment=$(mine)\n")));
    QTest::mouseClick(launch, Qt::LeftButton);
    QTRY_VERIFY2_WITH_TIMEOUT(window.page() == QLatin1String("runs"), qPrintable(kept ? kept->error() : QString()),
                              30000);
    // Chosen as soon as it is listed.
    const auto isOfTheScript = [&] {
        return shown.contains(QLatin1Char('/') + window.runs()->chosen() + QLatin1Char('\n'));
    };
    QTRY_VERIFY2_WITH_TIMEOUT(isOfTheScript(), qPrintable(window.runs()->chosen()), 30000);
    const QString id = window.runs()->chosen();
    QCOMPARE(bytesOf(m_runs.run(id).path + "/submit.sbatch"), mine.toUtf8());
    QVERIFY(m_cluster
                .ask(QStringLiteral("scontrol"), {QStringLiteral("show"), QStringLiteral("job"),
                                                  QString::fromStdString(readRemoteRecord(m_runs.run(id))->job)})
                .contains("Comment=$(mine)"));
    QTRY_COMPARE_WITH_TIMEOUT(window.row(id).summary.state, RunState::Finished, 60000);
}

void WindowTargetTest::aMachineThatIsAwayIsSaidAndLaunchAsksItAgain() {
    m_server.stop();
    OpenWindow window(m_runs.workspace(), QStringLiteral("experiments"));
    const QString away = window.choose(store(QStringLiteral("again"), 2), "ssh", QStringLiteral("box"));
    QVERIFY2(away.startsWith(QStringLiteral("Could not reach ")) && away.contains(QStringLiteral("Settings")),
             qPrintable(away));
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    const QString id = window.launch();
    QVERIFY(!id.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(window.row(id).summary.state, RunState::Finished, 60000);
}

QTEST_MAIN(WindowTargetTest)
#include "window_target_test.moc"
