// What the Experiments page says that a launch will come to, and what it asks before one.
#include "app/experiments/forecast_panel.h"
#include "engine/protocol/memory_estimate.h"
#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/launch_messages.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/target.h"
#include "tests/app/fake_launcher.h"
#include "tests/app/page_context.h"
#include "tests/app/recorded_run.h"
#include "tests/app/shown_page.h"
#include "tests/app/typed_field.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::FakeLauncher;
using roentgen::test::PageContext;
using roentgen::test::showPage;
using roentgen::test::typeInto;
using roentgen::test::Until;

namespace {

template <typename Message>
std::string say(const char* asked, const Message& message) {
    return std::string(asked) + ") echo '" + writeMessage(message) + "' ;;\n";
}

ProbeAnswer machineOf(int64_t memoryBytes) {
    ProbeAnswer machine;
    machine.cores = 2;
    machine.memoryBytes = memoryBytes;
    machine.freeMemoryBytes = memoryBytes / 4 * 3;
    return machine;
}

StartAnswer startOf(int64_t ranks) {
    StartAnswer start{"r", "runs/r", {"mpirun"}, "mpirun", {}};
    start.placement = PlacementAnswer{ranks, 1, "nothing", ranks > 2};
    return start;
}

const std::string RefusesForMemory =
    say("probe*", machineOf(80000000000)) + say("*--dry-run*|*--force*", startOf(1)) + "*) echo '" +
    writeMessage(FailedAnswer{{tooLittleMemory({30e9, 8e9}, Experiment()), ExitEnvironment}}) +
    "'\n  echo 'roentgen-run: Training needs …' >&2\n  exit 4 ;;\n";

void launchNevertheless(const ExperimentsPage& page) {
    for (QAbstractButton* button : page.findChild<QMessageBox*>()->buttons())
        if (button->text() == QStringLiteral("Launch nevertheless"))
            QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

class ExperimentsLaunchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    // Only the other machine knows its data set: nothing here stands in Launch's way.
    void aDataSetElsewhereIsNotLookedForHere() {
        PageContext workspace;
        EngineService data(workspace.context.binFolder + QStringLiteral("/roentgen-data"), {QStringLiteral("serve")});
        workspace.context.dataService = &data;
        Target box;
        box.name = "box";
        box.host = "box.invalid";
        QVERIFY(bool(saveTarget(workspace.context.workspace.toStdString(), box)));
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20000);
        QVERIFY2(page.forecast()->reason().contains(QStringLiteral("films")), qPrintable(page.forecast()->reason()));
        QVERIFY(!page.forecast()->canLaunch());
        qobject_cast<QComboBox*>(page.form()->field("target.kind")->editor())->setCurrentText(QStringLiteral("ssh"));
        typeInto(page, "target.name", QStringLiteral("box"));
        QTRY_COMPARE(page.forecast()->fact(ForecastPanel::Train), QStringLiteral("known where it runs"));
        // What ssh says of the host is shown, and can be tried again.
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled() && page.forecast()->reason().contains(QStringLiteral("box.invalid")),
                                 30000);
        QVERIFY(page.forecast()->canLaunch() && page.forecast()->launchButton()->isEnabled());
        qobject_cast<QComboBox*>(page.form()->field("target.kind")->editor())->setCurrentText(QStringLiteral("local"));
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled() && !page.forecast()->canLaunch(), 20000);
    }

    // A launcher that writes down what it is asked, on a machine with 8 GB.
    void whatDoesNotFitIntoMemoryIsWarnedOfAndAskedAbout() {
        PageContext workspace;
        const FakeLauncher launcher(workspace, say("probe*", machineOf(8000000000)) + say("*", startOf(4096)));
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        const auto role = [&page](const char* name) {
            for (const QLabel* label : page.forecast()->findChildren<QLabel*>())
                if (label->accessibleName() == QLatin1String(name))
                    return label->property("role").toString();
            return QStringLiteral("absent");
        };
        QTRY_VERIFY(page.forecast()->canLaunch() && page.forecast()->reason().isEmpty());
        QCOMPARE(role("Memory"), QString());
        typeInto(page, "distributed.ranks", QStringLiteral("4096"));
        QTRY_VERIFY2(page.forecast()->reason().contains(QStringLiteral("this machine has 8.0 GB")),
                     qPrintable(page.forecast()->reason()));
        QVERIFY(page.forecast()->fact(ForecastPanel::Memory).contains(QStringLiteral("more than the 8.0 GB")));
        QCOMPARE(role("Memory"), QStringLiteral("warning"));
        QTRY_COMPARE(role("Placement"), QStringLiteral("warning"));
        QVERIFY(page.forecast()->launchButton()->isEnabled());
        QTRY_VERIFY(page.isSettled());

        QSignalSpy requested(&workspace.navigator, &Navigator::runRequested);
        const auto answer = [&page](const QString& text) {
            QTest::mouseClick(page.forecast()->launchButton(), Qt::LeftButton);
            auto* box = page.findChild<QMessageBox*>();
            QVERIFY(box && box->isVisible() && box->text().contains(QStringLiteral("8.0 GB")));
            QCOMPARE(box->defaultButton()->text(), QStringLiteral("Cancel"));
            for (QAbstractButton* button : box->buttons())
                if (button->text() == text)
                    QTest::mouseClick(button, Qt::LeftButton);
            QTRY_VERIFY(!page.findChild<QMessageBox*>());
        };
        answer(QStringLiteral("Cancel"));
        QTest::qWait(200);
        QCOMPARE(launcher.started(), QStringList());
        answer(QStringLiteral("Launch nevertheless"));
        QTRY_COMPARE(requested.count(), 1);
        QCOMPARE(launcher.started().size(), 1);
        QVERIFY2(launcher.started().first().contains(QStringLiteral("--force")),
                 qPrintable(launcher.started().first()));
        // One that fits starts without a question.
        typeInto(page, "distributed.ranks", QStringLiteral("1"));
        QTRY_VERIFY(page.isSettled() && page.forecast()->reason().isEmpty());
        QTest::mouseClick(page.forecast()->launchButton(), Qt::LeftButton);
        QTRY_COMPARE(requested.count(), 2);
        QVERIFY2(!launcher.started().last().contains(QStringLiteral("--force")), qPrintable(launcher.started().last()));
    }

    // Of a machine elsewhere, or of one that has less memory by now, the launcher alone knows.
    void whatTheLauncherRefusesForMemoryIsAskedAbout() {
        PageContext workspace;
        const FakeLauncher launcher(workspace, RefusesForMemory);
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        QTRY_VERIFY(page.isSettled() && page.forecast()->canLaunch());
        QSignalSpy requested(&workspace.navigator, &Navigator::runRequested);
        QTest::mouseClick(page.forecast()->launchButton(), Qt::LeftButton);
        QTRY_VERIFY(page.findChild<QMessageBox*>());
        // The window's own sentence, which is translated, and no option of a terminal.
        QCOMPARE(page.findChild<QMessageBox*>()->text(),
                 QStringLiteral("This needs about 30.0 GB of memory; the machine where it runs has 8.0 GB, "
                                "and would end it. Lower the ranks, the batch or the image size."));
        launchNevertheless(page);
        QTRY_COMPARE(requested.count(), 1);
        QVERIFY(launcher.started().last().contains(QStringLiteral("--force")));
    }

    void theExperimentThatWasAskedAboutIsLaunchedWhicheverIsChosenByThen() {
        PageContext workspace;
        const FakeLauncher launcher(workspace, RefusesForMemory);
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("other"));
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        QCOMPARE(page.current(), QStringLiteral("quick-films"));
        QTRY_VERIFY(page.isSettled() && page.forecast()->canLaunch());
        QSignalSpy requested(&workspace.navigator, &Navigator::runRequested);
        QTest::mouseClick(page.forecast()->launchButton(), Qt::LeftButton);
        page.chooseStored(QStringLiteral("quick-other")); // before the launcher refuses
        QTRY_VERIFY(page.findChild<QMessageBox*>());
        QCOMPARE(page.current(), QStringLiteral("quick-other"));
        QVERIFY(page.findChild<QMessageBox*>()->windowTitle().contains(QStringLiteral("quick-films")));
        page.choosePreset(QStringLiteral("chexnet"));
        launchNevertheless(page);
        QTRY_COMPARE(requested.count(), 1);
        const QStringList started = launcher.started();
        QCOMPARE(started.size(), 2);
        QVERIFY2(started[1].contains(QStringLiteral("--force")) &&
                     started[1].endsWith(QStringLiteral("experiments/quick-films.toml")),
                 qPrintable(started[1]));
    }

    // A split is as good as its patients are known, and a name should mean one thing.
    void whatIsDoubtfulAboutTheDataStandsBesideTheCounts() {
        PageContext workspace;
        EngineService data(workspace.context.binFolder + QStringLiteral("/roentgen-data"), {QStringLiteral("serve")});
        workspace.context.dataService = &data;
        for (int i = 0; i < 20; ++i) {
            const QString folder =
                workspace.folder.filePath(i % 2 ? QStringLiteral("films/A") : QStringLiteral("films/B"));
            QVERIFY(QDir().mkpath(folder));
            QFile film(folder + QStringLiteral("/x%1.pgm").arg(i));
            QVERIFY(film.open(QIODevice::WriteOnly) && film.write("P5\n2 2\n255\nabcd") > 0);
        }
        QFile named(workspace.folder.filePath(QStringLiteral("datasets/films.toml")));
        QVERIFY(named.open(QIODevice::WriteOnly) && named.write("folder = \"../films\"\n") > 0);
        named.close();
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20000);
        const QStringList train = page.forecast()->fact(ForecastPanel::Train).split(QLatin1Char('\n'));
        QCOMPARE(train.size(), 3);
        QVERIFY2(train[0].startsWith(QStringLiteral("16 image")), qPrintable(train[0]));
        QVERIFY2(train[1].startsWith(QStringLiteral("20 film(s) name no patient.")), qPrintable(train[1]));
        QVERIFY2(train[2].startsWith(QStringLiteral("1 folder(s) of the workspace")), qPrintable(train[2]));
    }

    // Typed with pauses as people type.
    void theForecastIsOfTheWholeNumberNotOfItsBeginning() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QString());
        QTRY_VERIFY(page.isSettled());
        auto* line = qobject_cast<QLineEdit*>(page.form()->field("training.local_batch")->editor());
        page.form()->showField("training.local_batch");
        line->selectAll();
        QSet<QString> seen;
        for (const char digit : {'1', '2', '8'}) {
            QElapsedTimer pause;
            pause.start();
            QTest::keyClick(line, digit);
            while (pause.elapsed() < 400) {
                QTest::qWait(50);
                if (pause.elapsed() < 900) // after a second it counts as whole: on a slow machine that is soon
                    seen.insert(page.forecast()->fact(ForecastPanel::GlobalBatch));
            }
        }
        QCOMPARE(seen, QSet<QString>{QStringLiteral("…")});
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY2(page.forecast()->fact(ForecastPanel::GlobalBatch).startsWith(QStringLiteral("128")),
                     qPrintable(page.forecast()->fact(ForecastPanel::GlobalBatch)));
    }

    void theTimeIsUnknownUntilARunWasMeasured() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QString());
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.forecast()->fact(ForecastPanel::Time), QStringLiteral("unknown until the first run"));
        const auto record = [&](const char* id, const std::string& host, const RunEvent::Body& end) {
            test::RecordedRun run(workspace.context.workspace, QLatin1String(id), page.form()->experiment());
            if (!host.empty()) {
                ProcessRecord process;
                process.host = host;
                QVERIFY(bool(writeProcessRecord(run.folder(), process)));
            }
            run.begin(1, 6, {"Mass"});
            for (int step = 1; step <= 6; ++step) {
                QTest::qWait(20);
                run.step(1, step, 0.5);
            }
            run.append(end);
        };
        // Of what failed, and of folders that were copied here, nothing is told.
        record("quick-2", thisHostName(), ErrorEvent{});
        record("quick-3", {}, FinishedEvent{});
        record("quick-4", "elsewhere", FinishedEvent{});
        page.activated();
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.forecast()->fact(ForecastPanel::Time), QStringLiteral("unknown until the first run"));
        record("quick-1", thisHostName(), FinishedEvent{});
        page.activated();
        QTRY_VERIFY(page.forecast()->fact(ForecastPanel::Time).contains(QStringLiteral("quick-1")));
        typeInto(page, "data.image_size", QStringLiteral("320"));
        QTRY_COMPARE(page.forecast()->fact(ForecastPanel::Time), QStringLiteral("unknown until the first run"));
    }
};

QTEST_MAIN(ExperimentsLaunchTest)
#include "experiments_launch_test.moc"
