// What Open MPI makes of the commands that bind ranks: on the papers' hosts (two sockets of twenty cores, simulated by
// hwloc), where it maps and binds without starting anything, and on this machine's own cores.
#include "engine/launch/command_line.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace roentgen;
using namespace roentgen::launch;

namespace {

const QString firstSocket = QStringLiteral("[") + QStringLiteral("B/").repeated(19) + QStringLiteral("B][") +
                            QStringLiteral("./").repeated(19) + QStringLiteral(".]");
const QString secondSocket = QStringLiteral("[") + QStringLiteral("./").repeated(19) + QStringLiteral(".][") +
                             QStringLiteral("B/").repeated(19) + QStringLiteral("B]");

Experiment twentyThreads(int ranks, const std::string& bind) {
    Experiment experiment;
    experiment.distributed.ranks = ranks;
    experiment.distributed.ranksPerHost = 2;
    experiment.distributed.threadsPerRank = 20;
    experiment.distributed.bind = bind;
    experiment.distributed.threadBinding = "close";
    return experiment;
}

// The command with more of mpirun's options, run with a program of our own instead of the trainer.
QByteArray run(std::vector<std::string> command, const std::vector<std::string>& options, const QStringList& program,
               const QProcessEnvironment& environment) {
    command.erase(std::find(command.begin(), command.end(), "trainer"), command.end());
    const auto mpirun = std::find(command.begin(), command.end(), "mpirun");
    command.insert(mpirun + 1, options.begin(), options.end());
    QStringList arguments;
    for (const std::string& argument : command)
        arguments << QString::fromStdString(argument);
    arguments << program;
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(arguments.takeFirst(), arguments);
    process.waitForFinished(60000);
    return process.readAll();
}

} // namespace

class BindingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoRanksAHostLieOneASocket_data() {
        QTest::addColumn<bool>("slurm");
        QTest::addColumn<std::string>("bind");
        for (const bool slurm : {false, true})
            for (const char* bind : {"socket", "core", "auto"})
                QTest::addRow("%s, %s", slurm ? "slurm" : "hosts", bind) << slurm << std::string(bind);
    }

    void twoRanksAHostLieOneASocket() {
        QFETCH(bool, slurm);
        QFETCH(std::string, bind);
        QTemporaryDir folder;
        const RunFolder runFolder{folder.path().toStdString()};
        Target target;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HWLOC_SYNTHETIC"), QStringLiteral("pack:2 core:20 pu:1"));
        environment.insert(QStringLiteral("HWLOC_THISSYSTEM"), QStringLiteral("1"));
        if (slurm) { // as a job's script sees it
            target.kind = "slurm";
            target.slurm.nodes = 2;
            environment.insert(QStringLiteral("SLURM_JOBID"), QStringLiteral("7"));
            environment.insert(QStringLiteral("SLURM_JOB_ID"), QStringLiteral("7"));
            environment.insert(QStringLiteral("SLURM_NODELIST"), QStringLiteral("node[1-2]"));
            environment.insert(QStringLiteral("SLURM_TASKS_PER_NODE"), QStringLiteral("2(x2)"));
            environment.insert(QStringLiteral("SLURM_CPUS_PER_TASK"), QStringLiteral("20"));
        } else {
            target.hosts = {"node1 slots=2", "node2 slots=2"};
            QFile hosts(QString::fromStdString(runFolder.hostFile()));
            QVERIFY(hosts.open(QIODevice::WriteOnly));
            hosts.write("node1 slots=2\nnode2 slots=2\n");
        }
        const Experiment experiment = twentyThreads(4, bind);
        Machine machine;
        machine.cores = 2;
        QVERIFY(bool(checkPlacement(experiment, machine, &target)));
        const auto command = trainCommand(experiment, machine, "trainer", runFolder, Start::Fresh, &target);
        const QByteArray said =
            run(command, {"--do-not-launch", "--display-devel-map"}, {QStringLiteral("true")}, environment);
        QStringList bindings, nodes;
        QRegularExpressionMatchIterator lines =
            QRegularExpression(QStringLiteral("(?:Data for node: (\\S+)|Binding: (\\[.*\\]))"))
                .globalMatch(QString::fromUtf8(said));
        while (lines.hasNext()) {
            const QRegularExpressionMatch line = lines.next();
            if (line.capturedLength(1) > 0)
                nodes << line.captured(1);
            else
                bindings << line.captured(2);
        }
        QVERIFY2(bindings == QStringList({firstSocket, secondSocket, firstSocket, secondSocket}), said.constData());
        QVERIFY2(nodes.contains(QStringLiteral("node1")) && nodes.contains(QStringLiteral("node2")), said.constData());
    }

    // Real ranks, on two of this machine's cores, through a hostfile as on others.
    void ranksOfAHostfileAreBoundHere() {
        const Machine machine = probeMachine();
        QVERIFY2(machine.cores >= 2, "two ranks want two cores to be bound to");
        QTemporaryDir folder;
        const RunFolder runFolder{folder.path().toStdString()};
        Target target;
        target.hosts = {"localhost slots=2"};
        QFile hosts(QString::fromStdString(runFolder.hostFile()));
        QVERIFY(hosts.open(QIODevice::WriteOnly));
        hosts.write("localhost slots=2\n");
        hosts.close();
        Experiment experiment = twentyThreads(2, "core");
        experiment.distributed.threadsPerRank = 1;
        const auto command = trainCommand(experiment, machine, "trainer", runFolder, Start::Fresh, &target);
        const QByteArray said =
            run(command, {"--report-bindings"},
                {QStringLiteral("sh"), QStringLiteral("-c"),
                 QStringLiteral("echo rank:$OMPI_COMM_WORLD_RANK:$(taskset -cp $$ | sed 's/.*: //'):$OMP_PLACES")},
                QProcessEnvironment::systemEnvironment());
        QVERIFY2(said.count(" bound to socket ") == 2, said.constData());
        QRegularExpressionMatchIterator ranks =
            QRegularExpression(QStringLiteral("rank:(\\d):([-,0-9]+):cores")).globalMatch(QString::fromUtf8(said));
        QStringList masks;
        while (ranks.hasNext())
            masks << ranks.next().captured(2);
        QCOMPARE(masks.size(), 2);
        QVERIFY2(masks[0] != masks[1], said.constData());
    }
};

QTEST_APPLESS_MAIN(BindingTest)
#include "binding_test.moc"
