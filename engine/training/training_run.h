// The parts of one run while it is under way. Every rank has one; only rank 0 writes files.
#pragma once

#include "engine/pipeline/batch_loader.h"
#include "engine/training/checkpoint.h"
#include "engine/training/metrics_file.h"
#include "engine/training/run_reporter.h"
#include "engine/training/stop_request.h"
#include "engine/training/trainer.h"
#include "engine/training/validation.h"

#include <memory>

namespace roentgen::training {

class TrainingRun {
public:
    // The request, the ranks and the reporter must outlive it.
    TrainingRun(const TrainRequest& request, distributed::Communicator& ranks, RunReporter& reporter);

    // Folder, data set, model, initial weights or checkpoint; ends with the hello event. Collective, as all of these.
    Status prepare();
    // All epochs that are left, then predictions.csv of the best weights.
    Status run();

private:
    // run_setup.cpp
    Status openFolder();
    Status openData();
    Status buildModel();
    Status initialiseWeights();
    Status restore();
    void sayHello(const std::optional<HelloEvent::Position>& resumedFrom);

    // training_run.cpp
    Status trainEpoch();
    Status oneStep();
    void reportStep(const StepOutcome& outcome, double learningRate, const std::vector<double>& timing);
    Status obey(const StepSignals& signals);
    Status saveCheckpoint(bool best);

    // epoch_end.cpp
    Status endEpoch();
    Result<bool> validate(MetricsRow* row); // true: the best so far
    Status writeWeights(bool best);
    Status predict();

    bool isFirst() const { return m_ranks.rank() == 0; }
    pipeline::LoaderOptions loaderOptions(bool training) const;

    const TrainRequest& m_request;
    const Experiment& m_experiment;
    distributed::Communicator& m_ranks;
    RunReporter& m_reporter;
    datasets::Dataset m_data;
    models::ModelDescription m_description;
    std::string m_initialWeights; // file; empty: from scratch
    std::shared_ptr<models::Classifier> m_model;
    std::unique_ptr<TrainStep> m_step;
    std::unique_ptr<pipeline::BatchLoader> m_loader;
    LearningRate m_rate;
    StopRequest m_stop;
    Progress m_progress;
    CheckpointTraits m_traits;
    int m_threads = 1;
    int64_t m_stepsPerEpoch = 0;
};

} // namespace roentgen::training
