// Counters of both kinds of control groups, and what they say of a run's end.
#include "engine/protocol/memory_group.h"
#include "engine/protocol/memory_kill.h"
#include "engine/protocol/run_watch.h"
#include "engine/protocol/text_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;

class MemoryKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void groupsAreRead_data();
    void groupsAreRead();
    void endsAreTold_data();
    void endsAreTold();
    void aLostRunSaysThatItWasKilledForMemory();
    void aJobThatSlurmEndedForMemorySaysSo();

private:
    // A /proc and a /sys below a folder.
    static void put(const QString& root, const QString& name, const QByteArray& text) {
        QDir().mkpath(QFileInfo(root + name).path());
        QVERIFY(writeFileAtomically((root + name).toStdString(), text.toStdString()));
    }
};

void MemoryKillTest::groupsAreRead_data() {
    QTest::addColumn<QByteArray>("groups"); // /proc/self/cgroup
    QTest::addColumn<QStringList>("files"); // name=text
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("kills");
    const auto row = [](const char* name, const char* groups, const QStringList& files, qint64 limit, qint64 kills) {
        QTest::newRow(name) << QByteArray(groups) << files << limit << kills;
    };
    const QString v1 = QStringLiteral("/memory/job%1/memory.%2=%3");
    row("nothing", "", {}, 0, 0);
    row("v2", "0::/job\n",
        {QStringLiteral("/job/memory.max=1000000\n"), QStringLiteral("/job/memory.events=low 0\noom 4\noom_kill 3\n")},
        1000000, 3);
    row("v2 without a limit", "0::/job\n",
        {QStringLiteral("/job/memory.max=max\n"), QStringLiteral("/job/memory.events=oom_kill 0\n")}, 0, 0);
    row("v2, a smaller one above", "0::/slice/job\n",
        {QStringLiteral("/slice/memory.max=500\n"), QStringLiteral("/slice/job/memory.max=1000\n"),
         QStringLiteral("/slice/job/memory.events=oom_kill 1\n")},
        500, 1);
    row("v2 in a container, whose path is of outside", "0::/docker/abc\n",
        {QStringLiteral("/memory.max=700\n"), QStringLiteral("/memory.events=oom_kill 2\n")}, 700, 2);
    row("v1 beside an empty v2", "4:memory:/job\n1:cpu:/\n0::/\n",
        {QStringLiteral("/memory/job/memory.limit_in_bytes=2000\n"),
         QStringLiteral("/memory/memory.limit_in_bytes=9223372036854771712\n"),
         QStringLiteral("/memory/job/memory.oom_control=oom_kill_disable 0\nunder_oom 0\noom_kill 5\n")},
        2000, 5);
    row("v1 with controllers together", "3:cpuset,memory:/\n",
        {QStringLiteral("/memory/memory.limit_in_bytes=9223372036854771712\n")}, 0, 0);
    row("nonsense", "4:memory\nxx\n", {QStringLiteral("/memory.max=-7\n")}, 0, 0);
}

void MemoryKillTest::groupsAreRead() {
    QFETCH(QByteArray, groups);
    QFETCH(QStringList, files);
    QFETCH(qint64, limit);
    QFETCH(qint64, kills);
    QTemporaryDir folder;
    put(folder.path(), QStringLiteral("/proc/self/cgroup"), groups);
    put(folder.path(), QStringLiteral("/proc/vmstat"), "nr_free_pages 7\noom_kill 9\ndrop_pagecache 0\n");
    for (const QString& file : files)
        put(folder.path(), QStringLiteral("/sys/fs/cgroup") + file.section(QLatin1Char('='), 0, 0),
            file.section(QLatin1Char('='), 1).toUtf8());
    const std::string root = folder.path().toStdString();
    QCOMPARE(qint64(memoryLimitOfGroup(root)), limit);
    QCOMPARE(qint64(oomKillsOfGroup(root)), kills);
    QCOMPARE(qint64(readOomKills(root).group), kills);
    QCOMPARE(qint64(readOomKills(root).machine), qint64(9));
}

