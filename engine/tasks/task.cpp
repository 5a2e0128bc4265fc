#include "engine/tasks/task.h"

#include "engine/tasks/classification/classification_task.h"

namespace roentgen::tasks {

Result<std::unique_ptr<Task>> makeTask(const Experiment& experiment, const datasets::Dataset& data) {
    return makeClassification(experiment, data); // the one choice of experiment.task
}

} // namespace roentgen::tasks
