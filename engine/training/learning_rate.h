// The learning rate of every step: scaling with the global batch, warm-up, schedule.
#pragma once

#include "engine/protocol/experiment.h"

#include <limits>

namespace roentgen::training {

class LearningRate {
public:
    // The rate is learning_rate, times global batch / base_batch (linear; Goyal et al. 2017, section 2.1) or its root
    // (sqrt; Krizhevsky 2014); global batch = local_batch · accumulation · ranks.
    // Usage error: an unknown schedule.
    static Result<LearningRate> make(const Experiment& experiment, int ranks);

    // step: global, from 0; e = step / stepsPerEpoch, which counts the warm-up too; w = warmup_epochs.
    // Within the warm-up of W = w·stepsPerEpoch steps: rate · (f + (1-f)·(step+1)/(W+1)), f = warmup_start (Goyal et
    // al. 2017, section 2.2). Then:
    // constant, plateau: the rate. step: rate · decay_factor^floor(e / step_epochs).
    // exponential: rate · decay_factor^max(0, e - decay_from_epoch).
    // cosine: from the rate to rate · cosine_floor at the end of the last epoch (Loshchilov and Hutter 2017, eq. 5).
    // cosine_restarts: the same over periods of restart_epochs · restart_multiplier^n epochs, n = 0, 1, 2 … (ibid.).
    double at(int64_t step, int64_t stepsPerEpoch) const;
    // cosine_restarts: the period that the step is in, from 0; always 0 with other schedules and in the warm-up.
    int64_t period(int64_t step, int64_t stepsPerEpoch) const;
    // plateau: multiplied by plateau_factor after more than plateau_patience epochs without a loss smaller by a
    // relative 1e-4 (torch.optim.lr_scheduler.ReduceLROnPlateau's rule). The others: nothing.
    void onValidation(double loss);

    // What a checkpoint holds.
    struct State {
        double factor = 1;
        double bestLoss = std::numeric_limits<double>::infinity();
        int64_t badEpochs = 0;
    } state;

private:
    enum class Schedule { Constant, Step, Exponential, Plateau, Cosine, CosineRestarts };
    struct Period {
        int64_t index = 0;
        double done = 0; // 0…1
    };
    Period periodAt(double epochs) const; // since the warm-up
    double scheduled(double epochs) const;
    double cosine(double done) const;

    Schedule m_schedule = Schedule::Plateau;
    double m_base = 0.001;
    decltype(Experiment::training) m_keys;
};

} // namespace roentgen::training
