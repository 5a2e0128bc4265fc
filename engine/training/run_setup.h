// A run before its first step: folder, data set, model and initial weights, the same on every rank.
#pragma once

#include "engine/tasks/task.h"
#include "engine/training/checkpoint.h"
#include "engine/training/run_context.h"

#include <memory>
#include <string>

namespace roentgen::training {

// What learns, and what from.
struct Trainee {
    datasets::Dataset data;
    std::unique_ptr<tasks::Task> task;
    models::ModelDescription description; // of weights files; rank 0's knows its last measures and its training films
    std::string initialWeights;           // file; empty: from scratch
    std::shared_ptr<models::Classifier> model;
    std::unique_ptr<TrainStep> step;
    LearningRate rate;
    int64_t stepsPerEpoch = 0;
    int threads = 1; // of this rank

    // step: global, from 0. Halved as often as the guard has done it.
    double learningRateAt(int64_t step, const GuardState& guard) const;
};

// On return the weights are the initial ones, and events can be reported. The same error on every rank. Collective.
Result<std::unique_ptr<Trainee>> setUpRun(const RunContext& run);

// The hello event. resumed: where the run goes on; nullptr: it begins.
void sayHello(const RunContext& run, const Trainee& trainee, const Progress* resumed);

} // namespace roentgen::training
