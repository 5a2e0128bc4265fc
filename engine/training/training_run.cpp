#include "engine/training/training_run.h"

#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"

#include <cmath>

namespace roentgen::training {

namespace {

Error stopped(const char* how) {
    return {ErrorCode::Stopped, how, "", "go on with --resume"};
}

// What each rank tells of a step, in this order.
enum Timing { Read, Decode, Augment, Wait, Compute, Reduce, Images, Elapsed, TimingCount };

} // namespace

Status TrainingRun::run() {
    while (m_progress.epoch <= m_experiment.training.epochs) {
        if (auto trained = trainEpoch(); !trained)
            return trained;
        if (auto ended = endEpoch(); !ended)
            return ended;
    }
    return predict();
}

Status TrainingRun::trainEpoch() {
    m_reporter.report(EpochEvent{m_progress.epoch, false, 0});
    m_model->train();
    m_step->freezeTrunk(m_progress.epoch <= m_experiment.model.freezeTrunkEpochs);
    m_loader->start(m_progress.epoch - 1, m_progress.stepInEpoch * m_experiment.training.accumulation);
    while (m_progress.stepInEpoch < m_stepsPerEpoch)
        if (auto done = oneStep(); !done)
            return done;
    return Done{};
}

Status TrainingRun::oneStep() {
    const auto start = std::chrono::steady_clock::now();
    std::vector<double> timing(TimingCount, 0.0);
    Status mine = guarded([&]() -> Status {
        for (int64_t part = 0; part < m_experiment.training.accumulation; ++part) {
            auto batch = m_loader->next();
            if (!batch)
                return batch.error();
            if (!*batch)
                break; // fewer images than one global batch
            m_step->accumulate((*batch)->pixels.data(), (*batch)->labels.data(), int64_t((*batch)->samples.size()));
            timing[Read] += (*batch)->readSeconds;
            timing[Decode] += (*batch)->decodeSeconds;
            timing[Augment] += (*batch)->augmentSeconds;
            timing[Wait] += (*batch)->waitSeconds;
            timing[Images] += double((*batch)->samples.size());
        }
        return m_reporter.failure();
    });
    // A rank that failed still enters the sum, and tells the others there.
    StepSignals signals = m_stop.poll();
    signals.failed = !mine;
    const double learningRate = m_rate.at(m_progress.step, m_stepsPerEpoch);
    const StepOutcome outcome = m_step->finish(learningRate, signals);
    if (outcome.signals.failed)
        return agree(m_ranks, mine);
    if (!std::isfinite(outcome.loss) || !std::isfinite(outcome.gradientNorm))
        return usageError("the loss is no longer a number", "step " + std::to_string(m_progress.step + 1),
                          "lower training.learning_rate, or add training.warmup_epochs");

    ++m_progress.step;
    ++m_progress.stepInEpoch;
    m_progress.epochLoss += outcome.loss;
    timing[Compute] = outcome.computeSeconds;
    timing[Reduce] = outcome.reduceSeconds;
    timing[Elapsed] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    m_progress.epochSeconds += timing[Elapsed];
    m_progress.seconds += timing[Elapsed];
    reportStep(outcome, learningRate, m_ranks.gatherValues(timing));
    return obey(outcome.signals);
}

void TrainingRun::reportStep(const StepOutcome& outcome, double learningRate, const std::vector<double>& timing) {
    if (!isFirst())
        return;
    StepEvent event;
    event.epoch = m_progress.epoch;
    event.step = m_progress.step;
    event.loss = outcome.loss;
    event.learningRate = learningRate;
    event.gradientNorm = outcome.gradientNorm;
    double images = 0, seconds = 0;
    for (int rank = 0; rank < m_ranks.size(); ++rank) {
        const double* t = timing.data() + rank * TimingCount;
        event.stages.push_back({rank, t[Read], t[Decode], t[Augment], t[Wait], t[Compute], t[Reduce]});
        images += t[Images];
        seconds = std::max(seconds, t[Elapsed]);
    }
    event.imagesPerSecond = seconds > 0 ? images / seconds : 0;
    m_reporter.setStep(event.step);
    m_reporter.report(event);
}

Status TrainingRun::obey(const StepSignals& signals) {
    if (signals.stopNow)
        return stopped("stopped at once on request");
    // At an epoch's end a checkpoint follows anyway, after validation.
    const bool epochEnds = m_progress.stepInEpoch == m_stepsPerEpoch;
    const int64_t cadence = m_experiment.training.checkpointSteps;
    const bool due = cadence > 0 && m_progress.step % cadence == 0 && !epochEnds;
    if (due || signals.checkpoint || signals.stop)
        if (auto saved = saveCheckpoint(false); !saved)
            return saved;
    if (signals.stop)
        return stopped("stopped on request, with a checkpoint");
    return Done{};
}

Status TrainingRun::saveCheckpoint(bool best) {
    m_progress.rate = m_rate.state;
    auto saved = writeCheckpoint(m_request.run, *m_step, m_progress, m_traits, m_ranks);
    if (saved)
        m_reporter.report(CheckpointEvent{std::min(m_progress.epoch, m_experiment.training.epochs), m_progress.step,
                                          m_request.run.checkpointFolder(), best});
    return saved;
}

} // namespace roentgen::training
