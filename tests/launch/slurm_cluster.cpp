#include "tests/launch/slurm_cluster.h"

#include "tests/launch/free_port.h"

#include <QDir>
#include <QFile>
#include <QSysInfo>
#include <QTest>

#include <csignal>
#include <unistd.h>

namespace roentgen::tests {

namespace {

QString nodeName() {
    return QSysInfo::machineHostName().section(QLatin1Char('.'), 0, 0);
}

bool writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

QByteArray configurationText(const QString& folder) {
    const QByteArray place = folder.toUtf8(), node = nodeName().toUtf8();
    return "ClusterName=roentgen\nSlurmctldHost=" + node + "(127.0.0.1)\nSlurmUser=root\nSlurmdUser=root\n" +
           "SlurmctldPort=" + QByteArray::number(freePort()) + "\nSlurmdPort=" + QByteArray::number(freePort()) +
           "\nAuthType=auth/munge\nCredType=cred/munge\nAuthInfo=socket=" + place + "/munge.socket\n" +
           "StateSaveLocation=" + place + "/state\nSlurmdSpoolDir=" + place + "/spool-%n\nSlurmctldPidFile=" + place +
           "/slurmctld.pid\nSlurmdPidFile=" + place +
           "/slurmd-%n.pid\nProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nSelectType=select/cons_tres\n"
           "SelectTypeParameters=CR_CPU\nMpiDefault=none\nReturnToService=2\nSlurmdParameters=config_overrides\n"
           "KillWait=5\nPreemptType=preempt/"
           "partition_prio\nPreemptMode=REQUEUE\nSlurmctldParameters=preempt_send_user_signal\n"
           "NodeName=" +
           node +
           " NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN\nNodeName=second NodeHostname=second NodeAddr=127.0.0.1 Port=" +
           QByteArray::number(freePort()) + " CPUs=4 State=UNKNOWN\nPartitionName=test Nodes=" + node +
           " Default=YES State=UP PriorityTier=10\nPartitionName=low Nodes=" + node +
           " State=UP PriorityTier=1 GraceTime=60\nPartitionName=both Nodes=ALL State=UP PriorityTier=10\n";
}

} // namespace

bool SlurmCluster::begin(QProcess& process, const QString& program, const QStringList& arguments) {
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardOutputFile(m_folder.filePath(program + QStringLiteral(".log")));
    process.start(QStringLiteral("/usr/sbin/") + program, arguments);
    if (process.waitForStarted() && !process.waitForFinished(300))
        return true;
    QFile log(m_folder.filePath(program + QStringLiteral(".log")));
    m_error = program + QStringLiteral(" ended: ") +
              (log.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(log.readAll()) : process.errorString());
    return false;
}

bool SlurmCluster::start() {
    if (::geteuid() != 0) {
        m_error = QStringLiteral("Slurm's daemons need root here");
        return false;
    }
    QDir(m_folder.path()).mkdir(QStringLiteral("state"));
    const QString key = m_folder.filePath(QStringLiteral("munge.key"));
    QFile random(QStringLiteral("/dev/urandom"));
    if (!random.open(QIODevice::ReadOnly) || !writeFile(key, random.read(1024)) ||
        !QFile::setPermissions(key, QFile::ReadOwner) ||
        !writeFile(configuration(), configurationText(m_folder.path())))
        return false;
    qputenv("SLURM_CONF", configuration().toLocal8Bit());
    const auto file = [this](const char* name) { return m_folder.filePath(QLatin1String(name)); };
    return begin(m_munge, QStringLiteral("munged"),
                 {QStringLiteral("--force"), QStringLiteral("--foreground"), QStringLiteral("--key-file=") + key,
                  QStringLiteral("--socket=") + file("munge.socket"), QStringLiteral("--pid-file=") + file("munge.pid"),
                  QStringLiteral("--log-file=") + file("munge.log"),
                  QStringLiteral("--seed-file=") + file("munge.seed")}) &&
           begin(m_controller, QStringLiteral("slurmctld"), {QStringLiteral("-D")}) && beginSecondNode() &&
           startNodeDaemon() && waitFor(QStringLiteral("second"));
}

// unshare and sh become slurmd in the end: its process is theirs.
bool SlurmCluster::beginSecondNode() {
    m_secondNode.setProcessChannelMode(QProcess::MergedChannels);
    m_secondNode.setStandardOutputFile(m_folder.filePath(QStringLiteral("second.log")));
    m_secondNode.start(QStringLiteral("unshare"),
                       {QStringLiteral("--uts"), QStringLiteral("sh"), QStringLiteral("-c"),
                        QStringLiteral("hostname second && exec /usr/sbin/slurmd -D -N second")});
    return m_secondNode.waitForStarted();
}

bool SlurmCluster::startNodeDaemon() {
    if (!begin(m_node, QStringLiteral("slurmd"), {QStringLiteral("-D"), QStringLiteral("-N"), nodeName()}))
        return false;
    return waitFor(nodeName());
}

bool SlurmCluster::waitFor(const QString& node) {
    for (int k = 0; k < 100; ++k) {
        const QByteArray state =
            ask(QStringLiteral("sinfo"),
                {QStringLiteral("--noheader"), QStringLiteral("--nodes=") + node, QStringLiteral("--format=%t")});
        if (const QByteArray first = state.split('\n').first().trimmed();
            first == "idle" || first == "mix" || first == "alloc")
            return true;
        QTest::qWait(100);
    }
    m_error = QStringLiteral("the node does not come up: ") +
              QString::fromLocal8Bit(ask(QStringLiteral("sinfo"), {QStringLiteral("-l"), QStringLiteral("-N")}));
    return false;
}

void SlurmCluster::killNodeDaemon() {
    m_node.kill();
    m_node.waitForFinished();
}

bool SlurmCluster::setNode(const char* state) {
    QProcess process;
    process.start(QStringLiteral("scontrol"),
                  {QStringLiteral("update"), QStringLiteral("NodeName=") + nodeName(),
                   QStringLiteral("State=") + QLatin1String(state), QStringLiteral("Reason=test")});
    return process.waitForFinished() && process.exitCode() == 0;
}

QByteArray SlurmCluster::ask(const QString& program, const QStringList& arguments) const {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(20000) && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

void SlurmCluster::stop() {
    if (m_controller.state() == QProcess::Running && m_node.state() == QProcess::Running) {
        ask(QStringLiteral("scancel"), {QStringLiteral("--user=root")});
        for (int k = 0; k < 100 && !ask(QStringLiteral("squeue"), {QStringLiteral("--noheader")}).isEmpty(); ++k)
            QTest::qWait(100);
    }
    for (QProcess* process : {&m_node, &m_secondNode, &m_controller, &m_munge}) {
        process->terminate();
        if (!process->waitForFinished(5000)) {
            process->kill();
            process->waitForFinished();
        }
    }
}

} // namespace roentgen::tests
