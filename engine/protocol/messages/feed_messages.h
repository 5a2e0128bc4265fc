// The heads of the frames in which roentgen-run feed tells of a run (engine/launch/run_feed.h).
#pragma once

#include "engine/protocol/messages/fields.h"

namespace roentgen {

struct FeedFile {
    std::string name;
    int64_t bytes = 0;
    std::string sha256;
};
void describe(Fields& f, FeedFile& file);

// Which members a head has depends on its kind.
struct FeedHead {
    static constexpr int64_t longestPayload = 1 << 24;
    std::string kind;
    int64_t bytes = 0;   // of the payload behind it
    int64_t offset = -1; // events, log, file
    std::string state;   // state
    bool stopping = false;
    std::string problem, job, queueState, queueReason;
    double queueStart = 0;
    std::vector<FeedFile> files; // results
    std::string name, sha256;    // file
    int64_t size = -1;
};
void describe(Fields& f, FeedHead& head);

} // namespace roentgen
