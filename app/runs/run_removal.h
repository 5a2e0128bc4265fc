// What the Runs page does with a run's folder besides asking roentgen-run.
#pragma once

#include <QString>

namespace roentgen::app {

// Moves WORKSPACE/runs/ID to the desktop's trash, as roentgen-run delete does.
// The error in words; "" where it went well. Refuses a run that goes on.
QString moveRunToTrash(const QString& workspace, const QString& runId);

} // namespace roentgen::app
