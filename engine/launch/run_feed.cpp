#include "engine/launch/run_feed.h"

#include "engine/launch/job_watch.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

using nlohmann::json;

const char* const beginningLine = "ROENTGEN-FEED 1\n";
constexpr size_t pieceBytes = 1 << 18;
constexpr size_t longestHead = 1 << 20, longestPayload = 1 << 24;

class OpenFile {
public:
    explicit OpenFile(const std::string& path)
        : m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~OpenFile() {
        if (m_file >= 0)
            ::close(m_file);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    std::string read(int64_t offset, size_t limit) const {
        return m_file < 0 ? std::string() : readBytesAt(m_file, offset, limit);
    }
    int64_t size() const {
        struct stat status = {};
        return m_file >= 0 && ::fstat(m_file, &status) == 0 && S_ISREG(status.st_mode) ? int64_t(status.st_size) : -1;
    }
    std::string sha256() const {
        Sha256 hash;
        int64_t offset = 0;
        for (std::string piece; !(piece = read(offset, 1 << 20)).empty(); offset += int64_t(piece.size()))
            hash.update(piece);
        return hash.hex();
    }

private:
    int m_file;
};

class FeedWriter {
public:
    explicit FeedWriter(int output)
        : m_output(output) {}
    bool text(std::string_view bytes) {
        while (m_good && !bytes.empty()) {
            const ssize_t done = ::write(m_output, bytes.data(), bytes.size());
            if (done < 0 && errno == EINTR)
                continue;
            m_good = done >= 0;
            bytes.remove_prefix(size_t(std::max<ssize_t>(done, 0)));
        }
        return m_good;
    }
    bool frame(json head, std::string_view payload = {}) {
        head["bytes"] = payload.size();
        return text(head.dump(-1, ' ', false, json::error_handler_t::replace) + "\n") && text(payload);
    }
    bool good() const { return m_good; }

private:
    int m_output;
    bool m_good = true;
};

// Sends what has been added to a file; of events whole lines alone.
void sendNew(FeedWriter& writer, const std::string& path, const char* kind, bool wholeLines, int64_t& offset) {
    const OpenFile file(path);
    for (size_t limit = pieceBytes; writer.good();) {
        std::string piece = file.read(offset, limit);
        const bool more = piece.size() == limit;
        if (wholeLines) {
            const size_t newline = piece.rfind('\n');
            if (newline == std::string::npos && more && limit < longestPayload) {
                limit *= 2;
                continue;
            }
            piece.resize(newline == std::string::npos ? 0 : newline + 1);
        }
        if (piece.empty())
            return;
        writer.frame({{"kind", kind}, {"offset", offset}}, piece);
        offset += int64_t(piece.size());
        limit = pieceBytes;
    }
}

json stateFrame(const RunFolder& run, RunState state) {
    // An older listener knows no "stopping".
    const bool stopping = state == RunState::Stopping;
    json frame = {
        {"kind", "state"}, {"state", runStateName(stopping ? RunState::Running : state)}, {"stopping", stopping}};
    if (const auto remote = readRemoteRecord(run)) {
        frame["job"] = remote->job;
        frame["queue_state"] = remote->queueState;
        frame["queue_reason"] = remote->queueReason;
        frame["queue_start"] = remote->queueStart;
        frame["problem"] = remote->problem;
    }
    return frame;
}

// Waits, and tells whether standard input has ended: then the one who listens is gone.
bool listenerLeft(int milliseconds) {
    pollfd input = {0, POLLIN, 0};
    if (::poll(&input, 1, milliseconds) <= 0)
        return false;
    char byte = 0;
    return ::read(0, &byte, 1) <= 0;
}

Status sendFile(const RunFolder& run, const FeedRequest& request, FeedWriter& writer) {
    if (!isResultName(request.file))
        return usageError("\"" + request.file + "\" is none of a run's results", run.path, "see docs/targets.md");
    const OpenFile file(run.file(request.file));
    if (file.size() < 0)
        return dataError("The run has no such file", run.file(request.file));
    int64_t offset = std::min(std::max<int64_t>(request.fileOffset, 0), file.size());
    writer.frame({{"kind", "file"},
                  {"name", request.file},
                  {"size", file.size()},
                  {"sha256", file.sha256()},
                  {"offset", offset}});
    for (std::string piece; writer.good() && !(piece = file.read(offset, pieceBytes)).empty();) {
        writer.frame({{"kind", "data"}}, piece);
        offset += int64_t(piece.size());
    }
    writer.frame({{"kind", "end"}});
    return Done{};
}

void sendResults(const RunFolder& run, FeedWriter& writer) {
    json files = json::array();
    for (const std::string& name : listResults(run)) {
        const OpenFile file(run.file(name));
        if (file.size() >= 0)
            files.push_back({{"name", name}, {"bytes", file.size()}, {"sha256", file.sha256()}});
    }
    writer.frame({{"kind", "results"}, {"files", files}});
}

void followRun(const RunFolder& run, const FeedRequest& request, FeedWriter& writer) {
    int64_t events = request.eventsOffset, log = request.logOffset;
    if (events > 0 && tailMark(run.eventsFile(), events) != request.eventsTail) {
        writer.frame({{"kind", "restart"}});
        events = log = 0;
    }
    JobWatch watch(run);
    std::string told;
    auto toldAt = std::chrono::steady_clock::now();
    while (writer.good()) {
        // The state first: what was written before it was found is then sent before it.
        const RunState state = watch.look();
        sendNew(writer, run.eventsFile(), "events", true, events);
        sendNew(writer, run.logFile(), "log", false, log);
        const json frame = stateFrame(run, state);
        const auto now = std::chrono::steady_clock::now();
        if (frame.dump() != told || now - toldAt > std::chrono::seconds(1)) {
            writer.frame(frame);
            told = frame.dump();
            toldAt = now;
        }
        const bool ended = !isGoingOn(state);
        if (ended || request.results)
            sendResults(run, writer);
        if (ended || !request.follow) {
            writer.frame({{"kind", "end"}});
            return;
        }
        if (listenerLeft(250))
            return;
    }
}

} // namespace

