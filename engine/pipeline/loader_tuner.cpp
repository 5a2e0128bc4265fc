#include "engine/pipeline/loader_tuner.h"

#include <algorithm>

namespace roentgen::pipeline {

namespace {

constexpr int batchesOfAJudgement = 8, mostAhead = 8;
constexpr double muchWaiting = 0.02, noWaiting = 0.001; // shares of the time

} // namespace

LoaderTuner::LoaderTuner(int threads, int depth, bool fixedThreads, bool fixedDepth)
    : m_mostThreads(threads)
    , m_fixedThreads(fixedThreads)
    , m_fixedDepth(fixedDepth)
    , m_threads(threads)
    , m_depth(std::max(1, depth)) {}

void LoaderTuner::batchTaken(double waitSeconds, double interval, size_t finishedAhead) {
    m_leastAhead = m_batches == 0 ? finishedAhead : std::min(m_leastAhead, finishedAhead);
    m_waited += waitSeconds;
    m_seconds += interval;
    if (++m_batches < batchesOfAJudgement)
        return;
    judge();
    m_batches = 0;
    m_waited = m_seconds = 0;
}

void LoaderTuner::judge() {
    if (m_seconds <= 0)
        return;
    if (m_settling) {
        m_settling = false;
        return;
    }
    const double share = m_waited / m_seconds;
    if (share > muchWaiting) {
        if (!m_fixedThreads && m_threads < m_mostThreads) {
            m_leastThreads = ++m_threads; // it needs these
            m_settling = true;
        } else if (!m_fixedDepth && m_depth < mostAhead) {
            ++m_depth;
            m_settling = true;
        }
        return;
    }
    // One batch is under way at any time; all others stood ready.
    const bool alwaysFull = m_leastAhead + 1 >= size_t(m_depth);
    if (share < noWaiting && alwaysFull && !m_fixedThreads && m_threads > m_leastThreads) {
        --m_threads;
        m_settling = true;
    }
}

} // namespace roentgen::pipeline
