// Phantoms and splits as the services and --json say them.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/datasets/phantom.h"
#include "engine/programs/film_answers.h"

namespace roentgen::programs {

PhantomAnswer phantomAnswer(const std::string& folder, const datasets::PhantomSummary& summary);
SplitPart partOf(const std::vector<datasets::Sample>& samples);

} // namespace roentgen::programs
