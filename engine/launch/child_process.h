// Runs a program by its argument vector, feeds it, reads what it says, and never leaves it behind.
#pragma once

#include "engine/protocol/result.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace roentgen::launch {

struct ChildOptions {
    std::string input;      // on its standard input
    bool keepInput = false; // its standard input stays open after that, until this process ends: it then sees the end
    double seconds = 60;    // at most so long altogether; 0: no limit
    double silence = 0;     // at most so long without a byte from it; 0: no limit
    const std::atomic<bool>* cancel = nullptr; // looked at ten times a second; may be set by another thread
    // Gets the standard output piece by piece, which is then not collected. false ends the child.
    std::function<bool(std::string_view)> output;
};

struct ChildOutcome {
    enum class End { Exited, Signalled, TimedOut, Cancelled, Refused } end = End::Exited;
    int exitCode = -1;          // of Exited
    std::string output, errors; // standard output, the last 64 KiB of standard error
    bool good() const { return end == End::Exited && exitCode == 0; }
};

// Waits for its end. The child leads a process group of its own; when it must end early the whole group is killed, and
// when this thread dies the child is told. Environment error where the program cannot be started. Any thread.
Result<ChildOutcome> runChild(const std::vector<std::string>& command, const ChildOptions& options = {});

} // namespace roentgen::launch
