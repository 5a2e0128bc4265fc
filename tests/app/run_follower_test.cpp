#include "app/runs/run_follower.h"
#include "app/runs/run_removal.h"
#include "tests/app/recorded_run.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::RecordedRun;
using roentgen::test::recordProcess;
using roentgen::test::RunProcess;

class RunFollowerTest : public QObject {
    Q_OBJECT
    QMap<QString, RunRow> m_rows;
    RunDetail m_detail; // of the first that is chosen
    ChosenRuns m_chosen;

    void listen(RunFollower& follower) {
        m_rows.clear();
        m_detail = {};
        m_chosen = {};
        connect(&follower, &RunFollower::rowsChanged, this, [this](const QVector<RunRow>& rows) {
            for (const RunRow& row : rows)
                m_rows[row.id] = row;
        });
        connect(&follower, &RunFollower::chosenChanged, this, [this](const ChosenRuns& chosen) {
            m_chosen = chosen;
            m_detail = chosen.runs.value(0);
        });
        connect(&follower, &RunFollower::chartsChanged, this,
                [this](const RunCharts& charts) { m_chosen.charts = charts; });
    }

private Q_SLOTS:
    void statesComeFromTheFolders() {
        QTemporaryDir workspace;
        RecordedRun finished(workspace.path(), QStringLiteral("finished-1"));
        finished.begin(1, 1, {"Mass"});
        finished.step(1, 1, 0.5);
        finished.validation(1, 1, 0.4, {{"Mass", 0.8}}, 0.8);
        finished.append(FinishedEvent{0.8, 1});
        RecordedRun failed(workspace.path(), QStringLiteral("failed-1"));
        failed.begin(1, 1, {"Mass"});
        failed.append(ErrorEvent{"data", "Could not read 12 of 60 images", "/films/1.png", "add the folder again"});
        recordProcess(failed, RunProcess::Gone);
        RecordedRun lost(workspace.path(), QStringLiteral("lost-1"));
        lost.begin(1, 9, {"Mass"});
        lost.step(1, 1, 0.5);
        recordProcess(lost, RunProcess::Gone);
        RecordedRun prepared(workspace.path(), QStringLiteral("prepared-1"));

        RunFollower follower(workspace.path());
        listen(follower);
        follower.start();
        QTRY_COMPARE(m_rows.size(), 4);
        QCOMPARE(m_rows[QStringLiteral("finished-1")].summary.state, RunState::Finished);
        QCOMPARE(m_rows[QStringLiteral("finished-1")].trend, QVector<double>{0.8});
        QCOMPARE(m_rows[QStringLiteral("prepared-1")].summary.state, RunState::Prepared);
        const RunRow& lostRow = m_rows[QStringLiteral("lost-1")];
        QCOMPARE(lostRow.summary.state, RunState::Lost);
        QVERIFY(lostRow.summary.canResume);
        const RunRow& failedRow = m_rows[QStringLiteral("failed-1")];
        QCOMPARE(failedRow.summary.state, RunState::Failed);
        QCOMPARE(failedRow.summary.errorLine,
                 std::string("Could not read 12 of 60 images (/films/1.png): add the folder again"));
    }

    void aRunThatGoesOnIsFollowedAndLostWhenItsProcessIsGone() {
        QTemporaryDir workspace;
        RecordedRun run(workspace.path(), QStringLiteral("live-1"));
        run.begin(1, 9, {"Mass"});
        run.step(1, 1, 0.5);
        recordProcess(run, RunProcess::Alive);
        RunFollower follower(workspace.path());
        listen(follower);
        follower.choose({{QStringLiteral("live-1"), 0}});
        follower.start();
        QTRY_COMPARE(m_detail.row.summary.state, RunState::Running);
        QCOMPARE(m_chosen.charts[size_t(RunChart::Loss)].series[0].points.size(), 1);
        run.step(1, 2, 0.25);
        QTRY_COMPARE(m_chosen.charts[size_t(RunChart::Loss)].series[0].points.size(), 2);
        recordProcess(run, RunProcess::Gone);
        QTRY_COMPARE(m_detail.row.summary.state, RunState::Lost);
        QTRY_COMPARE(m_rows[QStringLiteral("live-1")].summary.state, RunState::Lost);
    }

