// What a start will come to, as the window shows it: for roentgen-run start --dry-run --json.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/messages/launch_messages.h"

#include <string>

namespace roentgen::launch {

struct ForecastQuestion {
    Experiment experiment; // as asked for: data.dataset by its name in the workspace
    std::string workspace;
    std::string dataProgram; // roentgen-data, which counts the images
    // Data set and cores are of this machine; the data set alone (several hosts, a queue); neither.
    enum class Place { Here, DataHere, Elsewhere } place = Place::Here;
};

// Reads run folders and waits until the data set is counted. Images that cannot be counted are no error: why stands in
// the answer.
ForecastAnswer forecastStart(const ForecastQuestion& question);

} // namespace roentgen::launch
