#include "engine/evaluation/scored_films.h"

#include "engine/evaluation/roc.h"

namespace roentgen::evaluation {

std::vector<std::optional<double>> aucOfClasses(const ScoredFilms& films) {
    std::vector<std::optional<double>> aucs;
    for (size_t c = 0; c < films.scores.size(); ++c)
        aucs.push_back(rocAuc(films.scores[c], films.labels[c]));
    return aucs;
}

} // namespace roentgen::evaluation
