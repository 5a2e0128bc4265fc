// A run's events as they add up, read on from where the last reading ended, this program's or another's.
#pragma once

#include "engine/protocol/run_digest.h"

namespace roentgen {

// Not thread-safe; any number of them, in any processes, may look at one run.
class RunLog {
public:
    enum class Depth {
        Whole, // every step and validation, as charts need them; reads the whole log once
        Recent // as RunDigest holds it: states and a list's numbers are the same; begins with the digest that is kept
    };
    explicit RunLog(RunFolder run, Depth depth = Depth::Recent);
    // known: what the log adds up to before `rest`, which goes on behind it.
    RunLog(RunFolder run, RunHistory known, EventReader rest);

    // Reads what is new; listener (may be empty) gets the events that were appended, not those that a digest stands
    // for. Of a Recent log a digest is kept where that spares the next reader something.
    using Listener = std::function<void(const RunEvent&)>;
    void readNew(const Listener& listener = {});

    const RunFolder& run() const { return m_run; }
    const RunHistory& history() const { return m_digest.history; }
    const EventReader& events() const { return m_reader; }
    // As of the last reading: experiment.name; the run's id where its experiment cannot be read.
    const std::string& name() const { return m_digest.name; }

private:
    void begin();
    void readName();
    void apply(const RunEvent& event);
    bool canGoBack(const HelloEvent& hello) const;
    void forget();
    void keep();

    RunFolder m_run;
    Depth m_depth;
    RunDigest m_digest;
    EventReader m_reader;
    bool m_begun = false, m_tooShort = false; // a hello goes back to a step that is forgotten
    int64_t m_keptOffset = 0;                 // of the digest's file
    FileStamp m_keptExperiment;               // likewise
};

} // namespace roentgen
