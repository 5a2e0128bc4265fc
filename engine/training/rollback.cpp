#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"
#include "engine/training/training_run.h"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

namespace roentgen::training {

namespace {

using nlohmann::json;

constexpr size_t toldPaths = 64, pathsInALine = 4; // of a rank

// What one rank knows of a step that went wrong.
struct RankFilms {
    std::vector<std::string> suspects, all;
    size_t suspectCount = 0, count = 0;
    bool badInput = false;
};

std::string encode(const RankFilms& films) {
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

RankFilms decode(const std::string& text) {
    const json t = json::parse(text);
    return {t["suspects"], t["all"], t["suspect_count"], t["count"], t["bad_input"]};
}

std::string listed(const std::vector<std::string>& paths, size_t count) {
    std::string line;
    const size_t shown = std::min(paths.size(), pathsInALine);
    for (size_t k = 0; k < shown; ++k)
        line += (k ? ", " : "") + paths[k];
    return line + (count > shown ? " and " + std::to_string(count - shown) + " more" : "");
}

} // namespace

// The same on all ranks but for message and films, which rank 0 has.
struct TrainingRun::Divergence {
    std::string message;
    std::vector<std::string> films;
    int rank = 0;
    bool badInput = false;
    bool filmsToBlame = false; // and not the learning rate
    int64_t step = -1;         // global, from 0; -1: in validation
};

bool TrainingRun::isSkipped(int64_t step) const {
    const auto& skipped = m_progress.guard.skipped;
    return std::find(skipped.begin(), skipped.end(), step) != skipped.end();
}

bool TrainingRun::allGood() {
    double bad = m_step->isFinite() && m_suspects.empty() ? 0 : 1;
    m_ranks.sum(&bad, 1);
    return bad == 0;
}

Status TrainingRun::divergedInStep(const std::string& what, bool isNumber) {
    Divergence found;
    found.step = m_progress.step;
    const auto told = m_ranks.gather(encode({m_suspects, m_films, 0, 0, m_badInput}));
    if (isFirst()) {
        std::vector<RankFilms> ranks;
        size_t suspects = 0, films = 0;
        for (const std::string& text : told) {
            ranks.push_back(decode(text));
            suspects += ranks.back().suspectCount;
            films += ranks.back().count;
            found.badInput |= ranks.back().badInput;
        }
        // Where some films of a step have a loss and others have none, it is not the weights.
        found.filmsToBlame = found.badInput || (!isNumber && suspects > 0 && suspects < films);
        found.message = what + " in step " + std::to_string(m_progress.step + 1) + " (epoch " +
                        std::to_string(m_progress.epoch) + ", batch " + std::to_string(m_progress.stepInEpoch + 1) +
                        " of " + std::to_string(m_stepsPerEpoch) + ")";
        bool first = true;
        for (size_t rank = 0; rank < ranks.size(); ++rank) {
            const RankFilms& of = ranks[rank];
            const auto& paths = suspects > 0 ? of.suspects : of.all;
            if (paths.empty())
                continue;
            if (first)
                found.rank = int(rank);
            first = false;
            found.message +=
                "; rank " + std::to_string(rank) + ": " + listed(paths, suspects > 0 ? of.suspectCount : of.count);
            found.films.insert(found.films.end(), paths.begin(), paths.end());
        }
    }
    bool decided[] = {found.badInput, found.filmsToBlame};
    m_ranks.broadcast(decided, sizeof decided, 0);
    found.badInput = decided[0];
    found.filmsToBlame = decided[1];
    return rollBack(found);
}

Status TrainingRun::divergedInValidation(const std::vector<std::string>& films) {
    Divergence found;
    found.message = "the answers are not numbers in the validation of epoch " + std::to_string(m_progress.epoch) +
                    (films.empty() ? std::string() : ": " + listed(films, films.size()));
    found.films = films;
    return rollBack(found);
}

// Back to the last good checkpoint, or the error that ends the run on all ranks.
Status TrainingRun::rollBack(const Divergence& found) {
    GuardState guard = m_progress.guard;
    const bool mayGoOn = m_experiment.training.onDivergence == "rollback" && guard.rollbacks < largestRollbacks;
    if (!mayGoOn) {
        m_blamedFilms = found.films;
        m_diverged = !found.badInput;
        const std::string tried =
            guard.rollbacks > 0 ? ", after " + std::to_string(guard.rollbacks) + " rollbacks in this epoch" : "";
        const std::string hint =
            found.badInput ? "these films' pixels or labels are no numbers: mend or remove them"
                           : "lower training.learning_rate, add training.warmup_epochs or training.clip_norm, or go on "
                             "with --resume and training.on_divergence=rollback";
        return agree(m_ranks, isFirst() ? Status(Error{found.badInput ? ErrorCode::Data : ErrorCode::Usage,
                                                       found.message + tried, "", hint})
                                        : Status(Done{}));
    }
    // A bad film is left out when its step comes again. Otherwise the rate is halved; where that has been tried in this
    // epoch, both.
    const bool skip = found.step >= 0 && (found.filmsToBlame || guard.rollbacks > 0);
    if (skip)
        guard.skipped.push_back(found.step);
    guard.halvings += found.filmsToBlame ? 0 : 1;
    ++guard.rollbacks;
    if (auto loaded = loadCheckpoint(true); !loaded)
        return loaded;
    m_progress.guard.skipped = guard.skipped;
    m_progress.guard.halvings = guard.halvings;
    m_progress.guard.rollbacks = guard.rollbacks;
    if (isFirst()) {
        std::string message = found.message + "; went back to step " + std::to_string(m_progress.step);
        if (!found.filmsToBlame)
            message += ", learning rate halved";
        if (skip)
            message += ", step " + std::to_string(found.step + 1) + " will be left out";
        std::cerr << "roentgen-train: " + message + "\n";
        m_reporter.report(WarningEvent{"divergence", message, found.rank, found.films});
    }
    sayHello(HelloEvent::Position{m_progress.epoch, m_progress.step});
    startLoader();
    return Done{};
}

} // namespace roentgen::training
