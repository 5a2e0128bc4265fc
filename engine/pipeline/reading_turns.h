// Whether the decoding threads read from several files at the same time, or one at a time.
#pragma once

#include <mutex>

namespace roentgen::pipeline {

// Thread-safe.
class ReadingTurns {
public:
    explicit ReadingTurns(bool several)
        : m_several(several) {}

    // Held for one read (a DICOM file takes many); one at a time: waits until no other is.
    class Turn {
    public:
        explicit Turn(ReadingTurns* turns); // nullptr: nobody counts
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        ReadingTurns* const m_turns;
    };

    int mostAtOnce() const; // so far

private:
    const bool m_several;
    std::mutex m_alone;
    mutable std::mutex m_counting;
    int m_reading = 0, m_most = 0;
};

} // namespace roentgen::pipeline
