// What training sees of a film, for people to look at.
#pragma once

#include "engine/pipeline/loader_options.h"

namespace roentgen::pipeline {

// The first `count` samples that training sees (epoch 1): the same for any epoch that is looked at.
std::vector<int64_t> samplesToShow(int64_t samples, const LoaderOptions& options, int64_t count);

// The very input of makeInput() with its normalisation undone: [imageSize²] greys, rounded and kept in 0…255.
// prepared: [storedSize²]. Thread-safe.
std::vector<uint8_t> shownInput(const uint8_t* prepared, const LoaderOptions& options, int64_t epoch, int64_t sample);

} // namespace roentgen::pipeline
