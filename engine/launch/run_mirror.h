// The near side of a feed: writes what it hears into the run's folder. Inside engine/launch only.
#pragma once

#include "engine/launch/run_feed.h"
#include "engine/protocol/run_watch.h"

namespace roentgen::launch {

class RunMirror {
public:
    RunMirror(RunFolder run, RemoteRecord record)
        : m_run(std::move(run))
        , m_record(std::move(record)) {}

    // Cuts a torn last line of the events, which are then whole up to where the far end goes on.
    Status prepare();
    FeedRequest request() const;

    // One frame; false: it does not fit, ask again from the start.
    bool take(const FeedHead& head, std::string_view payload);
    // Nobody could be asked, and why.
    Status sayUnreachable(const std::string& why);
    Status sayResultsHere();
    // Those that were brought earlier and that the run has let go: they are no part of its mean.
    void forgetOldSnapshots() const;

    bool heardState() const { return m_heardState; } // since prepare()
    bool ended() const;                              // by what was heard last
    const std::vector<FeedFile>& results() const { return m_results; }
    const RemoteRecord& record() const { return m_record; }
    const Status& trouble() const { return m_trouble; } // with this machine's disk

private:
    bool append(const std::string& path, int64_t& size, int64_t offset, std::string_view bytes);
    bool takeState(const FeedHead& head);
    void write(bool always);

    RunFolder m_run;
    RemoteRecord m_record;
    int64_t m_eventBytes = 0, m_logBytes = 0;
    std::vector<FeedFile> m_results;
    bool m_heardState = false;
    double m_written = 0; // when the record was
    Status m_trouble = Done{};
};

// The results that differ from what is here, each under another name until its SHA-256 is right.
class ResultFile {
public:
    ResultFile(const RunFolder& run, FeedFile file);
    bool isHere() const; // the same bytes under the final name
    FeedRequest request();
    bool take(const FeedHead& head, std::string_view payload);
    Status finish(); // Data error where the bytes are damaged

private:
    RunFolder m_run;
    FeedFile m_file;
    std::string m_final, m_part;
};

} // namespace roentgen::launch
