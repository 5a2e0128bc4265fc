// The learning rate of every step: scaling with the global batch, warm-up, schedule.
#pragma once

#include "engine/protocol/experiment.h"

#include <limits>

namespace roentgen::training {

class LearningRate {
public:
    // Usage error: a schedule that is not built yet.
    static Result<LearningRate> make(const Experiment& experiment, int ranks);

    // step: global, from 0. Linear warm-up from a fraction of the rate (Goyal et al. 2017, section 2.2). cosine: half a
    // cosine from the rate down to 0 at the end of the last epoch (Loshchilov and Hutter 2017, eq. 5, one period).
    double at(int64_t step, int64_t stepsPerEpoch) const;
    // plateau: multiplied by plateau_factor after more than plateau_patience epochs without a loss smaller by a
    // relative 1e-4 (torch.optim.lr_scheduler.ReduceLROnPlateau's rule). constant: nothing.
    void onValidation(double loss);

    // What a checkpoint holds.
    struct State {
        double factor = 1;
        double bestLoss = std::numeric_limits<double>::infinity();
        int64_t badEpochs = 0;
    } state;

private:
    double m_base = 0.001, m_warmupEpochs = 0, m_plateauFactor = 0.1, m_epochs = 1;
    int64_t m_patience = 1;
    bool m_plateau = true, m_cosine = false;
};

} // namespace roentgen::training
