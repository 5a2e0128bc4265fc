// What a model learns and how it is judged: all that loop, ranks, checkpoints and events do not know. A sample is a
// film with its target (datasets::Sample); a task says what network that wants, what its outputs cost, and what they
// are worth on films held out.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/distributed/communicator.h"
#include "engine/models/classifier.h"
#include "engine/protocol/metric.h"
#include "engine/tasks/loss_sum.h"

#include <memory>

namespace roentgen::tasks {

// Of one part of the data set.
struct Measures {
    double loss = 0; // the training's, in double; NaN where no target is known
    Metrics metrics;
};

// What a model's outputs on one part come to. Every rank has one of its own and adds what it has seen; merged, rank
// 0's has all: outputs or counts, never means of means. One thread at a time.
class Meter {
public:
    virtual ~Meter() = default;
    // outputs: the network's, on the processor, float32; samples: their places in the part. Each sample comes once.
    virtual void add(const torch::Tensor& outputs, const std::vector<int64_t>& samples) = 0;
    // Collective.
    virtual void merge(distributed::Communicator& ranks) = 0;

    // Of what was merged, on rank 0; the same to the last bit whatever the number of ranks.
    virtual std::vector<int64_t> notNumbers() const = 0; // places of samples with such outputs, in order
    virtual Measures measures() const = 0;
    // Several models' mean prediction: an empty meter takes in each of so many members once.
    virtual void mix(const Meter& member, size_t members) = 0;
};

struct MeteredPart {
    std::string split; // "validation" "test"
    std::unique_ptr<Meter> meter;
};

// Does not change; any thread.
class Task {
public:
    virtual ~Task() = default;
    // The metric that tells which epoch is the best.
    virtual std::string headline() const = 0;
    // What the experiment's model looks like for it.
    virtual models::ModelDescription network(const Experiment& experiment) const = 0;
    virtual int64_t targetSize() const = 0; // floats of a sample's target
    virtual LossSum loss(const torch::Tensor& outputs, const torch::Tensor& targets) const = 0;
    // Of a part, which must outlive it.
    virtual std::unique_ptr<Meter> meter(const std::vector<datasets::Sample>& part) const = 0;

    // Of merged meters, on rank 0: the run's predictions (atomic), and what its model card says of its results.
    virtual Status writePredictions(const std::string& path, const std::vector<MeteredPart>& parts) const = 0;
    virtual std::string resultTables(const std::vector<MeteredPart>& parts) const = 0;
};

// experiment.task on this data set, which it does not refer to afterwards. Usage error: a loss that does not fit.
Result<std::unique_ptr<Task>> makeTask(const Experiment& experiment, const datasets::Dataset& data);

} // namespace roentgen::tasks
