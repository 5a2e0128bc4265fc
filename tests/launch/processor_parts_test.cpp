// A processor's parts from sysfs: made-up machines, and this one beside lscpu.
#include "engine/launch/processor_topology.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen::launch;

namespace {

struct Made {
    int sockets, nodesOfSocket, coresOfNode, threadsOfCore;
};

// The second threads of all cores are numbered after the first ones, as most machines do it.
void makeSysfs(const QString& folder, const Made& made) {
    const int cores = made.sockets * made.nodesOfSocket * made.coresOfNode;
    for (int core = 0; core < cores; ++core)
        for (int thread = 0; thread < made.threadsOfCore; ++thread) {
            const QString place = folder + QStringLiteral("/cpu/cpu%1").arg(core + thread * cores);
            const int node = core / made.coresOfNode;
            QDir().mkpath(place + QStringLiteral("/topology"));
            QDir().mkpath(place + QStringLiteral("/node%1").arg(node));
            const auto write = [&](const char* name, const QString& text) {
                QFile file(place + QStringLiteral("/topology/") + QLatin1String(name));
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(text.toLatin1() + '\n');
            };
            write("physical_package_id", QString::number(node / made.nodesOfSocket));
            QStringList siblings;
            for (int k = 0; k < made.threadsOfCore; ++k)
                siblings << QString::number(core + k * cores);
            write("thread_siblings_list", siblings.join(QLatin1Char(',')));
        }
}

} // namespace

class ProcessorPartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsWhatTheProcessMayUse_data();
    void countsWhatTheProcessMayUse();
    void withoutSysfsEachProcessorIsACore();
    void agreesWithLscpuOnThisMachine();
};

void ProcessorPartsTest::countsWhatTheProcessMayUse_data() {
    QTest::addColumn<Made>("made");
    QTest::addColumn<std::vector<int>>("processors");
    QTest::addColumn<std::vector<int>>("expected"); // sockets, nodes, cores, threads
    const Made two = {2, 2, 2, 2};                  // 8 cores, 16 threads
    std::vector<int> all;
    for (int k = 0; k < 16; ++k)
        all.push_back(k);
    QTest::newRow("all of it") << two << all << std::vector<int>{2, 4, 8, 16};
    QTest::newRow("both threads of a core") << two << std::vector<int>{1, 9} << std::vector<int>{1, 1, 1, 2};
    QTest::newRow("a node each of two sockets") << two << std::vector<int>{0, 1, 4, 5} << std::vector<int>{2, 2, 4, 4};
    QTest::newRow("no second threads") << Made{1, 1, 4, 1} << std::vector<int>{0, 1, 2, 3}
                                       << std::vector<int>{1, 1, 4, 4};
    QTest::newRow("nothing known") << two << std::vector<int>{} << std::vector<int>{1, 1, 1, 1};
}

void ProcessorPartsTest::countsWhatTheProcessMayUse() {
    QFETCH(Made, made);
    QFETCH(std::vector<int>, processors);
    QFETCH(std::vector<int>, expected);
    QTemporaryDir folder;
    makeSysfs(folder.path(), made);
    const ProcessorTopology t = readProcessorTopology(processors, folder.path().toStdString());
    QCOMPARE((std::vector<int>{t.sockets, t.numaNodes, t.cores, t.threads}), expected);
}

void ProcessorPartsTest::withoutSysfsEachProcessorIsACore() {
    const ProcessorTopology t = readProcessorTopology({0, 1, 2}, "/no/such/folder");
    QCOMPARE(t.cores, 3);
    QCOMPARE(t.sockets, 1);
    QCOMPARE(t.numaNodes, 1);
}

void ProcessorPartsTest::agreesWithLscpuOnThisMachine() {
    QProcess lscpu;
    lscpu.start(QStringLiteral("lscpu"), {QStringLiteral("--parse=CPU,CORE,SOCKET,NODE")});
    QVERIFY(lscpu.waitForFinished());
    const std::vector<int> mine = allowedProcessors();
    QSet<QByteArray> cores, sockets, nodes;
    for (const QByteArray& line : lscpu.readAllStandardOutput().split('\n')) {
        const auto fields = line.split(',');
        if (line.startsWith('#') || fields.size() < 4 ||
            std::find(mine.begin(), mine.end(), fields[0].toInt()) == mine.end())
            continue;
        cores.insert(fields[1]);
        sockets.insert(fields[2]);
        nodes.insert(fields[3]);
    }
    const ProcessorTopology t = readProcessorTopology(mine);
    QCOMPARE(t.cores, int(cores.size()));
    QCOMPARE(t.sockets, int(sockets.size()));
    QCOMPARE(t.numaNodes, int(nodes.size()));
    QCOMPARE(t.threads, int(mine.size()));
}

QTEST_APPLESS_MAIN(ProcessorPartsTest)
#include "processor_parts_test.moc"
