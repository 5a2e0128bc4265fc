#include "engine/protocol/memory_kill.h"

#include "engine/protocol/memory_group.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace roentgen {

namespace {

constexpr std::streamoff LogEnd = 16384;

std::string noteFile(const RunFolder& run) {
    return run.path + "/oom_kills";
}

// As Open MPI's mpirun tells of a rank: "exited on signal 9 (Killed)", or of what it could not see die: "Exit code:
// 137".
bool tellsOfSigkill(const std::string& logFile) {
    std::ifstream log(logFile, std::ios::binary | std::ios::ate);
    const std::streamoff size = log ? std::streamoff(log.tellg()) : 0;
    std::string end(size_t(std::min(size, LogEnd)), '\0');
    log.seekg(size - std::streamoff(end.size()));
    log.read(end.data(), std::streamsize(end.size()));
    return end.find("signal 9") != std::string::npos || end.find("code: 137") != std::string::npos ||
           end.find("code:    137") != std::string::npos;
}

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

Status noteOomKills(const RunFolder& run) {
    const OomKills now = readOomKills();
    return writeFileAtomically(noteFile(run), std::to_string(now.group) + " " + std::to_string(now.machine) + " " +
                                                  thisBootId() + "\n");
}

bool wasKilledForMemory(const RunFolder& run) {
    const Result<std::string> note = readTextFile(noteFile(run));
    std::istringstream fields(note ? *note : std::string());
    OomKills before;
    std::string boot;
    if (!(fields >> before.group >> before.machine >> boot) || boot != thisBootId())
        return false;
    const Result<ProcessRecord> record = readProcessRecord(run);
    const bool ranks =
        record && std::find(record->command.begin(), record->command.end(), "mpirun") != record->command.end();
    return isMemoryKill(before, readOomKills(), !ranks || tellsOfSigkill(run.logFile()));
}

Error memoryKillError(const RunFolder& run) {
    return environmentError("The system ended the run for lack of memory", run.path,
                            "start it with fewer ranks, a smaller batch or a smaller data.image_size");
}

} // namespace roentgen
