// What the Runs page does with a run's folder and command besides asking roentgen-run.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace roentgen::app {

// Moves WORKSPACE/runs/ID to the desktop's trash, as roentgen-run delete does.
// The error in words; "" where it went well. Refuses a run that goes on.
QString moveRunToTrash(const QString& workspace, const QString& runId);

// An argument vector as a line to paste into a POSIX shell.
QString shellCommand(const std::vector<std::string>& arguments);

} // namespace roentgen::app
