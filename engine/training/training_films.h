// What a run's training films are like, for its weights to say.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/pipeline/batch_loader.h"
#include "engine/protocol/trained_on.h"

namespace roentgen::training {

// Of so many of the training part's films at most, evenly chosen. As the loader prepares them; those that lie in
// `films` are not decoded again. What cannot be read is left out. The same for equal data, whoever asks.
inline constexpr size_t MostFilmsMeasured = 256;
TrainedOn measureTrainingFilms(const std::vector<datasets::Sample>& samples, const pipeline::LoaderOptions& options,
                               const pipeline::ImageCache& films);

} // namespace roentgen::training
