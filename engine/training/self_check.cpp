#include "engine/training/self_check.h"

#include "engine/models/memory_layout.h"
#include "engine/models/precision.h"
#include "engine/models/torch_headers.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/tasks/classification/loss.h"
#include "engine/training/train_step.h"

#include <cmath>
#include <filesystem>
#include <limits>
#include <unistd.h>

namespace roentgen::training {

namespace {

using models::Precision;
using torch::Tensor;

constexpr int64_t Classes = 5;
constexpr int AgreementSteps = 4, FallingSteps = 12;

double difference(const Tensor& a, const Tensor& b) {
    const double size = b.norm().item<double>();
    return (a - b).norm().item<double>() / std::max(size, std::numeric_limits<double>::min());
}

// Everything that one pass through a model gives, on the CPU.
struct Pass {
    Tensor logits, gradients;
    double loss = 0;
};

class Checks {
public:
    Checks(const SelfCheckOptions& options, const std::function<void(const SelfCheckLine&)>& say)
        : m_options(options)
        , m_say(say)
        , m_ranks(distributed::oneProcess()) {
        m_description.architecture = options.architecture;
        m_description.imageSize = options.imageSize;
        for (int64_t k = 0; k < Classes; ++k)
            m_description.classes.push_back(std::to_string(k));
        torch::manual_seed(2);
        m_pixels = torch::randn({options.batch, 1, options.imageSize, options.imageSize});
        m_labels = torch::rand({options.batch, Classes}).round();
        m_labels[0][0] = std::numeric_limits<float>::quiet_NaN(); // an unknown label
    }

    Status run() {
        models::useTensorFloat32(false);
        if (auto model = makeModel(m_description); !model)
            return model.error();
        checkPasses();
        // The same computation on both sides: it says something only where those are two devices.
        if (!m_options.device.is_cpu()) {
            checkLosses();
            checkOptimizers();
        }
        if (auto checked = checkSteps(); !checked)
            return checked;
        return checkWeightsFile();
    }

private:
    // The same weights every time.
    static Result<std::shared_ptr<models::Classifier>> makeModel(const models::ModelDescription& description) {
        torch::manual_seed(1);
        return models::makeClassifier(description);
    }

    models::ModelDescription described(const char* normalization) const {
        models::ModelDescription description = m_description;
        description.normalization = normalization;
        return description;
    }

    // The processor computes as the model was made; the device in the layout and precision of training.
    enum class MemoryOrder { AsMade, AsTrained };
    Pass pass(const char* normalization, const torch::Device& device, Precision precision, MemoryOrder layout) const {
        auto model = *makeModel(described(normalization));
        const bool asInTraining = layout == MemoryOrder::AsTrained;
        model->to(device);
        if (asInTraining)
            models::layOutChannelsLast(*model);
        model->train();
        const Tensor x = asInTraining ? models::channelsLast(m_pixels.to(device)) : m_pixels.to(device);
        Pass pass;
        {
            models::AutocastScope autocast(precision, device);
            pass.logits = model->forward(x).to(torch::kFloat);
        }
        const tasks::LossSum loss = tasks::Loss()(pass.logits, m_labels.to(device));
        (loss.sum / loss.known).backward();
        pass.loss = loss.sum.item<double>() / loss.known;
        pass.logits = pass.logits.detach().cpu();
        std::vector<Tensor> gradients;
        for (const Tensor& parameter : model->parameters())
            gradients.push_back(parameter.grad().cpu().contiguous().flatten());
        pass.gradients = torch::cat(gradients);
        return pass;
    }

    // Without normalisation a difference stays what it was; the batch statistics of random weights enlarge it from
    // layer to layer (PyTorch against itself, other memory layout, DenseNet-121 at 96²: gradients 7e-3 in fp32, 0.7 in
    // bf16).
    void checkPasses() {
        static constexpr double NotTold = -1;
        const struct {
            const char* normalization;
            Precision precision;
            double logits, gradients, loss;
        } limits[] = {{"none", Precision::Fp32, 1e-5, 2e-3, 1e-5},
                      {"none", Precision::Bf16, 5e-2, 0.15, 1e-2},
                      {"batch", Precision::Fp32, 2e-4, 5e-2, 1e-4},
                      {"batch", Precision::Bf16, 0.4, NotTold, 2e-2}};
        for (const auto& limit : limits) {
            const Pass expected = pass(limit.normalization, torch::kCPU, Precision::Fp32, MemoryOrder::AsMade);
            const Pass got = pass(limit.normalization, m_options.device, limit.precision, MemoryOrder::AsTrained);
            const std::string in =
                std::string(", normalization ") + limit.normalization + ", " + models::precisionName(limit.precision);
            m_say({"logits" + in, difference(got.logits, expected.logits), limit.logits, ""});
            if (limit.gradients != NotTold)
                m_say({"gradients" + in, difference(got.gradients, expected.gradients), limit.gradients, ""});
            m_say({"loss" + in, std::abs(got.loss - expected.loss) / expected.loss, limit.loss, ""});
        }
    }

    struct Trained {
        std::vector<double> losses;
        Tensor weights; // flat, on the CPU
        std::shared_ptr<models::Classifier> model;
    };

    Result<Trained> trained(const models::ModelDescription& description, const torch::Device& device,
                            Precision precision, const Experiment& experiment, int steps) const {
        Trained result;
        result.model = *makeModel(description);
        result.model->train();
        StepOptions options;
        options.device = device;
        options.precision = precision;
        options.localBatch = m_options.batch;
        TrainStep step(*result.model, description, *m_ranks, options);
        if (auto ready = step.setOptimizer(experiment); !ready)
            return ready.error();
        for (int k = 0; k < steps; ++k) {
            step.accumulate(m_pixels.data_ptr<float>(), m_labels.data_ptr<float>(), m_options.batch);
            result.losses.push_back(step.finish(experiment.training.learningRate, {}).loss);
        }
        result.weights = step.parameters().values().cpu();
        return result;
    }

