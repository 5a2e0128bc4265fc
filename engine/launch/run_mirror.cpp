#include "engine/launch/run_mirror.h"

#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

int64_t sizeOf(const std::string& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? int64_t(status.st_size) : 0;
}

// Zero, or errno. What was written of it before a failure is cut off again.
int appendBytes(const std::string& path, std::string_view bytes, bool flush = false) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0)
        return errno;
    struct stat before = {};
    int number = ::fstat(file, &before) == 0 ? 0 : errno;
    while (number == 0 && !bytes.empty()) {
        const ssize_t done = ::write(file, bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR)
            number = errno;
        bytes.remove_prefix(size_t(done < 0 ? 0 : done));
    }
    if (number != 0 && ::ftruncate(file, before.st_size) != 0)
        number = errno;
    if (number == 0 && flush && ::fsync(file) != 0)
        number = errno;
    ::close(file);
    return number;
}

// "metrics.csv.tmp-4711" or "events.digest.tmp-4711-2" of a process that is no more on this machine; of one on another
// machine that shares the folder it is not that old.
bool isAbandoned(const std::string& path) {
    constexpr double seconds = 5;
    const std::string mark = ".tmp-";
    const size_t at = path.rfind(mark);
    struct stat status = {};
    return at != std::string::npos && ::stat(path.c_str(), &status) == 0 &&
           secondsSince1970() - double(status.st_mtime) > seconds &&
           processStartTicks(std::strtoll(path.c_str() + at + mark.size(), nullptr, 10)) == 0;
}

// What a killed predecessor left half written; of results all are here, so no piece of one is needed any more.
void removeLeftovers(const std::string& folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        const bool isPiece = name.front() == '.' && entry.path().extension() == ".part";
        if (isPiece || isAbandoned(entry.path().string()))
            ::unlink(entry.path().c_str());
    }
}

Error diskError(const std::string& path, int number) {
    return environmentError(std::string("Could not write: ") + std::strerror(number), path,
                            number == ENOSPC ? "free some space on that disk" : "");
}

} // namespace

Status RunMirror::prepare() {
    m_heardState = false;
    m_results.clear();
    const Result<std::string> text = readTextFile(m_run.eventsFile());
    const size_t newline = text ? text->rfind('\n') : std::string::npos;
    m_eventBytes = newline == std::string::npos ? 0 : int64_t(newline) + 1;
    if (text && int64_t(text->size()) != m_eventBytes && ::truncate(m_run.eventsFile().c_str(), m_eventBytes) != 0)
        return diskError(m_run.eventsFile(), errno);
    m_logBytes = sizeOf(m_run.logFile());
    return Done{};
}

FeedRequest RunMirror::request() const {
    FeedRequest request;
    request.eventsOffset = m_eventBytes;
    request.eventsTail = tailMark(m_run.eventsFile(), m_eventBytes);
    request.logOffset = m_logBytes;
    return request;
}

bool RunMirror::append(const std::string& path, int64_t& size, int64_t offset, std::string_view bytes) {
    if (offset != size)
        return false;
    if (const int number = appendBytes(path, bytes); number != 0) {
        m_trouble = diskError(path, number);
        return false;
    }
    size += int64_t(bytes.size());
    return true;
}

bool RunMirror::take(const FeedHead& head, std::string_view payload) {
    const std::string& kind = head.kind;
    if (kind == "events")
        return !payload.empty() && payload.back() == '\n' &&
               append(m_run.eventsFile(), m_eventBytes, head.offset, payload);
    if (kind == "log")
        return append(m_run.logFile(), m_logBytes, head.offset, payload);
    if (kind == "restart") {
        ::unlink(m_run.eventsFile().c_str());
        ::unlink(m_run.logFile().c_str());
        m_eventBytes = m_logBytes = 0;
        return true;
    }
    if (kind == "state")
        return takeState(head);
    if (kind == "absent") {
        m_heardState = true;
        m_record.checked = secondsSince1970();
        m_record.state = runStateName(RunState::Lost);
        m_record.problem = "The target has no folder of this run";
        m_record.resultsHere = true;
        write(true);
    }
    if (kind == "results")
        m_results = head.files;
    return true;
}

