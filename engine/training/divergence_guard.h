// Watches that a run does not diverge: what went wrong and by which films, and the way back.
#pragma once

#include "engine/training/run_setup.h"

#include <optional>
#include <string>
#include <vector>

namespace roentgen::training {

// The same on all ranks but for message and films, which rank 0 has.
struct Divergence {
    std::string message;
    std::vector<std::string> films;
    int rank = 0; // the first one with films to blame
    bool badInput = false;
    bool filmsToBlame = false; // and not the learning rate
    int64_t step = -1;         // global, from 0; -1: in validation
};

// Why a divergence ended the run; known on rank 0.
struct Blame {
    std::vector<std::string> films;
    bool diverged = false; // false also where the films themselves are no numbers
};

// Of one rank, in the step under way or the last one.
struct StepFilms {
    std::vector<std::string> all, suspects; // paths
    bool badInput = false;                  // the suspects' very pixels or labels are no numbers
};

// The same answers on every rank. Collective.
class DivergenceGuard {
public:
    // All of them must outlive it. blame: is told where a run ends.
    DivergenceGuard(const RunContext& run, Trainee& trainee, Blame* blame)
        : m_run(run)
        , m_trainee(trainee)
        , m_blame(blame) {}

    // Not collective: who takes a step begins with none, and adds what it sees.
    StepFilms& films() { return m_films; }

    // Something else than numbers among what a checkpoint would hold. A good one is not overwritten then.
    std::optional<Divergence> check(const Progress& progress);
    // Of the step under way. what: in words. isNumber: the loss is one.
    Divergence inStep(const std::string& what, bool isNumber, const Progress& progress);
    // films: rank 0's, those whose answers are no numbers.
    static Divergence inValidation(const std::vector<std::string>& films, const Progress& progress);

    // To the last good checkpoint, with what shall be different this time; or the error that ends the run.
    Status goBack(const Divergence& from, Progress* progress);

private:
    Status giveUp(const Divergence& found, const GuardState& guard);

    const RunContext& m_run;
    Trainee& m_trainee;
    Blame* m_blame;
    StepFilms m_films;
};

} // namespace roentgen::training
