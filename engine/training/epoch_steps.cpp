#include "engine/training/epoch_steps.h"

#include "engine/models/torch_headers.h"
#include "engine/protocol/elapsed.h"
#include "engine/training/agreement.h"

#include <algorithm>
#include <cmath>

namespace roentgen::training {

namespace {

// What each rank tells of a step, in this order.
enum Timing { Read, Decode, Augment, Wait, Compute, Reduce, Images, Elapsed, TimingCount };

constexpr int64_t largestPartialBytes = int64_t(2) << 30;

bool isSkipped(const Progress& progress) {
    const auto& skipped = progress.guard.skipped;
    return std::find(skipped.begin(), skipped.end(), progress.step) != skipped.end();
}

} // namespace

// This rank's side of it.
struct EpochSteps::StepUnderWay {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    std::vector<double> timing = std::vector<double>(TimingCount, 0.0);
    Status mine = Done{};
    StepSignals asked; // between its parts, of any rank
};

void EpochSteps::start(const Progress& from) {
    m_trainee.model->train();
    m_trainee.step->freezeTrunk(from.epoch <= m_run.experiment().model.freezeTrunkEpochs);
    m_films.startEpoch(from);
}

Result<StepEnd> EpochSteps::next(Progress* progress) {
    StepUnderWay step;
    m_guard.films() = {};
    if (const auto stop = takeParts(&step, progress)) {
        StepEnd inItsMiddle; // the parts that are done need not be done again
        inItsMiddle.checkpoint = *stop == Stop::WithCheckpoint;
        inItsMiddle.stop = stop;
        return inItsMiddle;
    }
    // A rank that failed still enters the sum, and tells the others there.
    StepSignals signals = m_stop.poll();
    signals.checkpoint |= step.asked.checkpoint;
    signals.stop |= step.asked.stop;
    signals.failed = !step.mine;
    signals.suspicious = !m_guard.films().suspects.empty();
    const double learningRate = m_trainee.learningRateAt(progress->step, progress->guard);
    const StepOutcome outcome = m_trainee.step->finish(learningRate, signals);
    progress->partInStep = 0;
    if (outcome.signals.failed)
        return agree(m_run.ranks, step.mine).error();
    return endStep(outcome, learningRate, &step, progress);
}

// The local batches of a step that are still to come. A stop: all ranks have agreed to it between two of them.
std::optional<Stop> EpochSteps::takeParts(StepUnderWay* step, Progress* progress) {
    const int64_t parts = m_run.experiment().training.accumulation;
    while (true) {
        if (step->mine)
            step->mine = guarded([&] { return takePart(step, *progress); });
        if (!step->mine) // the others go through this part, and wait where statistics are shared
            m_trainee.step->keepPace(1, step->mine.error());
        if (++progress->partInStep >= parts)
            return {};
        const StepSignals all = m_run.interruption.look(!step->mine);
        if (all.failed)
            return {};
        step->asked.checkpoint |= all.checkpoint;
        step->asked.stop |= all.stop;
        if (all.stopNow)
            return Stop::AtOnce;
        // The ranks' gradients so far go into the checkpoint, through rank 0's memory.
        const int64_t bytes = int64_t(m_trainee.step->gradients().nbytes()) * m_run.ranks.size();
        if (all.stop && bytes <= largestPartialBytes)
            return Stop::WithCheckpoint;
    }
}

Status EpochSteps::takePart(StepUnderWay* step, const Progress& progress) {
    if (auto reported = m_run.reporter.failure(); !reported)
        return reported;
    auto batch = m_films.training().next();
    if (!batch)
        return batch.error();
    if (!*batch)
        return Error{ErrorCode::Internal, "the loader ended before the epoch", "", ""};
    pipeline::Batch& part = **batch;
    const int64_t images = int64_t(part.samples.size());
    if (m_run.request.onBatch)
        m_run.request.onBatch(part);
    const auto pathOf = [&](int64_t sample) { return m_trainee.data.train[size_t(sample)].path; };
    StepFilms& films = m_guard.films();
    for (int64_t sample : part.samples)
        films.all.push_back(pathOf(sample));
    if (!isSkipped(progress)) {
        const auto& training = m_run.experiment().training;
        const bool isLast = progress.partInStep + 1 == training.accumulation;
        const double limit = lossLimit(progress.guard, training.divergenceFactor);
        const Suspects found =
            m_trainee.step->accumulate(part.pixels.data(), part.labels.data(), images, isLast, limit);
        for (int64_t place : found.images)
            films.suspects.push_back(pathOf(part.samples[size_t(place)]));
        films.badInput |= !found.images.empty() && found.badInput;
    }
    auto& t = step->timing;
    t[Read] += part.readSeconds;
    t[Decode] += part.decodeSeconds;
    t[Augment] += part.augmentSeconds;
    t[Wait] += part.waitSeconds;
    t[Images] += double(images);
    return Done{};
}

StepEnd EpochSteps::endStep(const StepOutcome& outcome, double learningRate, StepUnderWay* step, Progress* progress) {
    StepEnd ended;
    if (outcome.signals.stop || outcome.signals.stopNow)
        ended.stop = outcome.signals.stopNow ? Stop::AtOnce : Stop::WithCheckpoint;
    // A step in which nothing was known has no loss to judge or to tell of.
    const bool empty = outcome.known == 0 && std::isfinite(outcome.loss) && !outcome.signals.suspicious;
    const bool skipped = isSkipped(*progress) || empty;
    if (!skipped) {
        if (const std::string what = judge(outcome, progress->guard, m_run.experiment()); !what.empty()) {
            ended.divergence = m_guard.inStep(what, std::isfinite(outcome.loss), *progress);
            return ended;
        }
        note(outcome, &progress->guard);
    }
    ended.done = true;
    ++progress->step;
    ++progress->stepInEpoch;
    const double seconds = secondsSince(step->start);
    progress->epochSeconds += seconds;
    progress->seconds += seconds;
    step->timing[Compute] = outcome.computeSeconds;
    step->timing[Reduce] = outcome.reduceSeconds;
    step->timing[Elapsed] = seconds;
    if (!skipped) {
        progress->epochLoss += outcome.loss;
        ++progress->epochLosses;
        report(outcome, learningRate, m_run.ranks.gatherValues(step->timing), *progress);
    }
    ended.checkpoint = ended.stop != Stop::AtOnce && isCheckpointDue(outcome.signals, *progress);
    return ended;
}

bool EpochSteps::isCheckpointDue(const StepSignals& asked, const Progress& progress) const {
    // At an epoch's end a checkpoint follows anyway, after validation.
    const bool epochEnds = progress.stepInEpoch == m_trainee.stepsPerEpoch;
    const int64_t cadence = m_run.experiment().training.checkpointSteps;
    return (cadence > 0 && progress.step % cadence == 0 && !epochEnds) || asked.checkpoint || asked.stop;
}

void EpochSteps::report(const StepOutcome& outcome, double learningRate, const std::vector<double>& timing,
                        const Progress& progress) const {
    if (!m_run.isFirst())
        return;
    StepEvent event;
    event.epoch = progress.epoch;
    event.step = progress.step;
    event.loss = outcome.loss;
    event.learningRate = learningRate;
    event.gradientNorm = outcome.gradientNorm;
    double images = 0, seconds = 0;
    for (int rank = 0; rank < m_run.ranks.size(); ++rank) {
        const double* t = timing.data() + rank * TimingCount;
        event.stages.push_back({rank, t[Read], t[Decode], t[Augment], t[Wait], t[Compute], t[Reduce]});
        images += t[Images];
        seconds = std::max(seconds, t[Elapsed]);
    }
    event.imagesPerSecond = seconds > 0 ? images / seconds : 0;
    m_run.reporter.setStep(event.step);
    m_run.reporter.report(event);
}

} // namespace roentgen::training
