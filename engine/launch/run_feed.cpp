#include "engine/launch/run_feed.h"

#include "engine/launch/job_watch.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

const char* const beginningLine = "ROENTGEN-FEED 1\n";
constexpr size_t pieceBytes = 1 << 18;
constexpr size_t longestHead = 1 << 20;

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
    bool frame(FeedHead head, std::string_view payload = {}) {
        head.bytes = int64_t(payload.size());
        return text(writeMessage(head) + "\n") && text(payload);
    }
    bool frame(const char* kind, std::string_view payload = {}) {
        FeedHead head;
        head.kind = kind;
        return frame(std::move(head), payload);
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
            if (newline == std::string::npos && more && limit < size_t(FeedHead::longestPayload)) {
                limit *= 2;
                continue;
            }
            piece.resize(newline == std::string::npos ? 0 : newline + 1);
        }
        if (piece.empty())
            return;
        FeedHead head;
        head.kind = kind;
        head.offset = offset;
        writer.frame(std::move(head), piece);
        offset += int64_t(piece.size());
        limit = pieceBytes;
    }
}

FeedHead stateFrame(const RunFolder& run, RunState state) {
    FeedHead frame;
    frame.kind = "state";
    // An older listener knows no "stopping".
    frame.stopping = state == RunState::Stopping;
    frame.state = runStateName(frame.stopping ? RunState::Running : state);
    if (const auto remote = readRemoteRecord(run)) {
        frame.job = remote->job;
        frame.queueState = remote->queueState;
        frame.queueReason = remote->queueReason;
        frame.queueStart = remote->queueStart;
        frame.problem = remote->problem;
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
    FeedHead head;
    head.kind = "file";
    head.name = request.file;
    head.size = file.size();
    head.sha256 = file.sha256();
    head.offset = offset;
    writer.frame(std::move(head));
    for (std::string piece; writer.good() && !(piece = file.read(offset, pieceBytes)).empty();) {
        writer.frame("data", piece);
        offset += int64_t(piece.size());
    }
    writer.frame("end");
    return Done{};
}

void sendResults(const RunFolder& run, FeedWriter& writer) {
    FeedHead head;
    head.kind = "results";
    for (const std::string& name : listResults(run)) {
        const OpenFile file(run.file(name));
        if (file.size() >= 0)
            head.files.push_back({name, file.size(), file.sha256()});
    }
    writer.frame(std::move(head));
}

void followRun(const RunFolder& run, const FeedRequest& request, FeedWriter& writer) {
    int64_t events = request.eventsOffset, log = request.logOffset;
    if (events > 0 && tailMark(run.eventsFile(), events) != request.eventsTail) {
        writer.frame("restart");
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
        const FeedHead frame = stateFrame(run, state);
        std::string telling = writeMessage(frame);
        const auto now = std::chrono::steady_clock::now();
        if (telling != told || now - toldAt > std::chrono::seconds(1)) {
            writer.frame(frame);
            told = std::move(telling);
            toldAt = now;
        }
        const bool ended = !isGoingOn(state);
        if (ended || request.results)
            sendResults(run, writer);
        if (ended || !request.follow) {
            writer.frame("end");
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
        writer.frame("absent");
        writer.frame("end");
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
    const auto head = readMessage<FeedHead>(std::string_view(m_waiting).substr(0, newline));
    if (!head)
        return false;
    const auto bytes = size_t(head->bytes);
    if (m_waiting.size() < newline + 1 + bytes)
        return true;
    found = true;
    const bool good = m_handler(*head, std::string_view(m_waiting).substr(newline + 1, bytes));
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
