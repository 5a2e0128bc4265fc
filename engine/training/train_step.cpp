#include "engine/training/train_step.h"

#include "engine/models/memory_layout.h"
#include "engine/models/torch_headers.h"
#include "engine/training/loss.h"

#include <chrono>

namespace roentgen::training {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

models::Classifier& laidOut(models::Classifier& model, const torch::Device& device) {
    model.to(device);
    models::layOutChannelsLast(model);
    return model;
}

// Places in the tail of the gradient buffer.
enum TailPlace { LossSumPlace, KnownPlace, StopPlace, StopNowPlace, CheckpointPlace, FailedPlace };

} // namespace

torch::Tensor modelInput(const float* pixels, int64_t images, const models::ModelDescription& d,
                         const torch::Device& device) {
    torch::Tensor x = torch::from_blob(const_cast<float*>(pixels), {images, 1, d.imageSize, d.imageSize});
    x = device.is_cpu() ? x : x.to(device);
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

TrainStep::TrainStep(models::Classifier& model, const models::ModelDescription& description,
                     distributed::Communicator& ranks, StepOptions options)
    : m_model(laidOut(model, options.device))
    , m_description(description)
    , m_ranks(ranks)
    , m_options(options)
    , m_flat(model) {}

Status TrainStep::setOptimizer(const Experiment& experiment) {
    auto optimizer = makeOptimizer(experiment, m_flat.size(), m_options.device);
    if (!optimizer)
        return optimizer.error();
    m_optimizer = optimizer.take();
    m_flat.zeroGradients();
    return Done{};
}

void TrainStep::accumulate(const float* pixels, const float* labels, int64_t images) {
    if (images == 0)
        return;
    const auto start = Clock::now();
    const int64_t classes = int64_t(m_description.classes.size());
    const torch::Tensor x = modelInput(pixels, images, m_description, m_options.device);
    const torch::Tensor y = torch::from_blob(const_cast<float*>(labels), {images, classes}).to(m_options.device);
    torch::Tensor logits;
    {
        models::AutocastScope autocast(m_options.precision, m_options.device);
        logits = m_model.forward(x);
    }
    const LossSum loss = binaryCrossEntropy(logits.to(torch::kFloat), y);
    (loss.sum / double(m_options.localBatch * classes)).backward();
    m_lossSum += loss.sum.item<double>();
    m_known += loss.known;
    m_computeSeconds += secondsSince(start);
}

StepOutcome TrainStep::finish(double learningRate, const StepSignals& mine) {
    StepOutcome outcome;
    auto start = Clock::now();
    torch::Tensor tail = m_flat.gradients().narrow(0, m_flat.size(), distributed::FlatParameters::tailSize);
    tail.copy_(
        torch::tensor({float(m_lossSum), float(m_known), float(mine.stop), float(mine.stopNow), float(mine.checkpoint),
                       float(mine.failed), 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f}));
    m_flat.sumGradients(m_ranks, m_options.bucketBytes);
    const torch::Tensor sums = tail.to(torch::kCPU);
    const float* sum = sums.data_ptr<float>();
    outcome.signals = {sum[StopPlace] > 0, sum[StopNowPlace] > 0, sum[CheckpointPlace] > 0, sum[FailedPlace] > 0};
    outcome.reduceSeconds = secondsSince(start);

    start = Clock::now();
    const double known = sum[KnownPlace];
    if (known > 0 && !outcome.signals.failed) {
        // The mean over the known labels of all ranks, whatever their shares.
        const double scale = double(m_options.localBatch) * double(m_description.classes.size()) / known;
        outcome.loss = sum[LossSumPlace] / known;
        outcome.gradientNorm =
            m_optimizer->step(m_flat.values(), m_flat.gradients().narrow(0, 0, m_flat.size()), scale, learningRate);
    }
    m_flat.zeroGradients();
    outcome.computeSeconds = m_computeSeconds + secondsSince(start);
    m_lossSum = m_known = m_computeSeconds = 0;
    return outcome;
}

} // namespace roentgen::training