    void aStopThatWasAskedIsShownAtOnce() {
        QTemporaryDir workspace;
        RecordedRun run(workspace.path(), QStringLiteral("live-1"));
        QVERIFY(bool(openControl(run.folder())));
        run.begin(1, 9, {"Mass"});
        run.step(1, 1, 0.5);
        recordProcess(run, RunProcess::Alive);
        RunFollower follower(workspace.path());
        listen(follower);
        follower.choose({{QStringLiteral("live-1"), 0}});
        follower.start();
        QTRY_COMPARE(m_detail.row.summary.state, RunState::Running);
        QVERIFY(bool(appendControl(run.folder(), ControlCommand::StopNow)));
        QTRY_COMPARE_WITH_TIMEOUT(m_detail.row.summary.state, RunState::Stopping, 1000);
        QCOMPARE(m_rows[QStringLiteral("live-1")].summary.state, RunState::Stopping);
        QCOMPARE(RunWords::state(RunState::Stopping), QStringLiteral("Stopping"));
    }

    // A run elsewhere: its results come after its last event, and Resume is told before its first one.
    void whatComesWithoutAnEventIsSeen() {
        QTemporaryDir workspace;
        RecordedRun run(workspace.path(), QStringLiteral("far-1")), other(workspace.path(), QStringLiteral("far-2"));
        RemoteRecord record;
        record.target = "box";
        record.state = "stopped";
        for (RecordedRun* one : {&run, &other}) {
            one->begin(1, 2, {"Mass"});
            one->step(1, 1, 0.5);
            QVERIFY(bool(writeRemoteRecord(one->folder(), record)));
        }
        RunFollower follower(workspace.path());
        listen(follower);
        follower.choose({{QStringLiteral("far-1"), 0}});
        follower.start();
        QTRY_COMPARE(m_rows[QStringLiteral("far-2")].summary.state, RunState::Stopped);
        QVERIFY(!m_detail.hasBestWeights);
        QTest::qWait(1100); // what is shown is shown again after a second only while the run goes on
        QFile weights(QString::fromStdString(run.folder().bestWeights()));
        QVERIFY(weights.open(QIODevice::WriteOnly));
        weights.close();
        QTRY_VERIFY(m_detail.hasBestWeights);
        record.state = "queued";
        record.checked = double(QDateTime::currentSecsSinceEpoch());
        QVERIFY(bool(writeRemoteRecord(other.folder(), record)));
        QTRY_COMPARE(m_rows[QStringLiteral("far-2")].summary.state, RunState::Queued);
    }

    void whatWasChosenBeforeIsReadAgainFromItsFolder() {
        QTemporaryDir workspace;
        for (const char* id : {"a-1", "b-2"}) {
            RecordedRun run(workspace.path(), QString::fromLatin1(id));
            run.begin(1, 2, {"Mass"});
            run.step(1, 1, 0.5);
            run.append(FinishedEvent{});
        }
        RunFollower follower(workspace.path());
        listen(follower);
        follower.start();
        for (const char* id : {"a-1", "b-2", "a-1"}) {
            follower.choose({{QString::fromLatin1(id), 0}});
            QTRY_COMPARE(m_detail.row.id, QString::fromLatin1(id));
            QCOMPARE(m_chosen.charts[0].series[0].points.size(), 1);
        }
    }

    void severalAreFollowedAtOnce() {
        QTemporaryDir workspace;
        RecordedRun done(workspace.path(), QStringLiteral("done-1")), live(workspace.path(), QStringLiteral("live-2"));
        for (RecordedRun* run : {&done, &live}) {
            run->begin(1, 9, {"Mass"});
            run->step(1, 1, 0.5);
        }
        done.append(FinishedEvent{});
        recordProcess(live, RunProcess::Alive);
        RunFollower follower(workspace.path());
        listen(follower);
        follower.choose({{QStringLiteral("live-2"), 1}, {QStringLiteral("done-1"), 0}});
        follower.start();
        QTRY_COMPARE(m_chosen.runs.size(), 2);
        QCOMPARE(m_chosen.runs[0].label, QStringLiteral("live")); // in the order in which they were chosen
        QCOMPARE(m_chosen.runs[1].label, QStringLiteral("done"));
        const auto trainingOf = [&](const char* name) {
            for (const auto& series : m_chosen.charts[size_t(RunChart::Loss)].series)
                if (series.name == QLatin1String(name))
                    return series;
            return widgets::ChartSeries();
        };
        QCOMPARE(trainingOf("live, training").points.size(), 1);
        QCOMPARE(trainingOf("live, training").colourSlot, 1);
        live.step(1, 2, 0.25);
        QTRY_COMPARE(trainingOf("live, training").points.size(), 2);
        QCOMPARE(trainingOf("done, training").points.size(), 1);
        // One that is moved away leaves.
        QVERIFY(QDir(QString::fromStdString(done.folder().path)).removeRecursively());
        QTRY_COMPARE(m_chosen.runs.size(), 1);
        QCOMPARE(m_chosen.runs[0].row.id, QStringLiteral("live-2"));
        follower.choose({});
        QVERIFY(m_chosen.runs.isEmpty());
        QVERIFY(m_chosen.charts[0].isEmpty());
    }

