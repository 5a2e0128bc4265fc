// The parts of one run while it is under way. Every rank has one; only rank 0 writes files.
#pragma once

#include "engine/pipeline/batch_loader.h"
#include "engine/training/checkpoint.h"
#include "engine/training/interruption.h"
#include "engine/training/metrics_file.h"
#include "engine/training/run_reporter.h"
#include "engine/training/trainer.h"
#include "engine/training/validation.h"

#include <chrono>
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
    // Of a run that has ended: why. The films to blame and whether it diverged are known on rank 0.
    const std::vector<std::string>& blamedFilms() const { return m_blamedFilms; }
    bool hasDiverged() const { return m_diverged; }
    std::optional<Stop> askedStop() const { return m_interruption.asked(); }

private:
    // run_setup.cpp
    Status openFolder();
    Status openData();
    Status buildModel();
    Status initialiseWeights();
    Status checkThreadBinding() const;
    Status restore();
    Status loadCheckpoint(bool found);
    void recallTrainingFilms();
    std::unique_ptr<pipeline::BatchLoader> makeLoader(const std::vector<datasets::Sample>& samples, bool training);
    void sayWhatIsKept() const;
    void sayHello(const std::optional<HelloEvent::Position>& resumedFrom);

    // training_run.cpp
    bool isOver() const;
    Status trainEpoch();
    void startLoader();
    double learningRateAt(int64_t step) const;
    Status obey(const StepSignals& signals);
    Status obeyAfter(const Status& rolledBack, const StepSignals& signals);
    Status stopInStep();
    Status saveCheckpoint(bool best);

    // run_step.cpp
    Status oneStep();
    struct StepTiming;
    Status takeParts(StepTiming* timing);
    Status onePart(StepTiming* timing);
    Status endStep(const StepOutcome& outcome, double learningRate, const StepTiming& timing);
    void reportStep(const StepOutcome& outcome, double learningRate, const std::vector<double>& timing);

    // rollback.cpp
    bool isSkipped(int64_t step) const;
    bool allGood();
    Status divergedInStep(const std::string& what, bool isNumber);
    Status divergedInValidation(const std::vector<std::string>& films);
    struct Divergence;
    Status rollBack(const Divergence& blame);

    // epoch_end.cpp
    Status endEpoch();
    struct Verdict;
    Result<Verdict> validate(MetricsRow* row, std::vector<std::string>* films);
    Verdict judgeValidation(const std::vector<float>& logits, MetricsRow* row);
    Status writeWeights(bool best);
    Status noteTrainingFilms(Interruption* hearing); // in rank 0's description, once; nullptr: a stop waits

    // snapshots.cpp
    bool endsCycle(int64_t step) const;
    Status takeSnapshot();
    std::vector<int64_t> keptSnapshots() const;
    void pruneSnapshots();
    Status predictTogether();

    // run_end.cpp
    Status predict();
    Status loadWeights(const std::string& path);
    Result<std::vector<PredictedPart>> predictParts();
    Status writeCard(const std::vector<PredictedPart>& parts) const; // run_card.cpp

    static double secondsSince(std::chrono::steady_clock::time_point start);
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
    std::unique_ptr<pipeline::BatchLoader> m_loader, m_validationLoader, m_testLoader; // films stay in their caches
    std::vector<std::shared_ptr<pipeline::ImageCache>> m_caches;                       // of these loaders
    int64_t m_validations = 0;
    LearningRate m_rate;
    StopRequest m_stop;
    Interruption m_interruption;
    Progress m_progress;
    CheckpointTraits m_traits;
    int m_threads = 1;
    int64_t m_stepsPerEpoch = 0;
    // Of the step under way, on this rank.
    StepSignals m_pending;
    std::vector<std::string> m_films, m_suspects;
    bool m_badInput = false;
    std::vector<std::string> m_blamedFilms;
    bool m_diverged = false;
};

} // namespace roentgen::training
