// Is a film of the kind that a model was trained on? What its file says of it, and how it looks, against the record
// that the weights keep of their training films.
#pragma once

#include "engine/pipeline/film_look.h"
#include "engine/protocol/messages/prediction_messages.h"

namespace roentgen::inference {

// A tag counts where at least half of the measured training films had it: CR, DX and DR are one modality, CHEST and
// THORAX one body part. A figure of the look is outside where it lies farther from the training films' median than one
// and a half times the way to their 1st or 99th percentile. imageSize: what the network sees.
std::vector<FilmWarning> checkFilm(const TrainedOn& trained, int imageSize, const pipeline::FilmTags& tags,
                                   const FilmLook& look);

} // namespace roentgen::inference
