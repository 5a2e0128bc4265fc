#include "engine/protocol/run_folder.h"

#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

namespace roentgen {

std::string RunFolder::id() const {
    std::string name = path;
    while (name.size() > 1 && name.back() == '/')
        name.pop_back();
    const size_t slash = name.find_last_of('/');
    return slash == std::string::npos ? name : name.substr(slash + 1);
}

std::string RunFolder::snapshotFile(int64_t number) const {
    char name[32];
    std::snprintf(name, sizeof name, "/%04lld.safetensors", static_cast<long long>(number));
    return snapshotFolder() + name;
}

bool isSnapshotName(const std::string& fileName) {
    const size_t digits = fileName.find_first_not_of("0123456789");
    return digits != 0 && digits != std::string::npos && fileName.substr(digits) == ".safetensors";
}

std::vector<std::string> listSnapshots(const RunFolder& run) {
    std::vector<std::string> files;
    DIR* const folder = ::opendir(run.snapshotFolder().c_str());
    if (!folder)
        return files;
    while (const dirent* entry = ::readdir(folder)) {
        const std::string name = entry->d_name;
        if (isSnapshotName(name))
            files.push_back(run.snapshotFolder() + "/" + name);
    }
    ::closedir(folder);
    std::sort(files.begin(), files.end());
    return files;
}

namespace {

// Beside the snapshots.
const std::vector<std::string>& resultFiles() {
    static const std::vector<std::string> names = {run_files::bestWeights, run_files::metrics,
                                                   run_files::predictions, run_files::ensemblePredictions,
                                                   run_files::modelCard,   run_files::initialWeights};
    return names;
}

} // namespace

bool isResultName(const std::string& name) {
    const std::string folder = std::string(run_files::snapshots) + "/";
    if (name.compare(0, folder.size(), folder) == 0)
        return isSnapshotName(name.substr(folder.size()));
    return std::find(resultFiles().begin(), resultFiles().end(), name) != resultFiles().end();
}

std::vector<std::string> listResults(const RunFolder& run) {
    std::vector<std::string> names = resultFiles();
    for (const std::string& snapshot : listSnapshots(run))
        names.push_back(snapshot.substr(run.path.size() + 1));
    return names;
}

bool ProcessRecord::operator==(const ProcessRecord& other) const {
    const auto values = [](const ProcessRecord& r) {
        return std::tie(r.host, r.bootId, r.launcherPid, r.launcherStartTicks, r.rank0Pid, r.rank0StartTicks, r.started,
                        r.command);
    };
    return values(*this) == values(other);
}

Result<ProcessRecord> readProcessRecord(const RunFolder& run) {
    const Result<std::string> text = readTextFile(run.processFile());
    if (!text)
        return text.error();
    auto record = readMessage<ProcessRecord>(*text, run.processFile());
    if (!record)
        return dataError("The process record is damaged", run.processFile(), record.error().message);
    return record;
}

Status writeProcessRecord(const RunFolder& run, const ProcessRecord& record) {
    return writeFileAtomically(run.processFile(), writeMessagePage(record) + "\n");
}

std::string thisHostName() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

std::string thisBootId() {
    Result<std::string> text = readTextFile("/proc/sys/kernel/random/boot_id");
    if (!text)
        return {};
    while (!text->empty() && text->back() == '\n')
        text->pop_back();
    return text.take();
}

int64_t processStartTicks(int64_t pid) {
    if (pid <= 0)
        return 0;
    const Result<std::string> text = readTextFile("/proc/" + std::to_string(pid) + "/stat");
    if (!text)
        return 0;
    // The name (field 2) may hold blanks and brackets: count from the last bracket.
    size_t at = text->rfind(')');
    if (at == std::string::npos)
        return 0;
    // A zombie (field 3) runs no more, nor does what has ended without one.
    const char state = at + 2 < text->size() ? (*text)[at + 2] : 'Z';
    if (state == 'Z' || state == 'X' || state == 'x')
        return 0;
    for (int field = 2; field < 22 && at != std::string::npos; ++field)
        at = text->find(' ', at + 1);
    return at == std::string::npos ? 0 : std::strtoll(text->c_str() + at, nullptr, 10);
}

namespace {

bool isOfThisBoot(const ProcessRecord& record) {
    return record.host == thisHostName() && record.bootId == thisBootId();
}

bool lives(int64_t pid, int64_t ticks) {
    return ticks != 0 && processStartTicks(pid) == ticks;
}

} // namespace

bool isAlive(const ProcessRecord& record) {
    return isOfThisBoot(record) &&
           (lives(record.launcherPid, record.launcherStartTicks) || lives(record.rank0Pid, record.rank0StartTicks));
}

bool hasLostRank0(const ProcessRecord& record) {
    return isOfThisBoot(record) && record.rank0StartTicks != 0 && !lives(record.rank0Pid, record.rank0StartTicks);
}

namespace {

const char* const openedMark = "{\"command\":\"opened\"}\n"; // by the launcher
const char* const takenMark = "{\"command\":\"taken\"}\n";   // by the trainer
const char* const withdrawnMark = "{\"command\":\"withdrawn\"}\n";

Status appendLine(const std::string& path, const std::string& line) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const bool written = file >= 0 && ::write(file, line.data(), line.size()) == ssize_t(line.size());
    const int number = errno;
    if (file >= 0)
        ::close(file);
    if (!written)
        return environmentError(std::string("Could not write the command: ") + std::strerror(number), path);
    return Done{};
}

// Of whole lines; what is none of them is passed over.
std::vector<ControlCommand> commandsIn(std::string_view lines) {
    std::vector<ControlCommand> commands;
    for (size_t end; (end = lines.find('\n')) != std::string_view::npos; lines.remove_prefix(end + 1)) {
        const auto json = nlohmann::json::parse(lines.substr(0, end), nullptr, false);
        if (!json.is_object() || !json.contains("command") || !json["command"].is_string())
            continue;
        const std::string name = json["command"];
        if (name == "stop")
            commands.push_back(ControlCommand::Stop);
        else if (name == "stop_now")
            commands.push_back(ControlCommand::StopNow);
        else if (name == "checkpoint")
            commands.push_back(ControlCommand::Checkpoint);
    }
    return commands;
}

} // namespace

