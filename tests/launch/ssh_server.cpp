#include "tests/launch/ssh_server.h"

#include "tests/launch/free_port.h"

#include <QDir>
#include <QFile>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace roentgen::tests {

namespace {

bool writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 parentOf(const QString& pid) {
    const QByteArray stat = readFile(QStringLiteral("/proc/%1/stat").arg(pid));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return fields.size() > 1 ? fields[1].toLongLong() : 0;
}

} // namespace

bool SshServer::run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (process.waitForFinished(20000) && process.exitCode() == 0)
        return true;
    m_error = program + QStringLiteral(": ") + QString::fromLocal8Bit(process.readAllStandardError());
    return false;
}

QString SshServer::user() const {
    const passwd* const entry = ::getpwuid(::geteuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString();
}

void SshServer::changeHostKey() {
    for (const char* name : {"host_key", "host_key.pub"})
        QFile::remove(m_keys + QLatin1Char('/') + QLatin1String(name));
}

void SshServer::forgetHostKey() {
    QFile::remove(knownHosts());
}

bool SshServer::knowHostKey() {
    const QByteArray key = readFile(m_keys + QStringLiteral("/host_key.pub"));
    QFile file(knownHosts());
    const QByteArray line = "[" + m_address.toUtf8() + "]:" + QByteArray::number(m_port) + " " + key;
    return file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(line) == line.size();
}

void SshServer::livesIn(const QString& space, const QString& address, const QString& hostName) {
    m_space = space;
    m_address = address;
    m_hostName = hostName;
}

void SshServer::sharesKeysWith(const SshServer& other) {
    m_keys = other.m_keys;
    m_port = other.m_port;
}

bool SshServer::start() {
    const QString hostKey = m_keys + QStringLiteral("/host_key");
    const QString key = keyFile();
    for (const QString& path : {hostKey, key})
        if (!QFile::exists(path) &&
            !run(QStringLiteral("ssh-keygen"), {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                                                QStringLiteral("-N"), QString(), QStringLiteral("-f"), path}))
            return false;
    if (::geteuid() == 0)
        QDir().mkpath(QStringLiteral("/run/sshd"));
    if (m_port == 0)
        m_port = freePort();
    const QString configuration = m_folder.filePath(QStringLiteral("sshd_config"));
    const QByteArray text = "ListenAddress " + m_address.toUtf8() + "\nPort " + QByteArray::number(m_port) +
                            "\nHostKey " + hostKey.toUtf8() + "\nAuthorizedKeysFile " + key.toUtf8() +
                            ".pub\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin prohibit-password\n"
                            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nMaxStartups 100\n" +
                            (m_home.isEmpty() ? QByteArray() : "SetEnv HOME=" + m_home.toUtf8() + "\n");
    if (!writeFile(configuration, text))
        return false;
    const QString log = m_folder.filePath(QStringLiteral("sshd.log"));
    QFile::remove(log);
    m_process.setStandardErrorFile(log);
    QStringList command = {QStringLiteral(ROENTGEN_SSHD), QStringLiteral("-D"), QStringLiteral("-e"),
                           QStringLiteral("-f"), configuration};
    // Both become the server in the end: its process is theirs.
    if (!m_space.isEmpty())
        command = QStringList{QStringLiteral("ip"),
                              QStringLiteral("netns"),
                              QStringLiteral("exec"),
                              m_space,
                              QStringLiteral("unshare"),
                              QStringLiteral("--uts"),
                              QStringLiteral("sh"),
                              QStringLiteral("-c"),
                              QStringLiteral("hostname \"$0\" && exec \"$@\""),
                              m_hostName} +
                  command;
    m_process.start(command.first(), command.mid(1));
    for (int k = 0; k < 100 && !m_process.waitForFinished(50); ++k)
        if (readFile(log).contains("Server listening"))
            return true;
    m_error = QString::fromLocal8Bit(readFile(log));
    return false;
}

void SshServer::stop() {
    if (!isRunning())
        return;
    killConnections();
    m_process.kill();
    m_process.waitForFinished();
}

int SshServer::killConnections() {
    int killed = 0;
    for (const QString& pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs))
        if (pid.toLongLong() > 0 && parentOf(pid) == m_process.processId())
            killed += ::kill(pid_t(pid.toLongLong()), SIGKILL) == 0;
    return killed;
}

QByteArray SshServer::targetToml(const QString& workFolder, const QByteArray& more) const {
    return QStringLiteral("kind = \"ssh\"\nhost = \"%1@%6\"\nport = %2\nwork_folder = \"%3\"\n"
                          "ssh_options = [\"IdentityFile=%4\", \"IdentitiesOnly=yes\", \"UserKnownHostsFile=%5\"]\n")
               .arg(user())
               .arg(m_port)
               .arg(workFolder, keyFile(), knownHosts(), m_address)
               .toUtf8() +
           more;
}

} // namespace roentgen::tests
