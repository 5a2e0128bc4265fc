// What a run leaves behind after its last epoch.
#pragma once

#include "engine/training/run_films.h"

namespace roentgen::training {

// predictions.csv of the best weights, model_card.md, with snapshots ensemble_predictions.csv, and the finished event.
// The same error on every rank. Collective.
Status finishRun(const RunContext& run, Trainee& trainee, RunFilms& films, const Progress& progress);

} // namespace roentgen::training
