// Whole training runs inside a test program, on one rank or under mpirun, on a small made-up data set.
#pragma once

#include "engine/distributed/communicator.h"
#include "engine/pipeline/batch_loader.h"
#include "engine/protocol/event_log.h"
#include "engine/training/trainer.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>
#include <functional>

namespace roentgen::tests {

// Every call is collective. The files are rank 0's; every rank reads them.
class LoopRuns {
public:
    explicit LoopRuns(distributed::Communicator& ranks)
        : m_ranks(ranks) {}
    ~LoopRuns() { m_ranks.barrier(); } // then the files go
    // Makes the phantoms. Empty on failure.
    QString prepare(int films);

    // 32 px (of three ranks 64), fp32, one thread a rank, a global batch of 6 or 12 images, one epoch.
    Experiment experiment() const;
    Status train(const QString& name, const Experiment& experiment, bool resume = false,
                 std::function<void(pipeline::Batch&)> onBatch = {});

    RunFolder folder(const QString& name) const { return {(m_folder + QLatin1Char('/') + name).toStdString()}; }
    RunHistory history(const QString& name) const;
    QByteArray bytes(const QString& name, const char* file) const; // "absent: …" where there is none
    // Equal weights and predictions, whatever happened in between.
    QString firstDifference(const QString& one, const QString& other) const;

private:
    distributed::Communicator& m_ranks;
    QTemporaryDir m_own;
    QString m_folder, m_dataset;
};

// Parsed metadata "progress" of a run's checkpoint, as text.
std::string checkpointProgress(const RunFolder& run);

} // namespace roentgen::tests
