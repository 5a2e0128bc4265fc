#include "engine/training/interruption.h"

#include <algorithm>

namespace roentgen::training {

Error stopped(Stop how) {
    const bool atOnce = how == Stop::AtOnce;
    return {ErrorCode::Stopped, atOnce ? "stopped at once on request" : "stopped on request, with a checkpoint", "",
            "go on with --resume"};
}

void Interruption::restart() {
    m_lastTalk = std::chrono::steady_clock::now();
    m_calls = m_silent = 0;
}

StepSignals Interruption::look(bool failed) {
    constexpr double secondsBetweenTalks = 0.25;
    constexpr int64_t longestSilence = 1000; // calls
    ++m_calls;
    m_asked.reset();
    if (m_silent > 0) {
        --m_silent;
        return {};
    }
    const auto now = std::chrono::steady_clock::now();
    const StepSignals mine = m_stop.poll();
    double sums[] = {double(mine.stop), double(mine.stopNow), double(mine.checkpoint), double(failed),
                     std::chrono::duration<double>(now - m_lastTalk).count() / double(m_calls)};
    m_ranks.sum(sums, 5);
    const double secondsPerCall = sums[4] / m_ranks.size();
    m_silent =
        std::clamp(int64_t(secondsBetweenTalks / std::max(secondsPerCall, 1e-6)) - 1, int64_t(0), longestSilence);
    m_lastTalk = std::chrono::steady_clock::now();
    m_calls = 0;
    StepSignals all;
    all.stop = sums[0] > 0;
    all.stopNow = sums[1] > 0;
    all.checkpoint = sums[2] > 0;
    all.failed = sums[3] > 0;
    if (all.stop || all.stopNow)
        m_asked = all.stopNow ? Stop::AtOnce : Stop::WithCheckpoint;
    return all;
}

} // namespace roentgen::training
