// How many threads decode and how many batches are made ahead, from how long the step waited: what is too few makes it
// wait, what is too many takes its cores and memory.
#pragma once

#include <cstddef>

namespace roentgen::pipeline {

// For one thread at a time.
class LoaderTuner {
public:
    // threads: how many there are; begins with all of them. depth: batches ahead to begin with, at least 1.
    // fixedThreads, fixedDepth: set by the user, left alone.
    LoaderTuner(int threads, int depth, bool fixedThreads, bool fixedDepth);

    // A batch was taken: the step waited for it, it came `interval` seconds after the one before, and so many finished
    // batches were left.
    void batchTaken(double waitSeconds, double interval, size_t finishedAhead);

    int threads() const { return m_threads; }
    int depth() const { return m_depth; }

private:
    void judge();

    const int m_mostThreads;
    const bool m_fixedThreads, m_fixedDepth;
    int m_threads, m_depth;
    int m_leastThreads = 1;  // fewer made the step wait
    bool m_settling = false; // the last change has not shown yet
    // Of the batches since the last judgement.
    int m_batches = 0;
    double m_waited = 0, m_seconds = 0;
    size_t m_leastAhead = 0;
};

} // namespace roentgen::pipeline
