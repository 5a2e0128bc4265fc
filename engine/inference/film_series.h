// Many films through one predictor: the next ones are decoded while the model computes.
#pragma once

#include "engine/inference/predictor.h"

#include <functional>

namespace roentgen::inference {

struct SeriesOptions {
    Heatmaps heatmaps = Heatmaps::None;
    int batch = 8;                   // films a forward pass
    bool check = false;              // fill in what is unlike the training films
    std::function<bool()> cancelled; // may be empty
};

// Calls done(index, prediction or what is wrong with this film) for every path, in order. An unreadable film costs
// itself only. Returns the first error that done returns, that concerns all films (the weights), or Stopped.
Status classifySeries(const Predictor& predictor, const std::vector<std::string>& paths, const SeriesOptions& options,
                      const std::function<Status(size_t index, Result<Prediction>&& prediction)>& done);

} // namespace roentgen::inference
