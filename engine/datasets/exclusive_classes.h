// A data set for cross-entropy: each film has exactly one class.
#pragma once

#include "engine/datasets/dataset.h"

namespace roentgen::datasets {

// Data error: a film with several of the classes. Where some film has none of them, a class is added at the end that
// such films have: "No Finding", or "Other" where only some findings were chosen (a film without a class but with
// unknown labels stays unknown, in that class too).
Status makeExclusive(Dataset& dataset, bool allClasses);

} // namespace roentgen::datasets
