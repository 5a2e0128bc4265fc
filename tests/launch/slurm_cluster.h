// A real Slurm: munged, slurmctld and two slurmd in a temporary folder, on free ports. One node is this machine, the
// other one is it too under the host name "second". The partitions "test", whose jobs preempt those of "low", and "low"
// have the first node, "both" has both.
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace roentgen::tests {

class SlurmCluster {
public:
    ~SlurmCluster() { stop(); }
    // Sets SLURM_CONF for this process and what it starts; false with what went wrong in error().
    bool start();
    void stop();
    QString error() const { return m_error; }
    QString configuration() const { return m_folder.filePath(QStringLiteral("slurm.conf")); }

    void killNodeDaemon(); // slurmd of the first node, with -9; what it had started goes on
    bool startNodeDaemon();
    bool setNode(const char* state); // the first: "drain" "resume"
    // Output of one of Slurm's commands; empty where it failed.
    QByteArray ask(const QString& program, const QStringList& arguments) const;

private:
    bool begin(QProcess& process, const QString& program, const QStringList& arguments);
    bool beginSecondNode();
    bool waitFor(const QString& node); // until it takes jobs

    QTemporaryDir m_folder;
    QProcess m_munge, m_controller, m_node, m_secondNode;
    QString m_error;
};

} // namespace roentgen::tests
