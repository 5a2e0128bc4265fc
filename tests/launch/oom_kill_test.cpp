// Runs in a control group with little memory: the kernel kills a rank, or the only process, and the run says so.
#include "tests/launch/scripted_engine.h"

#include <QTest>

#include <unistd.h>

using namespace roentgen;

class OomKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aRunThatTheKernelKilledForMemorySaysSo_data();
    void aRunThatTheKernelKilledForMemorySaysSo();

private:
    static bool put(const QString& file, const QByteArray& text) {
        QFile out(file);
        return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
    }
    tests::ScriptedEngine m_engine;
    QString m_group;
};

void OomKillTest::initTestCase() {
    for (const char* top : {"/sys/fs/cgroup/memory", "/sys/fs/cgroup"}) {
        m_group = QStringLiteral("%1/roentgen-%2").arg(QLatin1String(top)).arg(::getpid());
        if (QFile::exists(QLatin1String(top) + QStringLiteral("/cgroup.procs")) && QDir().mkdir(m_group))
            break;
    }
    const bool v1 = QFile::exists(m_group + QStringLiteral("/memory.limit_in_bytes"));
    QVERIFY(
        put(m_group + (v1 ? QStringLiteral("/memory.limit_in_bytes") : QStringLiteral("/memory.max")), "268435456"));
    if (!v1)
        put(m_group + QStringLiteral("/memory.swap.max"), "0");
    // The last rank takes what there is, the others wait for it.
    QVERIFY(m_engine.make("[ \"${OMPI_COMM_WORLD_RANK:-1}\" = 1 ] && exec tail /dev/zero\nexec sleep 60\n"));
}

void OomKillTest::cleanupTestCase() {
    const auto removed = [this] { return ::rmdir(m_group.toLocal8Bit().constData()) == 0; };
    QVERIFY(QTest::qWaitFor(removed, 20000)); // nothing is left in it
}

void OomKillTest::aRunThatTheKernelKilledForMemorySaysSo_data() {
    QTest::addColumn<int>("ranks");
    QTest::newRow("a rank") << 2;
    QTest::newRow("the only process") << 1;
}

void OomKillTest::aRunThatTheKernelKilledForMemorySaysSo() {
    QFETCH(int, ranks);
    const QString id = QStringLiteral("large%1").arg(ranks);
    const auto started = m_engine.run({QStringLiteral("start"), m_engine.experiment(), QStringLiteral("--id"), id,
                                       QStringLiteral("--set"), QStringLiteral("distributed.ranks=%1").arg(ranks),
                                       QStringLiteral("--force")}, // the group is smaller than any training
                                      {QStringLiteral("sh"), QStringLiteral("-c"),
                                       QStringLiteral("echo $$ >\"$0/cgroup.procs\" && exec \"$@\""), m_group});
    QVERIFY2(started.code == 0, started.errors.constData());
    QCOMPARE(started.json["memory"]["machine_bytes"].get<double>(), 268435456.0);
    nlohmann::json status;
    const auto isLost = [&] {
        status = m_engine.run({QStringLiteral("status"), id}).json;
        return status["state"] == "lost";
    };
    QVERIFY2(QTest::qWaitFor(isLost, 60000), status.dump().c_str());
    QVERIFY2(status["killed_for_memory"].get<bool>(), readTextFile(m_engine.runFolder(id) + "/log.txt")->c_str());
    const QByteArray error = QByteArray::fromStdString(status["error"].get<std::string>());
    QVERIFY2(error.contains("lack of memory") && error.contains("smaller batch"), error.constData());
    QCOMPARE(status["has_checkpoint"].get<bool>(), false);
    // It travels with the events.
    const Result<std::string> events = readTextFile(m_engine.runFolder(id) + "/events.jsonl");
    QVERIFY(events && events->find("killed_for_memory") != std::string::npos);
}

QTEST_GUILESS_MAIN(OomKillTest)
#include "oom_kill_test.moc"
