// What a run's training films are like, for its weights to say.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/pipeline/batch_loader.h"
#include "engine/protocol/trained_on.h"
#include "engine/training/interruption.h"

namespace roentgen::training {

// Of so many of the training part's films at most, evenly chosen. As the loader prepares them; those that lie in
// `films` are not decoded again. What cannot be read, or not within the memory, is left out. The same for equal data,
// whatever the ranks and threads.
// Each rank measures its share on the threads that decode for it. Collective; the record is rank 0's, empty elsewhere.
// Fails by nothing but a stop that `interruption` hears of; nullptr: a stop waits.
inline constexpr size_t MostFilmsMeasured = 256;
Result<TrainedOn> measureTrainingFilms(const std::vector<datasets::Sample>& samples,
                                       const pipeline::LoaderOptions& options, const pipeline::ImageCache& films,
                                       distributed::Communicator& ranks, Interruption* interruption);

} // namespace roentgen::training