Status appendControl(const RunFolder& run, ControlCommand command) {
    const char* const name = command == ControlCommand::Stop      ? "stop"
                             : command == ControlCommand::StopNow ? "stop_now"
                                                                  : "checkpoint";
    return appendLine(run.controlFile(), std::string("{\"command\":\"") + name + "\"}\n");
}

Status openControl(const RunFolder& run) {
    return appendLine(run.controlFile(), openedMark);
}

Status reopenControl(const RunFolder& run) {
    const Result<std::string> text = readTextFile(run.controlFile());
    const size_t opened = text ? text->rfind(openedMark) : std::string::npos;
    if (opened != std::string::npos && text->find(takenMark, opened) == std::string::npos)
        return Done{};
    return openControl(run);
}

bool isLaunchersTrainer(const RunFolder& run) {
    const Result<std::string> text = readTextFile(run.controlFile());
    const size_t opened = text ? text->rfind(openedMark) : std::string::npos;
    if (opened == std::string::npos)
        return false;
    const size_t first = text->find(takenMark, opened);
    return first != std::string::npos && text->rfind(takenMark) == first;
}

Status withdrawControl(const RunFolder& run) {
    return appendLine(run.controlFile(), withdrawnMark);
}

std::optional<ControlCommand> pendingStop(const RunFolder& run) {
    const Result<std::string> text = readTextFile(run.controlFile());
    const size_t opened = text ? text->rfind(openedMark) : std::string::npos;
    if (opened == std::string::npos) // by hand: what stands there may be of an earlier attempt
        return std::nullopt;
    size_t begin = opened;
    // The first trainer after that takes what was asked before it was ready; a second one was started by hand.
    const size_t first = text->find(takenMark, opened), last = text->rfind(takenMark);
    if (first != std::string::npos && last > first)
        begin = last;
    if (const size_t withdrawn = text->rfind(withdrawnMark); withdrawn != std::string::npos && withdrawn > begin)
        begin = withdrawn;
    std::optional<ControlCommand> stop;
    for (ControlCommand command : commandsIn(std::string_view(*text).substr(begin)))
        if (command != ControlCommand::Checkpoint && stop != ControlCommand::StopNow)
            stop = command;
    return stop;
}

void ControlReader::skipExisting() {
    const Result<std::string> text = readTextFile(m_path);
    m_offset = text ? int64_t(text->size()) : 0;
    const size_t opened = text ? text->rfind(openedMark) : std::string::npos;
    if (opened == std::string::npos)
        return;
    const size_t taken = text->rfind(takenMark);
    if (taken == std::string::npos || taken < opened)
        m_offset = int64_t(opened);
    // Where this cannot be written the next attempt may hear an old command; that is better than none.
    if (Status marked = appendLine(m_path, takenMark); !marked)
        m_offset = int64_t(text->size());
}

std::vector<ControlCommand> ControlReader::readNew() {
    struct stat status = {};
    if (::stat(m_path.c_str(), &status) != 0 || status.st_size <= m_offset)
        return {};
    const Result<std::string> text = readTextFile(m_path);
    const size_t end = text ? text->rfind('\n') : std::string::npos;
    if (end == std::string::npos || int64_t(end) < m_offset)
        return {};
    const size_t begin = size_t(std::exchange(m_offset, int64_t(end) + 1));
    return commandsIn(std::string_view(*text).substr(begin, end + 1 - begin));
}

std::string folderNameOf(const std::string& name) {
    std::string id;
    for (char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                           c == '_' || c == '-';
        id += plain ? c : '-';
    }
    if (id.empty() || id.front() == '.' || id.front() == '-')
        id.insert(0, "run");
    return id.substr(0, 80);
}

std::string makeRunId(const std::string& experimentName, const std::string& runsFolder) {
    std::string id = folderNameOf(experimentName);
    const std::time_t now = std::time(nullptr);
    std::tm local = {};
    ::localtime_r(&now, &local);
    char stamp[32];
    std::strftime(stamp, sizeof stamp, "-%Y%m%d-%H%M%S", &local);
    id += stamp;
    std::string free = id;
    struct stat status = {};
    for (int n = 2; ::lstat((runsFolder + "/" + free).c_str(), &status) == 0; ++n)
        free = id + "-" + std::to_string(n);
    return free;
}

} // namespace roentgen
