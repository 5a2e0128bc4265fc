// A prediction as `roentgen-predict --json` prints it and its service answers.
#pragma once

#include "engine/inference/predictor.h"
#include "engine/protocol/messages/prediction_messages.h"

namespace roentgen::inference {

FilmPrediction predictionAnswer(const std::string& image, const std::vector<std::string>& classes,
                                const Prediction& prediction);
// What the model was trained on, without the layout; nothing where its weights do not say.
std::optional<TrainedOn> trainedOnAnswer(const TrainedOn* trained);

} // namespace roentgen::inference
