// `roentgen-predict serve`: keeps models loaded and classifies films for the window.
//   load     {weights} or {run}: answers {weights, members, classes, architecture, image_size, trained_on}; with
//            "ensemble": true beside run the mean of its snapshots, weights then naming the first
//   classify {path, heatmaps: true|false, weights or run}: answers {image, classes, probabilities, area, warnings,
//            heatmaps}. Without weights and run it takes the model that was loaded last.
#pragma once

#include "engine/inference/predictor.h"

namespace roentgen::inference {

// Serves on stdin and stdout until end of file; returns an exit code. The newest models are kept, up to four.
int servePredictions(const PredictorOptions& options);

} // namespace roentgen::inference
