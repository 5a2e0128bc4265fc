// One training step of one rank: forward, loss, backward, reduction over ranks, optimizer. The benchmark times this
// very class.
#pragma once

#include "engine/distributed/flat_parameters.h"
#include "engine/models/classifier.h"
#include "engine/models/precision.h"
#include "engine/training/optimizer.h"

namespace roentgen::training {

// What a rank wants the others to know; travels with the gradients.
struct StepSignals {
    bool stop = false, stopNow = false, checkpoint = false, failed = false;
};

struct StepOutcome {
    double loss = 0;         // mean over the known labels of all ranks
    double gradientNorm = 0; // of the mean gradient
    double computeSeconds = 0, reduceSeconds = 0;
    StepSignals signals; // of any rank; where one failed, the weights were left alone
};

// The model's input from the loader's pixels [N,1,H,W] float32: on the device, repeated and normalised for models of
// three channels, in the layout that convolutions want.
torch::Tensor modelInput(const float* pixels, int64_t images, const models::ModelDescription& description,
                         const torch::Device& device);

struct StepOptions {
    models::Precision precision = models::Precision::Fp32;
    torch::Device device = torch::kCPU;
    size_t bucketBytes = size_t(16) << 20;
    int64_t localBatch = 16; // images · accumulation of a full step: keeps the gradient in the range of bf16
};

class TrainStep {
public:
    // Moves the model to the device and lays it out flat. All of them must outlive it.
    TrainStep(models::Classifier& model, const models::ModelDescription& description, distributed::Communicator& ranks,
              StepOptions options);
    // Usage error: an optimizer that is not built.
    Status setOptimizer(const Experiment& experiment);

    // Adds the gradient of a local (micro-)batch; images may be 0. pixels [N,1,H,W], labels [N,classes].
    void accumulate(const float* pixels, const float* labels, int64_t images);
    // Ends the step. Collective.
    StepOutcome finish(double learningRate, const StepSignals& mine);

    models::Classifier& model() { return m_model; }
    distributed::FlatParameters& parameters() { return m_flat; }
    Optimizer& optimizer() { return *m_optimizer; }
    const StepOptions& options() const { return m_options; }

private:
    models::Classifier& m_model;
    const models::ModelDescription& m_description;
    distributed::Communicator& m_ranks;
    StepOptions m_options;
    distributed::FlatParameters m_flat;
    std::unique_ptr<Optimizer> m_optimizer;
    double m_lossSum = 0, m_known = 0, m_computeSeconds = 0;
};

} // namespace roentgen::training
