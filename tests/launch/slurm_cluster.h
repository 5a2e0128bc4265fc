// A real Slurm of one node, this machine: munged, slurmctld and slurmd in a temporary folder, on free ports. Jobs of
// the partition "test" preempt those of "low".
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

    void killNodeDaemon(); // slurmd, with -9; what it had started goes on
    bool startNodeDaemon();
    bool setNode(const char* state); // "drain" "resume"
    // Output of one of Slurm's commands; empty where it failed.
    QByteArray ask(const QString& program, const QStringList& arguments) const;

private:
    bool begin(QProcess& process, const QString& program, const QStringList& arguments);
    bool nodeIs(const char* state) const;

    QTemporaryDir m_folder;
    QProcess m_munge, m_controller, m_node;
    QString m_error;
};

} // namespace roentgen::tests
