#include "app/runs/run_record.h"

#include <algorithm>

namespace roentgen::app {

RunRecord::RunRecord(RunFolder folder)
    : m_watch(std::move(folder), RunLog::Depth::Whole) {
    if (Result<Experiment> experiment = readExperiment(m_watch.run().experimentFile()))
        m_experiment = experiment.take();
}

bool RunRecord::update() {
    bool isNew = false;
    double paused = history().pausedSeconds;
    m_watch.listen([&](const RunEvent& event) {
        isNew = true;
        if (history().pausedSeconds > paused)
            m_pauses.push_back({event.time, history().pausedSeconds - paused});
        paused = history().pausedSeconds;
    });
    m_watch.look();
    m_watch.listen({});
    return isNew;
}

double RunRecord::relativeTime(double time) const {
    double result = time - history().startTime;
    for (const Pause& pause : m_pauses)
        if (pause.end <= time)
            result -= pause.seconds;
    return std::max(0.0, result);
}

} // namespace roentgen::app
