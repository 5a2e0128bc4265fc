// Runs roentgen-train as a user does, alone or under mpirun, on a small made-up data set.
#pragma once

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <sys/resource.h>

namespace roentgen::tests {

// Phantoms of 64 px in NIH layout, made once a test program. Empty on failure.
QString makePhantoms(const QString& folder, int count);

// An experiment that trains for seconds: 32 px, one thread a rank, fp32.
QByteArray tinyExperiment(const QString& dataset, int ranks);

class TrainerProcess {
public:
    // ranks > 1: under mpirun.
    TrainerProcess(int ranks, const QStringList& arguments);
    ~TrainerProcess();
    // Writes beyond this fail, as on a full disk. Before start().
    void limitFileSize(rlim_t bytes);
    bool start();
    // A signal to every rank and to mpirun, found by the run folder on their command line; how many were alive.
    int signalAll(const QString& runFolder, int signal) const;
    // SIGSTOP, and waits until all of them stand still; false after five seconds.
    bool stopAll(const QString& runFolder) const;
    // SIGKILL to all of them, and waits for the end; how many were alive.
    int killAll(const QString& runFolder);
    // False where it did not end in time.
    bool wait(int milliseconds);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    int exitCode() const { return m_process.exitCode(); }
    QString errorText() const { return m_errorText; }

private:
    static QList<int> processesOf(const QString& runFolder);

    QProcess m_process;
    QStringList m_command;
    QString m_errorText;
};

} // namespace roentgen::tests
