// Runs roentgen-train as a user does, alone or under mpirun, on a small made-up data set.
#pragma once

#include <QByteArray>
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
    // SIGKILL to every rank and to mpirun, found by the run folder on their command line.
    void killAll(const QString& runFolder);
    // False where it did not end in time.
    bool wait(int milliseconds);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    int exitCode() const { return m_process.exitCode(); }
    QString errorText() const { return m_errorText; }

private:
    QProcess m_process;
    QStringList m_command;
    QString m_errorText;
};

} // namespace roentgen::tests
