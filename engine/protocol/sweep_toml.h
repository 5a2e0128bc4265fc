// [sweep] of an experiment's file, written. Its reader takes a table of toml++: experiment_toml.h.
#pragma once

#include "engine/protocol/sweep_axis.h"

#include <string>

namespace roentgen {

// The section as TOML; "" where there is nothing to say.
std::string writeSweep(const Sweep& sweep);

} // namespace roentgen
