#include "engine/training/training_run.h"

#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"

#include <cmath>

namespace roentgen::training {

Status TrainingRun::run() {
    while (!isOver()) {
        if (auto trained = trainEpoch(); !trained)
            return trained;
        if (auto ended = endEpoch(); !ended) // or back to an earlier step of this epoch
            return ended;
    }
    return predict();
}

bool TrainingRun::isOver() const {
    const auto& training = m_experiment.training;
    const int64_t done = m_progress.epoch - 1;
    return done >= training.epochs ||
           (training.earlyStopEpochs > 0 && m_progress.bestEpoch > 0 && m_progress.stepInEpoch == 0 &&
            done - m_progress.bestEpoch >= training.earlyStopEpochs);
}

Status TrainingRun::trainEpoch() {
    m_reporter.report(EpochEvent{m_progress.epoch, false, 0});
    startLoader();
    while (m_progress.stepInEpoch < m_stepsPerEpoch)
        if (auto done = oneStep(); !done)
            return done;
    return Done{};
}

void TrainingRun::startLoader() {
    m_model->train();
    m_step->freezeTrunk(m_progress.epoch <= m_experiment.model.freezeTrunkEpochs);
    m_interruption.restart();
    m_loader->start(m_progress.epoch - 1,
                    m_progress.stepInEpoch * m_experiment.training.accumulation + m_progress.partInStep);
}

double TrainingRun::learningRateAt(int64_t step) const {
    return std::ldexp(m_rate.at(step, m_stepsPerEpoch), -int(m_progress.guard.halvings));
}

Status TrainingRun::obey(const StepSignals& signals) {
    if (signals.stopNow)
        return stopped(Stop::AtOnce);
    // At an epoch's end a checkpoint follows anyway, after validation.
    const bool epochEnds = m_progress.stepInEpoch == m_stepsPerEpoch;
    const int64_t cadence = m_experiment.training.checkpointSteps;
    const bool due = cadence > 0 && m_progress.step % cadence == 0 && !epochEnds;
    if (due || signals.checkpoint || signals.stop) {
        if (!allGood()) // a good checkpoint is not overwritten
            return obeyAfter(divergedInStep("the weights are not numbers", false), signals);
        if (auto saved = saveCheckpoint(false); !saved)
            return saved;
    }
    if (signals.stop)
        return stopped(Stop::WithCheckpoint);
    return Done{};
}

// Where a step ended in a rollback, its checkpoint is there already.
Status TrainingRun::obeyAfter(const Status& rolledBack, const StepSignals& signals) {
    if (!rolledBack)
        return rolledBack;
    if (signals.stopNow)
        return stopped(Stop::AtOnce);
    if (signals.stop)
        return stopped(Stop::WithCheckpoint);
    return Done{};
}

// In the middle of an accumulation: the parts that are done need not be done again.
Status TrainingRun::stopInStep() {
    if (!allGood())
        return obeyAfter(divergedInStep("the loss is not a number", false), {true});
    if (auto saved = saveCheckpoint(false); !saved)
        return saved;
    return stopped(Stop::WithCheckpoint);
}

double TrainingRun::secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Status TrainingRun::saveCheckpoint(bool best) {
    const auto start = std::chrono::steady_clock::now();
    m_progress.rate = m_rate.state;
    auto saved = writeCheckpoint(m_request.run, *m_step, m_progress, m_traits, m_ranks);
    if (saved)
        pruneSnapshots();
    m_progress.writingSeconds += secondsSince(start);
    if (saved)
        m_reporter.report(CheckpointEvent{std::min(m_progress.epoch, m_experiment.training.epochs), m_progress.step,
                                          m_request.run.checkpointFolder(), best});
    return saved;
}

} // namespace roentgen::training
