// The end of an epoch: validation, weights files, a row of metrics.csv, and a checkpoint.
#pragma once

#include "engine/training/divergence_guard.h"
#include "engine/training/metrics_file.h"
#include "engine/training/run_films.h"

#include <chrono>

namespace roentgen::training {

class EpochEnd {
public:
    // All of them must outlive it.
    EpochEnd(const RunContext& run, Trainee& trainee, RunFilms& films, DivergenceGuard& guard)
        : m_run(run)
        , m_trainee(trainee)
        , m_films(films)
        , m_guard(guard) {}

    // Then the progress is at the next epoch's beginning; or where it was, and this is what went wrong. An error is
    // the same on every rank; stopped with a checkpoint and resumed, the epoch ends again. Collective.
    Result<std::optional<Divergence>> close(Progress* progress);

private:
    using Clock = std::chrono::steady_clock;
    struct Verdict;
    MetricsRow rowOf(const Progress& progress) const;
    Result<Verdict> validate(Clock::time_point start, MetricsRow* row, std::vector<std::string>* films,
                             Progress* progress);
    Result<Verdict> judge(MetricsRow* row, std::vector<std::string>* films, Progress* progress);
    Verdict measured(const tasks::Meter& meter, const Progress& progress, MetricsRow* row);
    Status writeWeights(bool best) const;
    void startNext(const MetricsRow& row, double seconds, Progress* progress);

    const RunContext& m_run;
    Trainee& m_trainee;
    RunFilms& m_films;
    DivergenceGuard& m_guard;
};

} // namespace roentgen::training
