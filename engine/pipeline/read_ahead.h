// Films that come next, asked of the disk while others are decoded.
#pragma once

#include "engine/datasets/dataset.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace roentgen::pipeline {

// A thread that opens the samples' files (or looks up their records) and asks the kernel for their bytes, which then
// come from the disk by themselves. What cannot be opened is left to whoever decodes it. Thread-safe.
class ReadAhead {
public:
    ReadAhead();
    ~ReadAhead(); // what has not been asked for yet is not
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    // The samples must outlive it. Those that wait since an earlier call and are not asked for yet are dropped.
    void ask(std::vector<const datasets::Sample*> samples);

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<const datasets::Sample*> m_waiting;
    bool m_closing = false;
    std::thread m_thread;
};

} // namespace roentgen::pipeline
