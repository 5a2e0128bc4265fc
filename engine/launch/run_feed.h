// What `roentgen-run feed` says at the far end and `roentgen-run sync` hears: a run's new events, its log and how it
// stands, in frames. A frame is one line of JSON, {"kind":…, "bytes":N, …}, and N bytes behind it. Before the first
// frame stands one line of its own, so that what a login script prints is passed over.
//
//   state    state, stopping, problem, job, queue_state, queue_reason, queue_start: how it stood before the bytes
//   before it were
//            read; stopping: true where its "running" is that
//   events   offset: whole lines of events.jsonl from there
//   log      offset: of log.txt from there
//   restart  the lines that the other side has are not this run's; what follows begins at 0
//   results  files: [{name, bytes, sha256}], of a run that has ended or where they were asked for
//   file     name, size, sha256, offset; then data frames
//   data     more of it
//   absent   there is no such run
//   end      nothing more will come
#pragma once

#include "engine/protocol/messages/feed_messages.h"
#include "engine/protocol/run_folder.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace roentgen::launch {

struct FeedRequest {
    int64_t eventsOffset = 0, logOffset = 0; // bytes that the other side has
    std::string eventsTail;                  // tailMark() of its events
    bool follow = false;                     // until the run has ended, or standard input does
    bool results = false;                    // name its results although it goes on
    std::string file;                        // one of the results instead, from fileOffset on
    int64_t fileOffset = 0;
};

// Writes frames to the descriptor. Environment error where nobody reads them any more; Data error for an unknown file.
Status feedRun(const RunFolder& run, const FeedRequest& request, int output);

// SHA-256 of the last 4096 bytes before offset, "" at 0: the same lines end there, with their sequence numbers.
std::string tailMark(const std::string& path, int64_t offset);

std::string sha256OfFile(const std::string& path); // "" where it cannot be read

// Cuts a stream into frames.
class FrameReader {
public:
    // false from the handler, or a broken frame, makes feed() return false, then and ever after.
    using Handler = std::function<bool(const FeedHead& head, std::string_view payload)>;
    explicit FrameReader(Handler handler)
        : m_handler(std::move(handler)) {}
    bool feed(std::string_view bytes);

private:
    bool takeFrame(bool& found);

    Handler m_handler;
    std::string m_waiting;
    bool m_begun = false, m_broken = false;
};

} // namespace roentgen::launch
