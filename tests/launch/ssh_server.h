// A real sshd of this user, on a free port of 127.0.0.1, with keys of its own in a temporary folder.
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace roentgen::tests {

class SshServer {
public:
    ~SshServer() { stop(); }
    // Makes keys where there are none and starts; false with what went wrong in error().
    bool start();
    void stop();
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    QString error() const { return m_error; }

    void changeHostKey(); // takes effect at the next start
    void forgetHostKey(); // empties the client's known_hosts
    bool knowHostKey();   // puts the server's key there
    // kill -9 of the server's end of every connection; how many there were.
    int killConnections();

    int port() const { return m_port; }
    QString user() const;
    QString knownHosts() const { return m_folder.filePath(QStringLiteral("known_hosts")); }
    // Keys of a target that goes here: host, port, ssh_options, engine_folder, work_folder.
    QByteArray targetToml(const QString& workFolder, const QByteArray& more = {}) const;

private:
    bool run(const QString& program, const QStringList& arguments);

    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
    QString m_error;
};

} // namespace roentgen::tests
