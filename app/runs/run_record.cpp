#include "app/runs/run_record.h"

#include <chrono>

namespace roentgen::app {

RunRecord::RunRecord(RunFolder folder)
    : m_folder(std::move(folder))
    , m_reader(m_folder.eventsFile()) {
    if (Result<Experiment> experiment = readExperiment(m_folder.experimentFile()))
        m_experiment = experiment.take();
}

bool RunRecord::update() {
    const std::vector<RunEvent> events = m_reader.readNew();
    for (const RunEvent& event : events) {
        const double pausedBefore = m_history.pausedSeconds;
        m_history.apply(event);
        if (m_history.pausedSeconds > pausedBefore)
            m_pauses.push_back({event.time, m_history.pausedSeconds - pausedBefore});
    }
    return !events.empty();
}

double RunRecord::relativeTime(double time) const {
    double result = time - m_history.startTime;
    for (const Pause& pause : m_pauses)
        if (pause.end <= time)
            result -= pause.seconds;
    return std::max(0.0, result);
}

double secondsSince1970() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace roentgen::app
