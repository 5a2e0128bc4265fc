// The headers of many files that nobody vouches for: read by other processes, so that no file ends an indexing.
#pragma once

#include "engine/imaging/image_file.h"

#include <functional>
#include <string>
#include <vector>

namespace roentgen::datasets {

struct HeaderReading {
    // Program and arguments of a process that reads (header_service.h); empty: headerCommand().
    std::vector<std::string> command;
    int secondsPerFile = 60; // a file that takes longer is given up
    int processes = 0;       // 0: the cores that this process may use, at least 2, at most 8; fewer for few files
    std::function<void(size_t done)> progress; // may be empty; called in the caller's thread
    std::function<bool()> cancelled;           // may be empty
};

// `roentgen-data headers` beside this program, or in bin/ beside its folder; empty where there is none, and then
// readHeaders reads in this process.
std::vector<std::string> headerCommand();

// One header or error a path, in their order. A process that dies is replaced, and the file that it read is tried once
// more, for it may have been killed for another reason; a file that two processes died of is a data error that names
// it. Environment error: processes cannot be started. Stopped where cancelled.
Result<std::vector<Result<imaging::ImageHeader>>> readHeaders(const std::vector<std::string>& paths,
                                                              const HeaderReading& options = {});

} // namespace roentgen::datasets
