// The steps of an epoch: each takes its parts from the films, learns, is judged and told of.
#pragma once

#include "engine/training/divergence_guard.h"
#include "engine/training/run_films.h"

namespace roentgen::training {

// What came of a step, the same on every rank.
struct StepEnd {
    bool done = false;                    // it counts; else it went wrong, or the run stops in its middle
    bool checkpoint = false;              // due, or asked for
    std::optional<Stop> stop;             // asked for
    std::optional<Divergence> divergence; // the step's own, or what is wrong before something is kept of it
};

class EpochSteps {
public:
    // All of them must outlive it.
    EpochSteps(const RunContext& run, Trainee& trainee, RunFilms& films, DivergenceGuard& guard, StopRequest& stop)
        : m_run(run)
        , m_trainee(trainee)
        , m_films(films)
        , m_guard(guard)
        , m_stop(stop) {}

    // Before an epoch's first step, and again where the progress was set back.
    void start(const Progress& from);
    // An error is the same on every rank. Collective.
    Result<StepEnd> next(Progress* progress);

private:
    struct StepUnderWay;
    std::optional<Stop> takeParts(StepUnderWay* step, Progress* progress);
    Status takePart(StepUnderWay* step, const Progress& progress);
    StepEnd endStep(const StepOutcome& outcome, double learningRate, StepUnderWay* step, Progress* progress);
    void report(const StepOutcome& outcome, double learningRate, const std::vector<double>& timing,
                const Progress& progress) const;
    bool isCheckpointDue(const StepSignals& asked, const Progress& progress) const;

    const RunContext& m_run;
    Trainee& m_trainee;
    RunFilms& m_films;
    DivergenceGuard& m_guard;
    StopRequest& m_stop;
};

} // namespace roentgen::training
