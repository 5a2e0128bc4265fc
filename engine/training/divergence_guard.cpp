#include "engine/training/divergence_guard.h"

#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"
#include "engine/training/resume_point.h"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

namespace roentgen::training {

namespace {

using nlohmann::json;

constexpr size_t toldPaths = 64, pathsInALine = 4; // of a rank

// As another rank tells of them: the first paths, and how many there are.
struct ToldFilms : StepFilms {
    size_t suspectCount = 0, count = 0;
};

std::string encode(const StepFilms& films) {
    const auto first = [](const std::vector<std::string>& paths) {
        return std::vector<std::string>(paths.begin(),
                                        paths.begin() + std::ptrdiff_t(std::min(paths.size(), toldPaths)));
    };
    const json text = {{"suspects", first(films.suspects)},
                       {"all", first(films.all)},
                       {"suspect_count", films.suspects.size()},
                       {"count", films.all.size()},
                       {"bad_input", films.badInput}};
    return text.dump(-1, ' ', false, json::error_handler_t::replace);
}

ToldFilms decode(const std::string& text) {
    const json t = json::parse(text);
    return {{t["all"], t["suspects"], t["bad_input"]}, t["suspect_count"], t["count"]};
}

std::string listed(const std::vector<std::string>& paths, size_t count) {
    std::string line;
    const size_t shown = std::min(paths.size(), pathsInALine);
    for (size_t k = 0; k < shown; ++k)
        line += (k ? ", " : "") + paths[k];
    return line + (count > shown ? " and " + std::to_string(count - shown) + " more" : "");
}

// Rank 0's: names each rank's suspects, or where there are none on any rank, its films.
void nameFilms(const std::vector<ToldFilms>& ranks, bool suspectsAlone, Divergence* found) {
    bool first = true;
    for (size_t rank = 0; rank < ranks.size(); ++rank) {
        const ToldFilms& of = ranks[rank];
        const auto& paths = suspectsAlone ? of.suspects : of.all;
        if (paths.empty())
            continue;
        if (first)
            found->rank = int(rank);
        first = false;
        found->message +=
            "; rank " + std::to_string(rank) + ": " + listed(paths, suspectsAlone ? of.suspectCount : of.count);
        found->films.insert(found->films.end(), paths.begin(), paths.end());
    }
}

} // namespace

std::optional<Divergence> DivergenceGuard::check(const Progress& progress) {
    double bad = m_trainee.step->isFinite() && m_films.suspects.empty() ? 0 : 1;
    m_run.ranks.sum(&bad, 1);
    if (bad == 0)
        return {};
    // In the middle of an accumulation the weights are those of the step before.
    if (progress.partInStep > 0)
        return inStep("the loss is not a number", false, progress);
    Progress inLastStep = progress;
    --inLastStep.step;
    --inLastStep.stepInEpoch;
    return inStep("the weights are not numbers", false, inLastStep);
}

Divergence DivergenceGuard::inStep(const std::string& what, bool isNumber, const Progress& progress) {
    Divergence found;
    found.step = progress.step;
    std::vector<ToldFilms> ranks;
    size_t suspects = 0, films = 0;
    for (const std::string& text : m_run.ranks.gather(encode(m_films))) { // on rank 0
        ranks.push_back(decode(text));
        suspects += ranks.back().suspectCount;
        films += ranks.back().count;
        found.badInput |= ranks.back().badInput;
    }
    // Where some films of a step have a loss and others have none, it is not the weights.
    found.filmsToBlame = found.badInput || (!isNumber && suspects > 0 && suspects < films);
    found.message = what + " in step " + std::to_string(progress.step + 1) + " (epoch " +
                    std::to_string(progress.epoch) + ", batch " + std::to_string(progress.stepInEpoch + 1) + " of " +
                    std::to_string(m_trainee.stepsPerEpoch) + ")";
    nameFilms(ranks, suspects > 0, &found);
    bool decided[] = {found.badInput, found.filmsToBlame};
    m_run.ranks.broadcast(decided, sizeof decided, 0);
    found.badInput = decided[0];
    found.filmsToBlame = decided[1];
    return found;
}

Divergence DivergenceGuard::inValidation(const std::vector<std::string>& films, const Progress& progress) {
    Divergence found;
    found.message = "the answers are not numbers in the validation of epoch " + std::to_string(progress.epoch) +
                    (films.empty() ? std::string() : ": " + listed(films, films.size()));
    found.films = films;
    return found;
}

Status DivergenceGuard::goBack(const Divergence& from, Progress* progress) {
    GuardState guard = progress->guard;
    if (m_run.experiment().training.onDivergence != "rollback" || guard.rollbacks >= largestRollbacks)
        return giveUp(from, guard);
    // A bad film is left out when its step comes again. Otherwise the rate is halved; where that has been tried in this
    // epoch, both.
    const bool skip = from.step >= 0 && (from.filmsToBlame || guard.rollbacks > 0);
    if (skip)
        guard.skipped.push_back(from.step);
    guard.halvings += from.filmsToBlame ? 0 : 1;
    ++guard.rollbacks;
    if (auto back = goBackToCheckpoint(m_run, m_trainee, progress); !back)
        return back;
    progress->guard.skipped = guard.skipped;
    progress->guard.halvings = guard.halvings;
    progress->guard.rollbacks = guard.rollbacks;
    if (m_run.isFirst()) {
        std::string message = from.message + "; went back to step " + std::to_string(progress->step);
        if (!from.filmsToBlame)
            message += ", learning rate halved";
        if (skip)
            message += ", step " + std::to_string(from.step + 1) + " will be left out";
        std::cerr << "roentgen-train: " + message + "\n";
        m_run.reporter.report(WarningEvent{"divergence", message, from.rank, from.films});
    }
    return Done{};
}

Status DivergenceGuard::giveUp(const Divergence& found, const GuardState& guard) {
    m_blame->films = found.films;
    m_blame->diverged = !found.badInput;
    const std::string tried =
        guard.rollbacks > 0 ? ", after " + std::to_string(guard.rollbacks) + " rollbacks in this epoch" : "";
    const std::string hint =
        found.badInput ? "these films' pixels or labels are no numbers: mend or remove them"
                       : "lower training.learning_rate, add training.warmup_epochs or training.clip_norm, or go on "
                         "with --resume and training.on_divergence=rollback";
    return agreeOnFirst(m_run.ranks, [&]() -> Status {
        return Error{found.badInput ? ErrorCode::Data : ErrorCode::Usage, found.message + tried, "", hint};
    });
}

} // namespace roentgen::training
