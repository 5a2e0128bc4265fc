// A data set's films, prepared once and written into record files, with labels, patients and split.
#pragma once

#include "engine/protocol/result.h"
#include "engine/protocol/study_index.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace roentgen::pipeline {

struct PackOptions {
    std::string dataset; // a folder in a known layout, or a data set file
    std::string out;     // folder, made where it is absent
    int size = 256;      // pixels of a side: data.stored_size of the experiments
    int bits = 8;        // or 16, for other programs: training takes 8
    bool pad = false;    // as data.resize = "pad"
    int shards = 0;      // files; 0: as many as shardMegabytes asks for
    int64_t shardMegabytes = 256;
    int threads = 0;                                                        // 0: the cores this process may use
    std::function<void(double fraction, const std::string& text)> progress; // may be empty
    std::function<bool()> cancelled;                                        // may be empty
};

struct PackSummary {
    int64_t images = 0, records = 0;     // of the data set; written
    int shards = 0, keptShards = 0;      // kept: whole from an earlier attempt
    uint64_t bytes = 0;                  // of all shards
    std::vector<std::string> unreadable; // images that could not be read and are left out
    std::vector<std::string> reasons;    // why, a line each; not of those in shards that were kept
    std::vector<DataProblem> problems;   // of the data set
};

// Films lie in the order of their names, in shards of equally many. A shard gets its name when it is whole and on the
// disk; called again after a kill it keeps whole shards, checked to the last byte, and the result is the same, byte for
// byte. Usage errors: out holds something else, or records of other films or options. Data errors: no film can be read.
// Environment errors: no room, another pack at work in out. Stopped: cancelled() said so; whole shards stay.
Result<PackSummary> packRecords(const PackOptions& options);

} // namespace roentgen::pipeline