bool RunMirror::takeState(const FeedHead& head) {
    if (!runStateFromName(head.state))
        return false;
    const RemoteRecord before = m_record;
    m_heardState = true;
    m_record.state = head.stopping ? runStateName(RunState::Stopping) : head.state;
    m_record.checked = secondsSince1970();
    m_record.problem = head.problem;
    m_record.job = head.job;
    m_record.queueState = head.queueState;
    m_record.queueReason = head.queueReason;
    m_record.queueStart = head.queueStart;
    if (!ended())
        m_record.resultsHere = false;
    const bool same = before.state == m_record.state && before.problem == m_record.problem &&
                      before.queueState == m_record.queueState && before.queueReason == m_record.queueReason;
    write(!same);
    return true;
}

// The time stamp alone is not worth a write more often than this.
void RunMirror::write(bool always) {
    constexpr double seconds = 2;
    const double now = secondsSince1970();
    if (!always && now - m_written < seconds)
        return;
    m_written = now;
    if (Status written = writeRemoteRecord(m_run, m_record); !written)
        m_trouble = written;
}

Status RunMirror::sayUnreachable(const std::string& why) {
    if (m_record.problem == why)
        return Done{};
    m_record.problem = why;
    return writeRemoteRecord(m_run, m_record);
}

Status RunMirror::sayResultsHere() {
    removeLeftovers(m_run.path);
    removeLeftovers(m_run.snapshotFolder());
    m_record.resultsHere = true;
    return writeRemoteRecord(m_run, m_record);
}

void RunMirror::forgetOldSnapshots() const {
    const auto isResult = [this](const std::string& path) {
        return std::any_of(m_results.begin(), m_results.end(),
                           [&](const FeedFile& file) { return m_run.file(file.name) == path; });
    };
    for (const std::string& path : listSnapshots(m_run))
        if (!m_results.empty() && !isResult(path))
            ::unlink(path.c_str());
}

bool RunMirror::ended() const {
    const std::optional<RunState> state = runStateFromName(m_record.state);
    return state && !isGoingOn(*state);
}

ResultFile::ResultFile(const RunFolder& run, FeedFile file)
    : m_run(run)
    , m_file(std::move(file))
    , m_final(run.file(m_file.name)) {
    const size_t name = m_final.find_last_of('/') + 1;
    m_part = m_final.substr(0, name) + "." + m_final.substr(name) + "." + m_file.sha256.substr(0, 16) + ".part";
}

bool ResultFile::isHere() const {
    return sizeOf(m_final) == m_file.bytes && sha256OfFile(m_final) == m_file.sha256;
}

FeedRequest ResultFile::request() {
    ::mkdir(m_final.substr(0, m_final.find_last_of('/')).c_str(), 0755); // snapshots/
    FeedRequest request;
    request.file = m_file.name;
    request.fileOffset = sizeOf(m_part);
    if (request.fileOffset >= m_file.bytes) {
        ::unlink(m_part.c_str());
        request.fileOffset = 0;
    }
    return request;
}

bool ResultFile::take(const FeedHead& head, std::string_view payload) {
    const std::string& kind = head.kind;
    if (kind == "file") {
        if (head.sha256 != m_file.sha256) {
            // A newer one has taken its place: it comes whole, from its beginning.
            ::unlink(m_part.c_str());
            m_file.sha256 = head.sha256;
            m_file.bytes = head.size;
        }
        return head.offset == sizeOf(m_part);
    }
    return kind != "data" || appendBytes(m_part, payload) == 0;
}

Status ResultFile::finish() {
    if (sizeOf(m_part) != m_file.bytes)
        return environmentError("Only a part of the file has come", m_final, "it goes on from there");
    if (sha256OfFile(m_part) != m_file.sha256) {
        ::unlink(m_part.c_str());
        return dataError("The file has come damaged", m_final, "it is brought again");
    }
    if (const int number = appendBytes(m_part, {}, true); number != 0)
        return diskError(m_part, number);
    if (::rename(m_part.c_str(), m_final.c_str()) != 0)
        return diskError(m_final, errno);
    return Done{};
}

} // namespace roentgen::launch
