#include "tests/launch/two_hosts.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::tests {

namespace {

// The hosts' own, seen by nobody else.
const char* const innerNet = "10.99.0.";

// The namespace's number in the kernel; 0 where there is none, as of a process that has ended.
ino_t spaceOf(const QString& path) {
    struct stat status = {};
    return ::stat(path.toLocal8Bit().constData(), &status) == 0 ? status.st_ino : 0;
}

} // namespace

// Two tests may go on at once: each has four addresses of its own, of which 1 is this machine's and 2 the first host's.
QString TwoHosts::outerAddress(int which) {
    const int pid = int(::getpid());
    return QStringLiteral("10.98.%1.%2").arg(pid / 64 % 256).arg(pid % 64 * 4 + which);
}

bool TwoHosts::ip(const QString& arguments) {
    QProcess process;
    QString filled = arguments;
    filled.replace(QLatin1Char('@'), m_mark);
    filled.replace(QStringLiteral("HERE"), outerAddress(1));
    filled.replace(QStringLiteral("FIRST"), outerAddress(2));
    process.start(QStringLiteral("ip"), filled.split(QLatin1Char(' ')));
    if (process.waitForFinished(10000) && process.exitCode() == 0)
        return true;
    m_error =
        QStringLiteral("ip ") + filled + QStringLiteral(": ") + QString::fromLocal8Bit(process.readAllStandardError());
    return false;
}

bool TwoHosts::start() {
    m_mark = QString::number(::getpid());
    for (const char* line :
         {"netns add rga@", "netns add rgb@", "link add ro@ type veth peer name eth0 netns rga@",
          "-n rga@ link add eth1 type veth peer name eth1 netns rgb@", "addr add HERE/30 dev ro@",
          "-n rga@ addr add FIRST/30 dev eth0", "-n rga@ addr add 10.99.0.1/24 dev eth1",
          "-n rgb@ addr add 10.99.0.2/24 dev eth1", "link set ro@ up", "-n rga@ link set eth0 up",
          "-n rga@ link set eth1 up", "-n rgb@ link set eth1 up", "-n rga@ link set lo up", "-n rgb@ link set lo up"})
        if (!ip(QLatin1String(line)))
            return false;
    m_first.livesIn(QStringLiteral("rga") + m_mark, outerAddress(2), QStringLiteral("first"));
    m_second.livesIn(QStringLiteral("rgb") + m_mark, QLatin1String(innerNet) + QStringLiteral("2"),
                     QStringLiteral("second"));
    if (!m_first.start() || !m_first.knowHostKey()) {
        m_error = m_first.error();
        return false;
    }
    m_second.sharesKeysWith(m_first);
    if (!m_second.start() || !m_second.knowHostKey()) {
        m_error = m_second.error();
        return false;
    }
    return true;
}

QByteArray TwoHosts::targetToml(const QString& workFolder) const {
    const QString agent =
        QStringLiteral("ssh -p %1 -i %2 -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=%3")
            .arg(m_second.port())
            .arg(m_second.keyFile(), m_second.knownHosts());
    const QString net = QLatin1String(innerNet) + QStringLiteral("0/24");
    return m_first.targetToml(
        workFolder,
        QStringLiteral("engine_folder = \"" ROENTGEN_BIN_DIR "\"\n"
                       "hosts = [\"10.99.0.1 slots=1\", \"10.99.0.2 slots=1\"]\n"
                       "mpirun_options = [\"--mca\", \"plm_rsh_agent\", \"%1\", \"--mca\", \"btl\", \"tcp,self\", "
                       "\"--mca\", \"btl_tcp_if_include\", \"%2\", \"--mca\", \"oob_tcp_if_include\", \"%2\"]\n")
            .arg(agent, net)
            .toUtf8());
}

bool TwoHosts::pullTheCable(bool out) {
    return ip(out ? QStringLiteral("link set ro@ down") : QStringLiteral("link set ro@ up"));
}

QList<TwoHosts::Process> TwoHosts::processes() const {
    const ino_t first = spaceOf(QStringLiteral("/run/netns/rga") + m_mark);
    const ino_t second = spaceOf(QStringLiteral("/run/netns/rgb") + m_mark);
    QList<Process> all;
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        const int pid = entry.toInt();
        if (pid <= 0 || pid == m_first.pid() || pid == m_second.pid())
            continue;
        const ino_t space = spaceOf(QStringLiteral("/proc/%1/ns/net").arg(pid));
        QFile line(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (space != 0 && (space == first || space == second) && line.open(QIODevice::ReadOnly))
            all.append({pid, space == second, line.readAll().split('\0')});
    }
    return all;
}

TwoHosts::~TwoHosts() {
    m_second.stop();
    m_first.stop();
    ip(QStringLiteral("netns del rga@"));
    ip(QStringLiteral("netns del rgb@"));
}

} // namespace roentgen::tests
