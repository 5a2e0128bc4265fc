#include "engine/launch/command_line.h"

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
    void bindingHoldsOverHostsAndInSlurm_data();
    void bindingHoldsOverHostsAndInSlurm();
    void whatCannotBeBoundIsRefused_data();
    void whatCannotBeBoundIsRefused();
    void spinningIsToldToBothOpenMps();
    void oneRankNeedsNoMpirun();
    void hostileNamesStayOneArgument();
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
    const RankPlacement placement = choosePlacement(experiment, machine);
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

namespace {

Target targetOf(bool slurm, int hosts) {
    Target target;
    target.kind = slurm ? "slurm" : "ssh";
    if (slurm)
        target.slurm.nodes = hosts;
    else
        for (int host = 1; host <= hosts; ++host)
            target.hosts.push_back("node" + std::to_string(host) + " slots=2");
    return target;
}

std::string valueAfter(const std::vector<std::string>& command, const std::string& option) {
    const auto found = std::find(command.begin(), command.end(), option);
    return found == command.end() ? "" : *(found + 1);
}

std::string variable(const std::vector<std::string>& command, const std::string& name) {
    for (const std::string& argument : command)
        if (argument.rfind(name + "=", 0) == 0)
            return argument.substr(name.size() + 1);
    return {};
}

bool isExported(const std::vector<std::string>& command, const std::string& name) {
    for (size_t k = 0; k + 1 < command.size(); ++k)
        if (command[k] == "-x" && command[k + 1] == name)
            return true;
    return false;
}

} // namespace

void CommandLineTest::bindingHoldsOverHostsAndInSlurm_data() {
    QTest::addColumn<bool>("slurm");
    QTest::addColumn<std::string>("bind");
    QTest::addColumn<std::string>("threads"); // thread_binding
    QTest::addColumn<std::string>("mapping");
    QTest::addColumn<std::string>("bindTo");
    for (const bool slurm : {false, true}) {
        const auto row = [&](const char* bind, const char* threads, const char* mapping, const char* bindTo) {
            QTest::addRow("%s, %s, threads %s", slurm ? "slurm" : "hosts", bind, threads)
                << slurm << std::string(bind) << std::string(threads) << std::string(mapping) << std::string(bindTo);
        };
        row("auto", "none", slurm ? "" : "ppr:2:node", "none"); // nothing is known of machines elsewhere
        row("none", "none", slurm ? "" : "ppr:2:node", "none");
        row("core", "none", "ppr:2:node:PE=20", "core");
        row("socket", "none", "ppr:2:node", "socket");
        row("auto", "close", "ppr:2:node:PE=20", "core");
        row("core", "spread", "ppr:2:node:PE=20", "core");
        row("socket", "close", "ppr:2:node", "socket");
    }
}

// The papers' hosts: two ranks of twenty threads each. This machine has other sockets and cores: they do not count.
void CommandLineTest::bindingHoldsOverHostsAndInSlurm() {
    QFETCH(bool, slurm);
    QFETCH(std::string, bind);
    QFETCH(std::string, threads);
    QFETCH(std::string, mapping);
    QFETCH(std::string, bindTo);
    const Target target = targetOf(slurm, 4);
    Experiment experiment;
    experiment.distributed.ranks = 8;
    experiment.distributed.ranksPerHost = 2;
    experiment.distributed.threadsPerRank = 20;
    experiment.distributed.bind = bind;
    experiment.distributed.threadBinding = threads;
    Machine machine;
    machine.cores = 2;
    machine.topology = {1, 2, 2, 2};
    const Status status = checkPlacement(experiment, machine, &target);
    QVERIFY2(bool(status), status ? "" : status.error().toLine().c_str());
    const auto command = trainCommand(experiment, machine, "roentgen-train", {"/w/runs/a"}, Start::Fresh, &target);
    QCOMPARE(valueAfter(command, "-n"), std::string("8"));
    QCOMPARE(valueAfter(command, "--map-by"), mapping);
    QCOMPARE(valueAfter(command, "--bind-to"), bindTo);
    QCOMPARE(variable(command, "OMP_NUM_THREADS"), std::string("20"));
    QCOMPARE(variable(command, "OMP_PROC_BIND"), threads == "none" ? std::string("false") : threads);
    QCOMPARE(variable(command, "OMP_PLACES"), std::string(threads == "none" ? "" : "cores"));
    QCOMPARE(isExported(command, "OMP_PLACES"), threads != "none");
    QVERIFY(isExported(command, "OMP_PROC_BIND") && isExported(command, "OMP_NUM_THREADS"));
    const std::string bound = bindTo == "core" ? "cores" : bindTo == "socket" ? "sockets" : "nothing";
    QCOMPARE(bindingOf(experiment, choosePlacement(experiment, machine, &target)), bound);
}

