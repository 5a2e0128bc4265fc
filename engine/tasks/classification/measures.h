// By what a classifier is measured. A new metric is a row of the table in measures.cpp (and words for it in
// app/runs/metric_words.cpp): events, tables, charts and sweeps have it from there.
#pragma once

#include "engine/evaluation/scored_films.h"
#include "engine/protocol/metric.h"

namespace roentgen::tasks {

// Films held out, as a model has scored them.
struct FindingScores {
    const std::vector<std::string>& classes;
    const evaluation::ScoredFilms& ranked;   // by what keeps the order of the probabilities to the last bit
    const std::vector<float>& probabilities; // [films, classes]
};

std::string headlineOfFindings();
Metrics measureFindings(const FindingScores& scores);

} // namespace roentgen::tasks
