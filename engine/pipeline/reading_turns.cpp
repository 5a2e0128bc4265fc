#include "engine/pipeline/reading_turns.h"

#include <algorithm>

namespace roentgen::pipeline {

ReadingTurns::Turn::Turn(ReadingTurns* turns)
    : m_turns(turns) {
    if (!m_turns)
        return;
    if (!m_turns->m_several)
        m_turns->m_alone.lock();
    const std::lock_guard<std::mutex> lock(m_turns->m_counting);
    m_turns->m_most = std::max(m_turns->m_most, ++m_turns->m_reading);
}

ReadingTurns::Turn::~Turn() {
    if (!m_turns)
        return;
    {
        const std::lock_guard<std::mutex> lock(m_turns->m_counting);
        --m_turns->m_reading;
    }
    if (!m_turns->m_several)
        m_turns->m_alone.unlock();
}

int ReadingTurns::mostAtOnce() const {
    const std::lock_guard<std::mutex> lock(m_counting);
    return m_most;
}

} // namespace roentgen::pipeline
