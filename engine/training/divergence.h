// When a run has gone wrong: a loss or gradient that is no number, or many times what it was.
#pragma once

#include "engine/training/train_step.h"

#include <string>
#include <vector>

namespace roentgen::training {

// What the guard remembers; a part of every checkpoint, the same on all ranks.
struct GuardState {
    double meanLoss = 0, meanNorm = 0; // over about the last 50 steps
    int64_t steps = 0;                 // that these have seen
    int64_t rollbacks = 0;             // in the epoch under way
    int64_t halvings = 0;              // of the learning rate
    std::vector<int64_t> skipped;      // global steps, from 0, whose images are left out
};

// At most so many in one epoch; then the run ends as with on_divergence = stop.
constexpr int64_t largestRollbacks = 3;

// The mean loss of a local batch above this is an explosion: divergenceFactor times the running mean, or times 1 where
// that is less. Infinite for a factor of 0.
double lossLimit(const GuardState& state, double divergenceFactor);
// What is wrong with a step, in words ("the loss is not a number"); empty: nothing. The gradient's norm is judged
// against its mean once that has seen 20 steps, and only where gradients are not clipped.
std::string judge(const StepOutcome& outcome, const GuardState& state, const Experiment& experiment);
// After a good step.
void note(const StepOutcome& outcome, GuardState* state);

} // namespace roentgen::training
