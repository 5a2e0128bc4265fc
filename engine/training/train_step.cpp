#include "engine/training/train_step.h"

#include "engine/models/memory_layout.h"
#include "engine/models/normalization.h"
#include "engine/models/torch_headers.h"
#include "engine/protocol/elapsed.h"
#include "engine/tasks/classification/loss.h"
#include "engine/training/gradient_norm.h"
#include "engine/training/host_to_device.h"

#include <chrono>
#include <cmath>
#include <iostream>

namespace roentgen::training {

namespace {

using Clock = std::chrono::steady_clock;

models::Classifier& laidOut(models::Classifier& model, const torch::Device& device) {
    model.to(device);
    models::layOutChannelsLast(model);
    return model;
}

// Places in the tail of the gradient buffer.
enum TailPlace { LossSumPlace, KnownPlace, StopPlace, StopNowPlace, CheckpointPlace, FailedPlace, SuspiciousPlace };

} // namespace

torch::Tensor modelInput(const float* pixels, int64_t images, const models::ModelDescription& d,
                         const torch::Device& device) {
    const torch::Tensor x =
        toDevice(torch::from_blob(const_cast<float*>(pixels), {images, 1, d.imageSize, d.imageSize}), device);
    if (d.channels == 1)
        return models::channelsLast(x);
    // The loader gave pixels in 0…1: each channel has its own mean and deviation.
    const auto perChannel = [&](const std::vector<float>& v) {
        return torch::tensor(v).view({1, d.channels, 1, 1}).to(device);
    };
    return x.expand({images, d.channels, d.imageSize, d.imageSize})
        .sub(perChannel(d.mean))
        .div(perChannel(d.deviation))
        .contiguous(torch::MemoryFormat::ChannelsLast);
}

distributed::ReducerOptions reducerOptions(const Experiment& experiment) {
    distributed::ReducerOptions options;
    options.bucketBytes = size_t(experiment.distributed.bucketMb * 1024 * 1024);
    options.firstBucketBytes = std::min(options.firstBucketBytes, options.bucketBytes);
    options.wire = experiment.distributed.compression == "bf16" ? distributed::Wire::Bf16 : distributed::Wire::Float;
    return options;
}

TrainStep::TrainStep(models::Classifier& model, const models::ModelDescription& description,
                     distributed::Communicator& ranks, StepOptions options)
    : m_model(laidOut(model, options.device))
    , m_description(description)
    , m_ranks(ranks)
    , m_options(options)
    , m_flat(model, ranks, [&model](const std::string& parameter) { return model.gradientGroup(parameter); })
    , m_reducer(m_flat, ranks, options.reduction)
    , m_loss(tasks::Loss())
    , m_targetSize(int64_t(description.classes.size())) {
    m_keepsPace = description.normalization == "sync_batch" && ranks.size() > 1;
    if (m_keepsPace)
        models::setSumOverRanks(model, [&ranks](double* values, size_t count) { ranks.sum(values, count); });
}

TrainStep::~TrainStep() {
    if (m_keepsPace)
        models::setSumOverRanks(m_model, {});
}

Status TrainStep::setOptimizer(const Experiment& experiment) {
    const ParameterLayout layout = layoutOf(m_model, m_flat.size());
    m_headBegin = layout.headBegin();
    auto optimizer =
        makeOptimizer(experiment.training.optimizer, optimizerOptions(experiment, layout, m_options.device));
    if (!optimizer)
        return optimizer.error();
    m_optimizer = optimizer.take();
    m_clipNorm = experiment.training.clipNorm;
    if (experiment.training.emaDecay > 0)
        m_average = std::make_unique<WeightAverage>(m_flat, m_model, experiment.training.emaDecay);
    abandon();
    return Done{};
}

torch::Tensor TrainStep::forward(const torch::Tensor& x) {
    if (!m_optimizer->isTrunkFrozen())
        return m_model.forward(x);
    torch::Tensor features;
    {
        torch::NoGradGuard noGrad;
        m_model.eval();
        features = m_model.features(x);
        m_model.train();
    }
    return m_model.logits(features);
}

Suspects TrainStep::accumulate(const float* pixels, const float* targets, int64_t images, bool isLast,
                               double suspectLoss) {
    if (images == 0 && !m_keepsPace)
        return {};
    const auto start = Clock::now();
    const torch::Tensor x = modelInput(pixels, images, m_description, m_options.device);
    const torch::Tensor y =
        toDevice(torch::from_blob(const_cast<float*>(targets), {images, m_targetSize}), m_options.device);
    torch::Tensor logits;
    m_insidePart = true;
    {
        models::AutocastScope autocast(m_options.precision, m_options.device);
        logits = forward(x);
    }
    const tasks::LossSum loss = m_loss(logits.to(torch::kFloat), y);
    if (isLast && !m_keepsPace) { // with shared statistics the ranks talk within the backward pass
        m_forwardSeconds = secondsSince(start);
        m_reducer.open(firstGradient());
    }
    (loss.sum / double(m_options.localBatch * m_targetSize)).backward();
    m_insidePart = false;
    const double sum = loss.sum.item<double>();
    m_lossSum += sum;
    m_known += loss.known;
    m_computeSeconds += secondsSince(start);
    if (std::isfinite(sum) && (loss.known == 0 || sum / loss.known <= suspectLoss))
        return {};
    return findSuspects(x, y, logits.detach().to(torch::kFloat), m_loss, suspectLoss);
}

void TrainStep::setLoss(tasks::LossFunction loss, int64_t targetSize) {
    m_loss = std::move(loss);
    m_targetSize = targetSize;
}

void TrainStep::keepPace(int64_t partsLeft, const Error& why) {
    if (!m_keepsPace)
        return;
    if (m_insidePart) { // the other ranks wait inside a sum that this one cannot enter any more
        std::cerr << "rank " + std::to_string(m_ranks.rank()) + ": " + why.toLine() + "\n";
        m_ranks.abort(why.exitCode());
    }
    float nothing = 0;
    for (int64_t part = 0; part < partsLeft; ++part)
        accumulate(&nothing, &nothing, 0, false);
}

std::vector<distributed::BucketTime> TrainStep::bucketTimes() const {
    auto times = m_reducer.bucketTimes();
    for (distributed::BucketTime& time : times)
        time.readySeconds += m_forwardSeconds;
    return times;
}

int64_t TrainStep::firstGradient() const {
    return m_optimizer->isTrunkFrozen() ? m_headBegin : 0;
}

StepOutcome TrainStep::finish(double learningRate, const StepSignals& mine) {
    StepOutcome outcome;
    auto start = Clock::now();
    torch::Tensor tail = m_flat.gradients().narrow(0, m_flat.size(), distributed::FlatParameters::tailSize);
    tail.copy_(
        torch::tensor({float(m_lossSum), float(m_known), float(mine.stop), float(mine.stopNow), float(mine.checkpoint),
                       float(mine.failed), float(mine.suspicious), 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f}));
    m_reducer.finish(firstGradient());
    const torch::Tensor sums = tail.to(torch::kCPU);
    const float* sum = sums.data_ptr<float>();
    outcome.signals = {sum[StopPlace] > 0, sum[StopNowPlace] > 0, sum[CheckpointPlace] > 0, sum[FailedPlace] > 0,
                       sum[SuspiciousPlace] > 0};
    outcome.reduceSeconds = secondsSince(start);
    outcome.sumSeconds = m_reducer.sumSeconds();
    outcome.sumProcessorSeconds = m_reducer.sumProcessorSeconds();

    start = Clock::now();
    outcome.known = sum[KnownPlace];
    if (!outcome.signals.failed) {
        outcome.loss = outcome.known > 0 ? sum[LossSumPlace] / outcome.known : double(sum[LossSumPlace]);
        if (outcome.known > 0 && std::isfinite(outcome.loss) && !outcome.signals.suspicious)
            learn(outcome.known, learningRate, &outcome);
    }
    outcome.updateSeconds = secondsSince(start);
    outcome.computeSeconds = m_computeSeconds + outcome.updateSeconds;
    abandon();
    return outcome;
}

void TrainStep::learn(double known, double learningRate, StepOutcome* outcome) {
    // The mean over the known labels of all ranks, whatever their shares.
    double scale = double(m_options.localBatch) * double(m_targetSize) / known;
    const torch::Tensor gradients = m_flat.gradients().narrow(0, 0, m_flat.size());
    if (m_clipNorm > 0) {
        // Every rank has the same bits of the reduced gradient, and so the same norm.
        outcome->gradientNorm = gradientNorm(gradients) * scale;
        if (!std::isfinite(outcome->gradientNorm))
            return;
        scale *= clipFactor(outcome->gradientNorm, m_clipNorm);
    }
    const double norm = m_optimizer->step(m_flat.values(), gradients, scale, learningRate);
    if (m_clipNorm == 0)
        outcome->gradientNorm = norm;
    outcome->learned = true;
    if (m_average)
        m_average->update();
}

void TrainStep::setSums(const Sums& sums) {
    m_lossSum = sums.loss;
    m_known = sums.known;
}

void TrainStep::abandon() {
    m_flat.zeroGradients();
    m_lossSum = m_known = m_computeSeconds = 0;
}

bool TrainStep::isFinite() const {
    torch::NoGradGuard noGrad;
    const auto finite = [](const torch::Tensor& values) { return torch::isfinite(values.sum()).item<bool>(); };
    bool all = std::isfinite(m_lossSum) && finite(m_flat.values());
    for (const torch::Tensor& one : distributed::statisticsOf(m_model))
        all = all && finite(one);
    if (m_average)
        for (const auto& [name, tensor] : m_average->weights())
            all = all && finite(tensor);
    return all;
}

} // namespace roentgen::training