    // Of the same logits.
    void checkLosses() {
        torch::manual_seed(4);
        const Tensor logits = torch::randn({m_options.batch, Classes});
        const tasks::LabelCounts counts{std::vector<double>(Classes, 20), std::vector<double>(Classes, 80)};
        for (const std::string& name : findExperimentKey("training.loss")->choices) {
            Experiment experiment;
            experiment.training.loss = name;
            experiment.training.labelSmoothing = 0.1;
            const auto loss = tasks::Loss::make(experiment, m_description.classes, counts);
            if (!loss) {
                m_say({"gradient of " + name, std::numeric_limits<double>::infinity(), 1e-5, loss.error().toLine()});
                continue;
            }
            const auto gradientOn = [&](const torch::Device& device) {
                const Tensor x = logits.to(device).detach().clone().requires_grad_();
                const tasks::LossSum sum = (*loss)(x, m_labels.to(device));
                (sum.sum / sum.known).backward();
                return x.grad().cpu();
            };
            m_say({"gradient of " + name, difference(gradientOn(m_options.device), gradientOn(torch::kCPU)), 1e-5, ""});
        }
    }

    // Each optimizer's own arithmetic: the same gradient on both sides, not the model's.
    void checkOptimizers() {
        for (const std::string& name : findExperimentKey("training.optimizer")->choices) {
            Experiment experiment;
            experiment.training.optimizer = name;
            experiment.training.weightDecay = 0.01;
            std::vector<Tensor> weights;
            for (const torch::Device& device : {torch::Device(torch::kCPU), m_options.device}) {
                auto model = *makeModel(m_description);
                StepOptions options;
                options.device = device;
                options.localBatch = 1;
                TrainStep step(*model, m_description, *m_ranks, options);
                if (!step.setOptimizer(experiment))
                    break; // one that this version does not build
                torch::manual_seed(3);
                for (int k = 0; k < AgreementSteps; ++k) {
                    step.gradients()
                        .narrow(0, 0, step.parameters().size())
                        .copy_(torch::randn({step.parameters().size()}));
                    step.setSums({1, double(Classes)});
                    step.finish(0.01, {});
                }
                weights.push_back(step.parameters().values().cpu());
            }
            if (weights.size() == 2)
                m_say({"optimizer " + name, difference(weights[1], weights[0]), 1e-5, ""});
        }
    }

    Status checkSteps() {
        Experiment experiment;
        experiment.training.optimizer = "sgd"; // Adam would make a full step of a gradient that is all rounding
        experiment.training.learningRate = 0.01;
        const models::ModelDescription plain = described("none");
        const auto expected = trained(plain, torch::kCPU, Precision::Fp32, experiment, AgreementSteps);
        if (!expected)
            return expected.error();
        for (const auto& [precision, allowed] : {std::pair{Precision::Fp32, 1e-3}, std::pair{Precision::Bf16, 5e-2}}) {
            if (m_options.device.is_cpu() && precision == Precision::Fp32)
                continue; // the very same computation
            const auto got = trained(plain, m_options.device, precision, experiment, AgreementSteps);
            if (!got)
                return got.error();
            double worst = 0;
            for (size_t k = 0; k < got->losses.size(); ++k)
                worst = std::max(worst, std::abs(got->losses[k] - expected->losses[k]) / expected->losses[k]);
            m_say({std::string("losses of ") + std::to_string(AgreementSteps) + " steps, " +
                       models::precisionName(precision),
                   std::isfinite(got->losses.back()) ? worst : NAN, allowed, ""});
        }
        experiment.training.optimizer = "adam";
        experiment.training.learningRate = 0.001;
        const auto falling = trained(m_description, m_options.device, models::choosePrecision("auto", m_options.device),
                                     experiment, FallingSteps);
        if (!falling)
            return falling.error();
        m_say({"training learns its batch", falling->losses.back() / falling->losses.front(), 0.8,
               "last loss over first"});
        return Done{};
    }

    Status checkWeightsFile() {
        Experiment experiment;
        const auto made = trained(m_description, m_options.device, Precision::Fp32, experiment, 2);
        if (!made)
            return made.error();
        const std::string path =
            (std::filesystem::temp_directory_path() / ("roentgen-selfcheck-" + std::to_string(getpid()))).string() +
            ".safetensors";
        if (auto saved = models::saveWeights(path, *made->model, m_description); !saved)
            return saved;
        auto loaded = models::loadClassifier(path);
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        if (!loaded)
            return loaded.error();
        torch::NoGradGuard noGrad;
        made->model->eval();
        const Tensor there = made->model->forward(models::channelsLast(m_pixels.to(m_options.device))).cpu();
        m_say({"weights saved and read again", difference(there, loaded->model->forward(m_pixels)), 1e-4, ""});
        return Done{};
    }

    SelfCheckOptions m_options;
    const std::function<void(const SelfCheckLine&)>& m_say;
    std::unique_ptr<distributed::Communicator> m_ranks;
    models::ModelDescription m_description;
    Tensor m_pixels, m_labels;
};

} // namespace

Status selfCheck(const SelfCheckOptions& options, const std::function<void(const SelfCheckLine&)>& say) {
    return Checks(options, say).run();
}

} // namespace roentgen::training
