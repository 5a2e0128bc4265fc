// Films with a model's scores and the truth, class by class: what every measure of a classifier is computed from.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace roentgen::evaluation {

struct ScoredFilms {
    explicit ScoredFilms(size_t classes)
        : scores(classes)
        , labels(classes) {}

    // One film, [classes] of each. A label is known where it is 1 or 0; anything else (NaN, -1) is unknown.
    template <typename Score, typename Label>
    void add(const Score* score, const Label* label) {
        for (size_t c = 0; c < scores.size(); ++c) {
            scores[c].push_back(double(score[c]));
            labels[c].push_back(label[c] == 1 ? 1 : label[c] == 0 ? 0 : -1);
        }
    }
    size_t films() const { return scores.empty() ? 0 : scores.front().size(); }

    std::vector<std::vector<double>> scores; // [classes][films]
    std::vector<std::vector<int>> labels;    // [classes][films] 1, 0 or -1, as roc.h wants them
};

// [classes] area under the ROC curve; nullopt where it is undefined.
std::vector<std::optional<double>> aucOfClasses(const ScoredFilms& films);

} // namespace roentgen::evaluation