    // As after a restart of the window, which chooses what was chosen.
    void theOthersStatesComeBeforeAChosenRunWithALongLog() {
        QTemporaryDir workspace;
        for (int i = 0; i < 20; ++i) {
            RecordedRun run(workspace.path(), QStringLiteral("short-%1").arg(i));
            run.begin(1, 1, {"Mass"});
            run.step(1, 1, 0.5);
            run.append(FinishedEvent{0.8, 1});
        }
        RecordedRun run(workspace.path(), QStringLiteral("long-1"));
        run.begin(1, 100000, {"Mass"});
        int steps = 0;
        while (QFileInfo(QString::fromStdString(run.folder().eventsFile())).size() < 6 << 20)
            run.step(1, ++steps, 0.5, std::vector<StageSeconds>(64));
        run.append(FinishedEvent{0.8, 1});
        RunFollower follower(workspace.path());
        listen(follower);
        int rowsBefore = -1;
        connect(&follower, &RunFollower::chosenChanged, this, [&] { rowsBefore = int(m_rows.size()); });
        follower.choose({{QStringLiteral("long-1"), 0}});
        follower.start();
        QTRY_COMPARE(m_detail.row.summary.step, int64_t(steps));
        QCOMPARE(rowsBefore, 21);
        QVERIFY(!m_chosen.charts[0].series[0].points.isEmpty()); // all of its steps, not a digest's
        QVERIFY(QFileInfo::exists(QString::fromStdString(digestFile(run.folder()))));
    }

    // The newest run's log is the long one, and no digest stands for it: the list and a choice answer all the same.
    void aLongLogIsReadBesideTheOthers() {
        QTemporaryDir workspace;
        for (int i = 0; i < 5; ++i) {
            RecordedRun run(workspace.path(), QStringLiteral("short-%1").arg(i));
            run.begin(1, 1, {"Mass"});
            run.step(1, 1, 0.5);
            run.append(FinishedEvent{0.8, 1});
        }
        RecordedRun run(workspace.path(), QStringLiteral("long-9"));
        run.begin(1, 100000, {"Mass"});
        int steps = 0;
        while (QFileInfo(QString::fromStdString(run.folder().eventsFile())).size() < 40 << 20)
            run.step(1, ++steps, 0.5, std::vector<StageSeconds>(256));
        run.append(FinishedEvent{0.8, 1});
        RunFollower follower(workspace.path());
        listen(follower);
        QSignalSpy scanned(&follower, &RunFollower::firstScanDone);
        int others = -1;
        QElapsedTimer clock;
        connect(&follower, &RunFollower::rowsChanged, this, [&](const QVector<RunRow>& rows) {
            if (rows.first().id == QStringLiteral("long-9") && others < 0) {
                others = int(m_rows.size()) - 1;
                qInfo("the long log is read after %lld ms", clock.elapsed());
            }
        });
        clock.start();
        follower.start();
        QTRY_COMPARE(m_rows.size(), 5);
        qInfo("the others are there after %lld ms", clock.elapsed());
        QCOMPARE(others, -1);
        QCOMPARE(scanned.count(), 0);
        follower.choose({{QStringLiteral("short-3"), 0}});
        QTRY_COMPARE(m_detail.row.id, QStringLiteral("short-3"));
        QCOMPARE(others, -1);
        // Who chooses the long one, and then another, does not wait for it either.
        QTRY_COMPARE(others, 5);
        QTRY_COMPARE(scanned.count(), 1);
        follower.choose({{QStringLiteral("long-9"), 0}});
        follower.choose({{QStringLiteral("short-1"), 0}});
        QCOMPARE(m_detail.row.id, QStringLiteral("short-1"));
        follower.choose({{QStringLiteral("long-9"), 0}});
        QTRY_COMPARE(m_detail.row.summary.step, int64_t(steps));
        QCOMPARE(m_chosen.charts[0].series[0].points.size(), steps);
    }

