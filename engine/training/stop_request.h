// What asked this run to stop or to write a checkpoint: signals, and on rank 0 the run folder's control file.
#pragma once

#include "engine/protocol/run_folder.h"
#include "engine/training/train_step.h"

#include <chrono>
#include <optional>

namespace roentgen::training {

// SIGUSR1, SIGTERM and SIGINT ask for a stop with a checkpoint; a second SIGINT or SIGTERM ends the process.
void catchStopSignals();

class StopRequest {
public:
    // control: on rank 0; commands that are already there were for an earlier attempt.
    explicit StopRequest(std::optional<RunFolder> control);
    // Looks at the signals, and at most once a second at the file.
    StepSignals poll();

private:
    std::optional<ControlReader> m_control;
    std::chrono::steady_clock::time_point m_lastLook{};
};

} // namespace roentgen::training