void MemoryKillTest::endsAreTold_data() {
    QTest::addColumn<qint64>("group"); // killed since the start
    QTest::addColumn<qint64>("machine");
    QTest::addColumn<QByteArray>("before"); // the log at the start
    QTest::addColumn<QByteArray>("log");    // what came then
    QTest::addColumn<bool>("killed");
    const auto row = [](const char* name, qint64 group, qint64 machine, const QByteArray& before, const QByteArray& log,
                        bool killed) { QTest::newRow(name) << group << machine << before << log << killed; };
    const QByteArray word = "mpirun noticed that process rank 1 with PID 0 on node here exited on signal 9 (Killed).\n";
    row("a rank, by the group's counter", 1, 0, "", word, true);
    row("a rank, by the machine's counter", 0, 2, "", word, true);
    row("a rank that somebody killed", 0, 0, "", word, false);
    row("another process was killed for memory", 1, 1, "", "", false);
    row("the word is of an earlier attempt", 1, 1, word, "resumed\n", false);
    row("the word far before the end", 1, 1, "", word + QByteArray(20000, '.'), false);
    row("a rank behind a wrapper", 1, 1, "", "  exit code:    137\n", true);
}

void MemoryKillTest::endsAreTold() {
    QFETCH(qint64, group);
    QFETCH(qint64, machine);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, log);
    QFETCH(bool, killed);
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("log.txt")).toStdString();
    QVERIFY(!tellsOfSigkill(file, 0)); // there is none
    QVERIFY(writeFileAtomically(file, (before + log).toStdString()));
    const OomKills start{3, 7}, end{3 + group, 7 + machine};
    QCOMPARE(isMemoryKill(start, end, tellsOfSigkill(file, before.size())), killed);
    QVERIFY(!tellsOfSigkill(file, before.size() + log.size() + 1)); // it was cut
}

void MemoryKillTest::aLostRunSaysThatItWasKilledForMemory() {
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.command = {"roentgen-train"};
    QVERIFY(writeProcessRecord(run, record));
    Result<EventWriter> events = EventWriter::open(run.eventsFile());
    QVERIFY(events && events->append(HelloEvent{}));
    RunSummary summary = summaryOf(run);
    QCOMPARE(summary.state, RunState::Lost);
    QVERIFY(!summary.killedForMemory && summary.errorLine.empty());
    QVERIFY(events->append(WarningEvent{KilledForMemory, memoryKillError(run).toLine()}));
    for (int look = 0; look < 2; ++look) { // the second finds it in the digest
        summary = summaryOf(run);
        QCOMPARE(summary.state, RunState::Lost);
        QVERIFY(summary.killedForMemory && !summary.hasCheckpoint);
        QVERIFY2(summary.errorLine.find("lack of memory") != std::string::npos &&
                     summary.errorLine.find("smaller batch") != std::string::npos,
                 summary.errorLine.c_str());
        QVERIFY(readRunDigest(run) && readRunDigest(run)->history.killedForMemory);
    }
    record.started = secondsSince1970() + 1; // resumed, and gone before its hello
    QVERIFY(writeProcessRecord(run, record));
    summary = summaryOf(run);
    QCOMPARE(summary.state, RunState::Lost);
    QVERIFY(!summary.killedForMemory && summary.errorLine.empty());
    QVERIFY(events->append(HelloEvent{})); // resumed, and killed by somebody
    QVERIFY(!summaryOf(run).killedForMemory);
}

void MemoryKillTest::aJobThatSlurmEndedForMemorySaysSo() {
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    RemoteRecord record;
    record.kind = "slurm";
    record.state = "lost";
    record.queueState = "NODE_FAIL";
    QVERIFY(writeRemoteRecord(run, record));
    QVERIFY(!summaryOf(run).killedForMemory);
    record.queueState = "OUT_OF_MEMORY";
    QVERIFY(writeRemoteRecord(run, record));
    QVERIFY(summaryOf(run).killedForMemory);
}

QTEST_GUILESS_MAIN(MemoryKillTest)
#include "memory_kill_test.moc"
