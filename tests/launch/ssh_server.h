// A real sshd of this user, on a free port of 127.0.0.1 or of a network namespace's address, with keys of its own in a
// temporary folder.
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace roentgen::tests {

class SshServer {
public:
    ~SshServer() { stop(); }
    // Before start(): another address, in a network namespace (`ip netns`), under a host name of its own.
    void livesIn(const QString& space, const QString& address, const QString& hostName);
    // Before start(): the keys and the port of another one, as the machines of a cluster share them.
    void sharesKeysWith(const SshServer& other);
    // Before start(): the folder that a login takes for its home, with its .bashrc.
    void logsInto(const QString& home) { m_home = home; }
    // Makes keys where there are none and starts; false with what went wrong in error().
    bool start();
    void stop();
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 pid() const { return m_process.processId(); }
    QString error() const { return m_error; }

    void changeHostKey(); // takes effect at the next start
    void forgetHostKey(); // empties the client's known_hosts
    bool knowHostKey();   // adds the server's key to it
    // kill -9 of the server's end of every connection; how many there were.
    int killConnections();

    int port() const { return m_port; }
    QString keyFile() const { return m_keys + QStringLiteral("/key"); }
    QString user() const;
    QString knownHosts() const { return m_keys + QStringLiteral("/known_hosts"); }
    // Keys of a target that goes here: host, port, ssh_options, engine_folder, work_folder.
    QByteArray targetToml(const QString& workFolder, const QByteArray& more = {}) const;

private:
    bool run(const QString& program, const QStringList& arguments);

    QTemporaryDir m_folder;
    QString m_keys = m_folder.path(), m_home, m_space, m_hostName, m_address = QStringLiteral("127.0.0.1");
    QProcess m_process;
    int m_port = 0;
    QString m_error;
};

} // namespace roentgen::tests