std::string sha256OfFile(const std::string& path) {
    const OpenFile file(path);
    return file.size() < 0 ? "" : file.sha256();
}

std::string tailMark(const std::string& path, int64_t offset) {
    const int64_t length = std::min<int64_t>(offset, 4096);
    const std::string tail = OpenFile(path).read(offset - length, size_t(length));
    return length == 0 || int64_t(tail.size()) != length ? "" : sha256Hex(tail);
}

Status feedRun(const RunFolder& run, const FeedRequest& request, int output) {
    FeedWriter writer(output);
    writer.text(beginningLine);
    struct stat status = {};
    if (::stat(run.experimentFile().c_str(), &status) != 0) {
        writer.frame({{"kind", "absent"}});
        writer.frame({{"kind", "end"}});
        return Done{};
    }
    if (!request.file.empty())
        return sendFile(run, request, writer);
    followRun(run, request, writer);
    return writer.good() ? Status(Done{}) : Status(environmentError("Nobody listens any more", run.path));
}

bool FrameReader::takeFrame(bool& found) {
    found = false;
    const size_t newline = m_waiting.find('\n');
    if (newline == std::string::npos)
        return m_waiting.size() < longestHead;
    const json head = json::parse(m_waiting.begin(), m_waiting.begin() + std::ptrdiff_t(newline), nullptr, false);
    if (!head.is_object() || !head.contains("kind") || !head["kind"].is_string() || !head.contains("bytes") ||
        !head["bytes"].is_number_unsigned() || head["bytes"] > longestPayload)
        return false;
    const size_t bytes = head["bytes"];
    if (m_waiting.size() < newline + 1 + bytes)
        return true;
    found = true;
    bool good = false;
    try {
        good = m_handler(head, std::string_view(m_waiting).substr(newline + 1, bytes));
    } catch (const json::exception&) {
        good = false; // a value of another type
    }
    m_waiting.erase(0, newline + 1 + bytes);
    return good;
}

bool FrameReader::feed(std::string_view bytes) {
    m_waiting += bytes;
    if (!m_begun) {
        const std::string_view beginning(beginningLine);
        size_t at = m_waiting.find(beginning);
        while (at != std::string::npos && at > 0 && m_waiting[at - 1] != '\n')
            at = m_waiting.find(beginning, at + 1);
        if (at == std::string::npos) {
            m_broken = m_broken || m_waiting.size() > longestHead;
            return !m_broken;
        }
        m_waiting.erase(0, at + beginning.size());
        m_begun = true;
    }
    for (bool found = true; found && !m_broken;)
        m_broken = !takeFrame(found);
    return !m_broken;
}

} // namespace roentgen::launch