    // The thread listens while it reads: who chooses others meanwhile does not wait for these.
    void longLogsAreReadInSlicesAndAnotherChoiceTakesTheirPlace() {
        QTemporaryDir workspace;
        QVector<RunChoice> all;
        for (int i = 0; i < 8; ++i) {
            RecordedRun run(workspace.path(), QStringLiteral("long-%1").arg(i));
            run.begin(1, 100000, {"Mass"});
            for (int step = 1; step <= 4000; ++step)
                run.step(1, step, 1.0 / step, std::vector<StageSeconds>(8));
            run.append(FinishedEvent{0.8, 1});
            all.append({QStringLiteral("long-%1").arg(i), i});
        }
        RunFollower follower(workspace.path());
        listen(follower);
        int told = 0;
        QVector<int> read;
        connect(&follower, &RunFollower::chosenChanged, this, [&told] { ++told; });
        connect(&follower, &RunFollower::readingChosen, this, [&read](int done, int) { read.append(done); });
        follower.choose(all);
        QCOMPARE(told, 0);
        QVERIFY(!read.isEmpty() && read.first() < 8);
        follower.choose({all.last()}); // which is read next, or has been
        QTRY_COMPARE(told, 1);
        QCOMPARE(m_chosen.runs.size(), 1);
        QCOMPARE(m_chosen.charts[0].series[0].points.size(), 4000);
        // All of them, then smoothed in another way.
        follower.choose(all);
        QTRY_COMPARE(m_chosen.runs.size(), 8);
        const auto smooth = [this] { return m_chosen.charts[0].series[0].smooth; };
        const QVector<QPointF> before = smooth();
        QCOMPARE(before.size(), 4000);
        told = 0;
        QSignalSpy drawn(&follower, &RunFollower::chartsChanged);
        for (const double smoothing : {0.1, 0.5, 0.95}) // as a slider says on its way
            follower.setChartOptions({ChartAxis::Epoch, smoothing});
        QTRY_COMPARE(drawn.count(), 1);
        QCOMPARE(told, 0); // of the runs there is nothing new
        QVERIFY(smooth() != before);
        QCOMPARE(m_chosen.charts[0].series[0].smoothing, 0.95);
    }

    void thousandRunsAreListedFast() {
        QTemporaryDir workspace;
        for (int i = 0; i < 1000; ++i) {
            RecordedRun run(workspace.path(), QStringLiteral("run-%1").arg(i));
            run.begin(2, 10, {"Mass", "Hernia"});
            for (int step = 1; step <= 20; ++step)
                run.step(1 + (step > 10), step, 1.0 / step, {{0, .1, .1, .1, .1, .1, .1}});
            run.append(FinishedEvent{0.8, 1});
        }
        RunFollower follower(workspace.path());
        listen(follower);
        QSignalSpy listed(&follower, &RunFollower::listed), scanned(&follower, &RunFollower::firstScanDone);
        QElapsedTimer clock;
        clock.start();
        follower.start();
        QCOMPARE(listed.count(), 1);
        qInfo("1,000 runs named in %lld ms", clock.elapsed());
        QVERIFY(scanned.wait(60000));
        qInfo("and read in %lld ms", clock.elapsed());
        QCOMPARE(m_rows.size(), 1000);
        clock.restart();
        follower.poll();
        qInfo("polled again in %lld ms", clock.elapsed());
    }

    void deletingMovesAwayWhatHasEndedOnly() {
        QTemporaryDir workspace;
        qputenv("XDG_DATA_HOME", workspace.filePath(QStringLiteral("home")).toUtf8());
        RecordedRun live(workspace.path(), QStringLiteral("live-1")), done(workspace.path(), QStringLiteral("done-1"));
        recordProcess(live, RunProcess::Alive);
        recordProcess(done, RunProcess::Gone);
        QVERIFY(!moveRunToTrash(workspace.path(), QStringLiteral("live-1")).isEmpty());
        QVERIFY(!moveRunToTrash(workspace.path(), QStringLiteral("../runs")).isEmpty());
        QVERIFY(!moveRunToTrash(workspace.path(), QString()).isEmpty());
        QCOMPARE(moveRunToTrash(workspace.path(), QStringLiteral("done-1")), QString());
        QVERIFY(QFileInfo::exists(workspace.filePath(QStringLiteral("runs/live-1"))));
        QVERIFY(!QFileInfo::exists(workspace.filePath(QStringLiteral("runs/done-1"))));
        QVERIFY(QFileInfo::exists(workspace.filePath(QStringLiteral("home/Trash/files/done-1/experiment.toml"))));
    }

    void logsAreReadFromTheirEnd() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 1000; ++i)
            file.write("line " + QByteArray::number(i) + "\n");
        file.close();
        const QString tail = tailOfFile(path, 100);
        QVERIFY(tail.startsWith(QStringLiteral("line 98")) && tail.endsWith(QStringLiteral("line 999\n")));
        QCOMPARE(tailOfFile(folder.filePath(QStringLiteral("none")), 100), QString());
    }
};

QTEST_GUILESS_MAIN(RunFollowerTest)
#include "run_follower_test.moc"
