#include "engine/training/run_reporter.h"

#include <chrono>

namespace roentgen::training {

RunReporter::~RunReporter() {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    if (m_heartbeat.joinable())
        m_heartbeat.join();
}

Status RunReporter::open(const RunFolder& run) {
    auto writer = EventWriter::open(run.eventsFile());
    if (!writer)
        return writer.error();
    m_writer = writer.take();
    m_heartbeat = std::thread([this] { beat(); });
    return Done{};
}

void RunReporter::report(RunEvent::Body body) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!m_writer)
        return;
    if (auto written = m_writer->append(std::move(body)); !written && !m_failure)
        m_failure = written.error();
}

Status RunReporter::failure() const {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_failure)
        return *m_failure;
    return Done{};
}

void RunReporter::beat() {
    std::unique_lock<std::mutex> lock(m_mutex);
    while (!m_wake.wait_for(lock, std::chrono::seconds(5), [this] { return m_ending; }))
        if (auto written = m_writer->append(HeartbeatEvent{m_step}); !written && !m_failure)
            m_failure = written.error();
}

} // namespace roentgen::training
