#include "engine/training/validation.h"

#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"

namespace roentgen::training {

namespace {

Status meterBatch(tasks::Meter& meter, pipeline::BatchLoader& loader, TrainStep& step,
                  const models::ModelDescription& description) {
    torch::NoGradGuard noGrad;
    auto batch = loader.next();
    if (!batch)
        return batch.error();
    const int64_t images = *batch ? int64_t((*batch)->samples.size()) : 0;
    if (images == 0)
        return Done{};
    const torch::Tensor x = modelInput((*batch)->pixels.data(), images, description, step.options().device);
    models::AutocastScope autocast(step.options().precision, step.options().device);
    meter.add(step.model().forward(x).to(torch::kCPU, torch::kFloat), (*batch)->samples);
    return Done{};
}

} // namespace

Status meterPart(tasks::Meter& meter, pipeline::BatchLoader& loader, int64_t pass, TrainStep& step,
                 const models::ModelDescription& description, distributed::Communicator& ranks,
                 Interruption& interruption) {
    interruption.restart();
    step.model().eval();
    loader.start(pass);
    Status done = Done{};
    for (int64_t batch = 0; batch < loader.steps(); ++batch) {
        if (done)
            done = guarded([&] { return meterBatch(meter, loader, step, description); });
        const StepSignals all = interruption.look(!done);
        if (all.failed)
            break;
        if (all.stop || all.stopNow)
            return stopped(*interruption.asked());
    }
    if (auto agreed = agree(ranks, done); !agreed)
        return agreed;
    meter.merge(ranks);
    return Done{};
}

std::map<std::string, double> metricsForWeights(const tasks::Measures& measures) {
    std::map<std::string, double> metrics;
    if (std::isfinite(measures.loss))
        metrics["loss"] = measures.loss;
    for (const Metric& metric : measures.metrics.list)
        if (metric.value && metric.direction != Direction::None)
            metrics[metric.of.empty() ? metric.name : metric.measure() + " " + metric.of] = *metric.value;
    return metrics;
}

} // namespace roentgen::training
