#include "engine/protocol/memory_kill.h"

#include "engine/protocol/memory_group.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace roentgen {

namespace {

constexpr std::streamoff LogEnd = 16384;

} // namespace

OomKills readOomKills(const std::string& root) {
    OomKills kills;
    kills.group = oomKillsOfGroup(root);
    const Result<std::string> text = readTextFile(root + "/proc/vmstat");
    std::istringstream fields(text ? *text : std::string());
    std::string name;
    for (int64_t value = 0; fields >> name >> value;)
        if (name == "oom_kill")
            kills.machine = value;
    return kills;
}

bool isMemoryKill(const OomKills& before, const OomKills& after, bool endedBySigkill) {
    return endedBySigkill && (after.group > before.group || after.machine > before.machine);
}

// As Open MPI's mpirun tells of a rank: "exited on signal 9 (Killed)", or of what it could not see die: "Exit code:
// 137".
bool tellsOfSigkill(const std::string& logFile, int64_t from) {
    std::ifstream log(logFile, std::ios::binary | std::ios::ate);
    const std::streamoff size = log ? std::streamoff(log.tellg()) : 0;
    std::string end(size_t(std::clamp<std::streamoff>(size - from, 0, LogEnd)), '\0');
    log.seekg(size - std::streamoff(end.size()));
    log.read(end.data(), std::streamsize(end.size()));
    return end.find("signal 9") != std::string::npos || end.find("code: 137") != std::string::npos ||
           end.find("code:    137") != std::string::npos;
}

Error memoryKillError(const RunFolder& run) {
    return environmentError("The system ended the run for lack of memory", run.path,
                            "start it with fewer ranks, a smaller batch or a smaller data.image_size");
}

} // namespace roentgen
