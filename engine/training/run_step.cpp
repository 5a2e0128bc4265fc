#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"
#include "engine/training/training_run.h"

#include <cmath>

namespace roentgen::training {

namespace {

// What each rank tells of a step, in this order.
enum Timing { Read, Decode, Augment, Wait, Compute, Reduce, Images, Elapsed, TimingCount };

constexpr int64_t largestPartialBytes = int64_t(2) << 30;

} // namespace

struct TrainingRun::StepTiming {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    std::vector<double> values = std::vector<double>(TimingCount, 0.0);
};

Status TrainingRun::oneStep() {
    StepTiming timing;
    m_films.clear();
    m_suspects.clear();
    m_badInput = false;
    const Status mine = takeParts(&timing);
    if (!mine && mine.error().code == ErrorCode::Stopped)
        return m_pending.stop ? stopInStep() : mine;
    // A rank that failed still enters the sum, and tells the others there.
    StepSignals signals = m_stop.poll();
    signals.checkpoint |= m_pending.checkpoint;
    signals.stop |= m_pending.stop;
    signals.failed = !mine;
    signals.suspicious = !m_suspects.empty();
    m_pending = {};
    const double learningRate = learningRateAt(m_progress.step);
    const StepOutcome outcome = m_step->finish(learningRate, signals);
    m_progress.partInStep = 0;
    if (outcome.signals.failed)
        return agree(m_ranks, mine);
    return endStep(outcome, learningRate, timing);
}

// The local batches of a step that are still to come. Stopped: all ranks have agreed to stop between two of them.
Status TrainingRun::takeParts(StepTiming* timing) {
    const int64_t parts = m_experiment.training.accumulation;
    Status mine = Done{};
    while (true) {
        if (mine)
            mine = guarded([&] { return onePart(timing); });
        if (!mine) // the others go through this part, and wait where statistics are shared
            m_step->keepPace(1, mine.error());
        if (++m_progress.partInStep >= parts)
            return mine;
        const StepSignals all = m_interruption.look(!mine);
        if (all.failed)
            return mine;
        m_pending.checkpoint |= all.checkpoint;
        m_pending.stop |= all.stop;
        if (all.stopNow)
            return stopped(Stop::AtOnce);
        // The ranks' gradients so far go into the checkpoint, through rank 0's memory.
        const int64_t bytes = int64_t(m_step->gradients().nbytes()) * m_ranks.size();
        if (all.stop && bytes <= largestPartialBytes)
            return stopped(Stop::WithCheckpoint);
    }
}

Status TrainingRun::onePart(StepTiming* timing) {
    if (auto reported = m_reporter.failure(); !reported)
        return reported;
    auto batch = m_loader->next();
    if (!batch)
        return batch.error();
    if (!*batch)
        return Error{ErrorCode::Internal, "the loader ended before the epoch", "", ""};
    pipeline::Batch& part = **batch;
    const int64_t images = int64_t(part.samples.size());
    if (m_request.onBatch)
        m_request.onBatch(part);
    for (int64_t sample : part.samples)
        m_films.push_back(m_data.train[size_t(sample)].path);
    if (!isSkipped(m_progress.step)) {
        const bool isLast = m_progress.partInStep + 1 == m_experiment.training.accumulation;
        const double limit = lossLimit(m_progress.guard, m_experiment.training.divergenceFactor);
        const Suspects found = m_step->accumulate(part.pixels.data(), part.labels.data(), images, isLast, limit);
        for (int64_t place : found.images)
            m_suspects.push_back(m_data.train[size_t(part.samples[size_t(place)])].path);
        m_badInput |= !found.images.empty() && found.badInput;
    }
    auto& t = timing->values;
    t[Read] += part.readSeconds;
    t[Decode] += part.decodeSeconds;
    t[Augment] += part.augmentSeconds;
    t[Wait] += part.waitSeconds;
    t[Images] += double(images);
    return Done{};
}

Status TrainingRun::endStep(const StepOutcome& outcome, double learningRate, const StepTiming& begun) {
    // A step in which nothing was known has no loss to judge or to tell of.
    const bool empty = outcome.known == 0 && std::isfinite(outcome.loss) && !outcome.signals.suspicious;
    const bool skipped = isSkipped(m_progress.step) || empty;
    if (!skipped) {
        if (const std::string what = judge(outcome, m_progress.guard, m_experiment); !what.empty())
            return obeyAfter(divergedInStep(what, std::isfinite(outcome.loss)), outcome.signals);
        note(outcome, &m_progress.guard);
    }
    ++m_progress.step;
    ++m_progress.stepInEpoch;
    std::vector<double> timing = begun.values;
    timing[Compute] = outcome.computeSeconds;
    timing[Reduce] = outcome.reduceSeconds;
    timing[Elapsed] = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun.start).count();
    m_progress.epochSeconds += timing[Elapsed];
    m_progress.seconds += timing[Elapsed];
    if (!skipped) {
        m_progress.epochLoss += outcome.loss;
        ++m_progress.epochLosses;
        reportStep(outcome, learningRate, m_ranks.gatherValues(timing));
    }
    if (endsCycle(m_progress.step - 1)) {
        if (!allGood())
            return obeyAfter(divergedInStep("the weights are not numbers", false), outcome.signals);
        if (auto taken = takeSnapshot(); !taken)
            return taken;
    }
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

} // namespace roentgen::training