void CommandLineTest::whatCannotBeBoundIsRefused_data() {
    QTest::addColumn<int>("hosts"); // 0: this machine
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("ranksPerHost");
    QTest::addColumn<std::string>("bind");
    QTest::addColumn<std::string>("threads");
    QTest::addColumn<std::string>("where"); // "": it goes
    const std::string keyOfThreads = "distributed.thread_binding";
    // Here: two sockets of eight cores.
    QTest::newRow("ranks without cores of their own")
        << 0 << 2 << 0 << std::string("none") << std::string("close") << keyOfThreads;
    QTest::newRow("the same on hosts") << 2 << 4 << 2 << std::string("none") << std::string("close") << keyOfThreads;
    QTest::newRow("one rank has all of them")
        << 0 << 1 << 0 << std::string("none") << std::string("close") << std::string();
    QTest::newRow("one rank a host") << 2 << 2 << 1 << std::string("none") << std::string("close") << std::string();
    QTest::newRow("several ranks of a socket")
        << 0 << 4 << 0 << std::string("socket") << std::string("spread") << keyOfThreads;
    QTest::newRow("a rank a socket") << 0 << 2 << 0 << std::string("socket") << std::string("spread") << std::string();
    QTest::newRow("threads left alone") << 0 << 4 << 0 << std::string("socket") << std::string("none") << std::string();
    QTest::newRow("more ranks than the hosts take")
        << 2 << 8 << 2 << std::string("auto") << std::string("none") << std::string("distributed.ranks_per_host");
    QTest::newRow("more threads than cores: nothing is bound")
        << 0 << 16 << 0 << std::string("core") << std::string("close") << std::string();
}

void CommandLineTest::whatCannotBeBoundIsRefused() {
    QFETCH(int, hosts);
    QFETCH(int, ranks);
    QFETCH(int, ranksPerHost);
    QFETCH(std::string, bind);
    QFETCH(std::string, threads);
    QFETCH(std::string, where);
    Experiment experiment;
    experiment.distributed.ranks = ranks;
    experiment.distributed.ranksPerHost = ranksPerHost;
    experiment.distributed.threadsPerRank = 2;
    experiment.distributed.bind = bind;
    experiment.distributed.threadBinding = threads;
    Machine machine;
    machine.cores = 16;
    machine.topology = {2, 2, 16, 16};
    const Target target = targetOf(false, hosts);
    const Status status = checkPlacement(experiment, machine, hosts ? &target : nullptr);
    QCOMPARE(status ? std::string() : status.error().where, where);
    if (!status)
        QCOMPARE(status.error().exitCode(), int(ExitUsage));
}

void CommandLineTest::spinningIsToldToBothOpenMps() {
    Experiment experiment;
    QCOMPARE(variable(trainCommand(experiment, Machine{}, "t", {"/w"}, Start::Fresh), "KMP_BLOCKTIME"), std::string());
    experiment.distributed.spinMs = 3;
    experiment.distributed.ranks = 4;
    const Target target = targetOf(false, 2);
    const auto command = trainCommand(experiment, Machine{}, "t", {"/w"}, Start::Fresh, &target);
    QCOMPARE(variable(command, "KMP_BLOCKTIME"), std::string("3"));
    QVERIFY(isExported(command, "KMP_BLOCKTIME"));
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

QTEST_APPLESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
