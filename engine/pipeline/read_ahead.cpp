#include "engine/pipeline/read_ahead.h"

#include "engine/records/record_file.h"

#include <fcntl.h>
#include <unistd.h>

namespace roentgen::pipeline {

namespace {

void askForFile(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return;
    ::posix_fadvise(file, 0, 0, POSIX_FADV_WILLNEED); // 0: to the end
    ::close(file);
}

} // namespace

ReadAhead::ReadAhead()
    : m_thread([this] { work(); }) {}

ReadAhead::~ReadAhead() {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void ReadAhead::ask(std::vector<const datasets::Sample*> samples) {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_waiting.assign(samples.begin(), samples.end());
    }
    m_wake.notify_all();
}

void ReadAhead::work() {
    std::unique_lock<std::mutex> lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_closing || !m_waiting.empty(); });
        if (m_closing)
            return;
        const datasets::Sample& sample = *m_waiting.front();
        m_waiting.pop_front();
        lock.unlock();
        if (sample.record)
            sample.record.file->askFor(sample.record.number);
        else
            askForFile(sample.path);
        lock.lock();
    }
}

} // namespace roentgen::pipeline
