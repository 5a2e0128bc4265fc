// A prediction as `roentgen-predict --json` prints it and its service answers.
#pragma once

#include "engine/inference/predictor.h"

#include <nlohmann/json_fwd.hpp>

namespace roentgen::inference {

// {"image":…, "probabilities": {class: p}, "area": [x0,y0,x1,y1], "warnings": [{code, message, found, trained}],
// "heatmaps": {class: {rows, columns, values}}}; heatmaps only where there are some.
nlohmann::ordered_json predictionToJson(const std::string& image, const std::vector<std::string>& classes,
                                        const Prediction& prediction);
// What the model was trained on, without the layout: {films, modalities, body_parts, views, …}; null where it is not
// known.
nlohmann::json trainedOnToJson(const TrainedOn* trained);

} // namespace roentgen::inference
