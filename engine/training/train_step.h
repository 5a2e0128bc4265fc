// One training step of one rank: forward, loss, backward, reduction over ranks, optimizer. The benchmark times this
// very class.
#pragma once

#include "engine/distributed/gradient_reducer.h"
#include "engine/models/classifier.h"
#include "engine/models/precision.h"
#include "engine/tasks/loss_sum.h"
#include "engine/training/optimizer.h"
#include "engine/training/suspects.h"
#include "engine/training/weight_average.h"

#include <limits>

namespace roentgen::training {

// What a rank wants the others to know; travels with the gradients.
struct StepSignals {
    bool stop = false, stopNow = false, checkpoint = false, failed = false;
    bool suspicious = false; // a loss that is no number, or has exploded
};

struct StepOutcome {
    double known = 0;                             // targets (LossSum) of all ranks; 0: no loss
    double loss = 0;                              // mean over the known targets of all ranks
    double gradientNorm = 0;                      // of the mean gradient, before clipping
    double computeSeconds = 0, updateSeconds = 0; // the optimizer's part is in both
    double reduceSeconds = 0;                     // that the step waited for the sum over ranks
    double sumSeconds = 0;                        // that the sums took, hidden behind the backward pass or not
    double sumProcessorSeconds = 0;               // of these, on a processor
    StepSignals signals;  // of any rank; where one failed or is suspicious, the weights were left alone
    bool learned = false; // the weights were changed
};

// The model's input from the loader's pixels [N,1,H,W] float32: on the device, repeated and normalised for models of
// three channels, in the layout that convolutions want.
torch::Tensor modelInput(const float* pixels, int64_t images, const models::ModelDescription& description,
                         const torch::Device& device);

struct StepOptions {
    models::Precision precision = models::Precision::Fp32;
    torch::Device device = torch::kCPU;
    distributed::ReducerOptions reduction;
    int64_t localBatch = 16; // images · accumulation of a full step: keeps the gradient in the range of bf16
};

// As the experiment asks.
distributed::ReducerOptions reducerOptions(const Experiment& experiment);

class TrainStep {
public:
    // Moves the model to the device and lays it out flat. All of them must outlive it.
    TrainStep(models::Classifier& model, const models::ModelDescription& description, distributed::Communicator& ranks,
              StepOptions options);
    ~TrainStep();
    TrainStep(const TrainStep&) = delete;
    TrainStep& operator=(const TrainStep&) = delete;
    // Optimizer, clipping and weight average as the experiment asks. Usage error: an optimizer that is not built.
    Status setOptimizer(const Experiment& experiment);
    // From now on the head alone learns: the trunk computes as in validation, without gradients, and its running
    // statistics stay.
    void freezeTrunk(bool frozen) { m_optimizer->freezeTrunk(frozen); }
    // Binary cross-entropy of every class until then. targetSize: floats of an image's target.
    void setLoss(tasks::LossFunction loss, int64_t targetSize);

    // Adds the gradient of a local (micro-)batch; images may be 0. pixels [N,1,H,W], targets [N,targetSize]. Whatever
    // the sizes of the parts and the shares of unknown targets, the step's gradient is that of the mean over all known
    // ones of all parts and ranks. Returns the images to look at where the loss is no number or its mean is above
    // suspectLoss; else none. isLast: nothing is added any more before finish(), and no rank calls another collective
    // before it; the sum over ranks begins with the backward pass.
    Suspects accumulate(const float* pixels, const float* targets, int64_t images, bool isLast = false,
                        double suspectLoss = std::numeric_limits<double>::infinity());
    // With sync_batch every rank goes through every part of a step: one that failed between parts goes through those
    // that are left, without images, so that the others come to finish(). Ends all ranks where it failed inside one.
    void keepPace(int64_t partsLeft, const Error& why);
    // Ends the step: reduction, clipping, optimizer, average. Collective.
    StepOutcome finish(double learningRate, const StepSignals& mine);

    // A step in its middle, for a checkpoint: this rank's gradient so far (aliased), and its sums of loss and labels.
    torch::Tensor gradients() const { return m_flat.gradients(); }
    struct Sums {
        double loss = 0, known = 0;
    };
    Sums sums() const { return {m_lossSum, m_known}; }
    void setSums(const Sums& sums);
    // Drops what was accumulated.
    void abandon();
    // No weight, average, statistic or loss of this rank is NaN or infinite. One pass over them.
    bool isFinite() const;

    models::Classifier& model() { return m_model; }
    distributed::FlatParameters& parameters() { return m_flat; }
    Optimizer& optimizer() { return *m_optimizer; }
    WeightAverage* average() { return m_average.get(); } // null: no average
    // When the buckets of the last step's gradients were there, after the beginning of its last part.
    std::vector<distributed::BucketTime> bucketTimes() const;
    std::string sumsBy() const { return m_reducer.way(); } // how gradients are summed; empty with one rank
    const StepOptions& options() const { return m_options; }

private:
    torch::Tensor forward(const torch::Tensor& x);
    int64_t firstGradient() const; // in the flat buffer
    void learn(double known, double learningRate, StepOutcome* outcome);

    models::Classifier& m_model;
    const models::ModelDescription& m_description;
    distributed::Communicator& m_ranks;
    StepOptions m_options;
    distributed::FlatParameters m_flat;
    distributed::GradientReducer m_reducer;
    std::unique_ptr<Optimizer> m_optimizer;
    std::unique_ptr<WeightAverage> m_average;
    bool m_keepsPace = false, m_insidePart = false; // sync_batch over several ranks
    double m_clipNorm = 0;
    tasks::LossFunction m_loss;
    int64_t m_targetSize = 0;
    int64_t m_headBegin = 0; // in the flat buffer
    double m_lossSum = 0, m_known = 0, m_computeSeconds = 0;
    double m_forwardSeconds = 0; // of the last part
};

} // namespace roentgen::training
