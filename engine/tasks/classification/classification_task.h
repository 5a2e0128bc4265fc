// Which findings a film shows.
#pragma once

#include "engine/tasks/task.h"

namespace roentgen::tasks {

// As makeTask.
Result<std::unique_ptr<Task>> makeClassification(const Experiment& experiment, const datasets::Dataset& data);

} // namespace roentgen::tasks
