#include "engine/launch/command_line.h"

#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace roentgen;
using namespace roentgen::launch;

class CommandLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coresAreSharedFairlyAmongRanks_data();
    void coresAreSharedFairlyAmongRanks();
    void ranksAreSpreadOverNumaNodes_data();
    void ranksAreSpreadOverNumaNodes();
    void oneRankNeedsNoMpirun();
    void hostileNamesStayOneArgument();
    void aShellReadsBackWhatIsQuoted();
};

void CommandLineTest::coresAreSharedFairlyAmongRanks_data() {
    QTest::addColumn<int>("cores");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("threads"); // asked; 0 = automatic
    QTest::addColumn<int>("threadsPerRank");
    QTest::addColumn<bool>("bound");
    QTest::newRow("one rank takes all") << 8 << 1 << 0 << 8 << false;
    QTest::newRow("two ranks") << 2 << 2 << 0 << 1 << true;
    QTest::newRow("what is left over idles") << 8 << 3 << 0 << 2 << true;
    QTest::newRow("more ranks than cores") << 2 << 3 << 0 << 1 << false;
    QTest::newRow("more threads than cores") << 4 << 2 << 4 << 4 << false;
}

void CommandLineTest::coresAreSharedFairlyAmongRanks() {
    QFETCH(int, cores);
    QFETCH(int, ranks);
    QFETCH(int, threads);
    QFETCH(int, threadsPerRank);
    QFETCH(bool, bound);
    Experiment experiment;
    experiment.distributed.ranks = ranks;
    experiment.distributed.threadsPerRank = threads;
    Machine machine;
    machine.cores = cores;
    const Placement placement = choosePlacement(experiment, machine);
    QCOMPARE(placement.threadsPerRank, threadsPerRank);
    QCOMPARE(placement.bound, bound);
    const auto command = trainCommand(experiment, machine, "roentgen-train", {"/w/runs/a"}, Start::Fresh);
    QVERIFY(std::count(command.begin(), command.end(), "OMP_NUM_THREADS=" + std::to_string(threadsPerRank)) == 1);
    const bool oversubscribe = std::count(command.begin(), command.end(), "--oversubscribe") == 1;
    QCOMPARE(oversubscribe, ranks > 1 && !bound);
}

void CommandLineTest::ranksAreSpreadOverNumaNodes_data() {
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("threads"); // asked; 0 = automatic
    QTest::addColumn<std::string>("mapping");
    // Sixteen cores.
    QTest::newRow("one node") << 1 << 4 << 0 << std::string("slot:PE=4");
    QTest::newRow("a rank a node") << 2 << 2 << 0 << std::string("ppr:1:numa:PE=8");
    QTest::newRow("two ranks a node") << 4 << 8 << 0 << std::string("ppr:2:numa:PE=2");
    QTest::newRow("fewer threads than fit") << 2 << 4 << 3 << std::string("ppr:2:numa:PE=3");
    QTest::newRow("not even") << 2 << 3 << 0 << std::string("slot:PE=5");
    QTest::newRow("more ranks than a node has room for") << 8 << 4 << 4 << std::string("slot:PE=4");
    QTest::newRow("more threads than cores") << 2 << 2 << 16 << std::string();
}

void CommandLineTest::ranksAreSpreadOverNumaNodes() {
    QFETCH(int, nodes);
    QFETCH(int, ranks);
    QFETCH(int, threads);
    QFETCH(std::string, mapping);
    Experiment experiment;
    experiment.distributed.ranks = ranks;
    experiment.distributed.threadsPerRank = threads;
    Machine machine;
    machine.cores = 16;
    machine.topology = {2, nodes, 16, 32};
    const auto command = trainCommand(experiment, machine, "roentgen-train", {"/w/runs/a"}, Start::Fresh);
    const auto map = std::find(command.begin(), command.end(), "--map-by");
    QCOMPARE(map == command.end() ? std::string() : *(map + 1), mapping);
    const std::string binding = bindingOf(experiment, choosePlacement(experiment, machine));
    QCOMPARE(binding, std::string(mapping.empty() ? "nothing" : mapping.rfind("ppr", 0) == 0 ? "numa nodes" : "cores"));
}

void CommandLineTest::oneRankNeedsNoMpirun() {
    const auto command = trainCommand(Experiment{}, Machine{}, "/bin/roentgen-train", {"/w/runs/a"}, Start::Resume);
    QVERIFY(std::find(command.begin(), command.end(), "mpirun") == command.end());
    QCOMPARE(command.back(), std::string("--resume"));
}

void CommandLineTest::hostileNamesStayOneArgument() {
    const std::string hostile = "/w/runs/$(touch /tmp/x); 'a\" b";
    const auto command = trainCommand(Experiment{}, Machine{}, "roentgen-train", {hostile}, Start::Fresh);
    QVERIFY(std::count(command.begin(), command.end(), hostile) == 1);
}

void CommandLineTest::aShellReadsBackWhatIsQuoted() {
    const std::vector<std::string> arguments = {"plain-1.2", "",     "two words", "it's", "$(touch x)",
                                                "`id`",      "a\"b", "胸\n片",    "*"};
    QProcess shell;
    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"), QStringLiteral("for a in ") + QString::fromStdString(quoteForShell(arguments)) +
                                           QStringLiteral("; do printf '%s\\0' \"$a\"; done")});
    QVERIFY(shell.waitForFinished());
    QByteArray expected;
    for (const std::string& argument : arguments)
        expected += QByteArray::fromStdString(argument) + '\0';
    QCOMPARE(shell.readAllStandardOutput(), expected);
}

QTEST_APPLESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
