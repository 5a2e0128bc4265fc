// Two hosts on this machine: network namespaces with a cable between them and an sshd in each; the first also has a
// cable to this machine. Needs root.
#pragma once

#include "tests/launch/ssh_server.h"

namespace roentgen::tests {

class TwoHosts {
public:
    ~TwoHosts();
    bool start();
    QString error() const { return m_error; }
    // A target over both, that this machine reaches through the first.
    QByteArray targetToml(const QString& workFolder) const;
    bool pullTheCable(bool out); // between this machine and the first host

    struct Process {
        int pid;
        bool second; // of the second host
        QList<QByteArray> command;
    };
    // Whatever goes on in the hosts but their two servers: connections, daemons, ranks.
    QList<Process> processes() const;

private:
    static QString outerAddress(int which);
    bool ip(const QString& arguments);

    SshServer m_first, m_second;
    QString m_error, m_mark;
};

} // namespace roentgen::tests
