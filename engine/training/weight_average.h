// A running average of the weights over the steps (Polyak averaging with exponential decay).
#pragma once

#include "engine/distributed/flat_parameters.h"
#include "engine/models/weights.h"

#include <memory>
#include <vector>

namespace roentgen::training {

// average ← d·average + (1-d)·weights after every step, with d = min(decay, (1+n)/(10+n)) after n updates, so that the
// first weights are soon forgotten (tf.train.ExponentialMovingAverage with num_updates); the first update copies.
// Running statistics of batch normalisation are averaged in the same way, each rank its own (as
// torch.optim.swa_utils.AveragedModel does with use_buffers): the averaged weights need statistics of their own.
class WeightAverage {
public:
    // Both must outlive it.
    WeightAverage(distributed::FlatParameters& parameters, torch::nn::Module& model, double decay);

    void update();
    // The model gets the averages, and this gets the model's weights and statistics; once more: as before, bit for
    // bit. Before the first update: nothing.
    void exchange();

    // What a checkpoint holds. They alias the averages; the second are of this rank alone.
    models::NamedTensors weights() const;
    models::NamedTensors statistics() const;
    int64_t updates = 0;

private:
    distributed::FlatParameters& m_parameters;
    torch::nn::Module& m_model;
    double m_decay;
    torch::Tensor m_weights;
    std::vector<torch::Tensor> m_statistics; // in the order of statisticsOf()
};

// While it lives the model is what validation and weights files see: the averaged weights where there are some, and
// the mean of the ranks' running statistics. Then it is what training goes on with, bit for bit. Making one is
// collective.
class EvaluatedWeights {
public:
    EvaluatedWeights(torch::nn::Module& model, WeightAverage* average, distributed::Communicator& ranks);
    ~EvaluatedWeights();
    EvaluatedWeights(const EvaluatedWeights&) = delete;
    EvaluatedWeights& operator=(const EvaluatedWeights&) = delete;

private:
    torch::nn::Module& m_model;
    WeightAverage* m_average; // may be null
    std::vector<torch::Tensor> m_own;
};

} // namespace roentgen::training
