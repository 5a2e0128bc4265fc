#include "engine/protocol/run_digest.h"

#include "engine/protocol/text_file.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen {

namespace {

constexpr std::string_view Magic = "roentgen events digest 4\n";
constexpr int64_t TailBytes = 4096; // of the log before the offset, compared when it has grown

// FNV-1a, 64 bits: tells a torn or foreign file, not a forged one.
uint64_t hashOf(std::string_view bytes) {
    uint64_t hash = 14695981039346656037ull;
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ull;
    return hash;
}

// 0 where the log is shorter.
uint64_t hashOfTail(const std::string& path, int64_t end) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    const int64_t begin = std::max<int64_t>(0, end - TailBytes);
    const std::string tail = readBytesAt(file, begin, size_t(end - begin));
    ::close(file);
    return int64_t(tail.size()) == end - begin ? hashOf(tail) : 0;
}

// Values with a blank after each; a text after its length.
class Writer {
public:
    template <typename Number>
    Writer& operator<<(Number value) {
        char text[40];
        const auto end = std::to_chars(text, text + sizeof text, value).ptr;
        m_text.append(text, size_t(end - text)) += ' ';
        return *this;
    }
    Writer& operator<<(bool value) { return *this << int(value); }
    Writer& operator<<(const std::string& text) {
        *this << text.size();
        m_text += text + ' ';
        return *this;
    }
    Writer& operator<<(const std::optional<double>& value) { return *this << value.value_or(NAN); }
    Writer& operator<<(const Metrics& metrics) { // without those of one class
        const auto ofAll = [](const Metric& metric) { return metric.of.empty(); };
        *this << metrics.headline << std::count_if(metrics.list.begin(), metrics.list.end(), ofAll);
        for (const Metric& metric : metrics.list)
            if (ofAll(metric))
                *this << metric.name << metric.value << int(metric.direction);
        return *this;
    }
    Writer& operator<<(const RateSums& s) { return *this << s.any << s.steps << s.seconds << s.mean << s.squares; }
    Writer& operator<<(const FileStamp& s) { return *this << s.inode << s.bytes << s.modifiedNanoseconds; }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

// isGood() turns false at the first value that is not there; what is read then is empty.
class Reader {
public:
    explicit Reader(std::string_view text)
        : m_at(text.data())
        , m_end(text.data() + text.size()) {}

    template <typename Number>
    Reader& operator>>(Number& value) {
        const auto [next, error] = std::from_chars(m_at, m_end, value);
        skip(error == std::errc() ? size_t(next - m_at) : size_t(m_end - m_at) + 1);
        return *this;
    }
    Reader& operator>>(bool& value) {
        int number = 0;
        *this >> number;
        value = number != 0;
        return *this;
    }
    Reader& operator>>(std::string& text) {
        size_t length = 0;
        *this >> length;
        const char* const begin = m_at;
        skip(length);
        if (m_good)
            text.assign(begin, length);
        return *this;
    }
    Reader& operator>>(std::optional<double>& value) {
        double number = 0;
        *this >> number;
        value = std::isnan(number) ? std::nullopt : std::optional(number);
        return *this;
    }
    Reader& operator>>(Metrics& metrics) {
        size_t count = 0;
        *this >> metrics.headline >> count;
        metrics.list.resize(count <= remaining() ? count : 0);
        for (Metric& metric : metrics.list) {
            int direction = 0;
            *this >> metric.name >> metric.value >> direction;
            metric.direction = Direction(direction);
        }
        return *this;
    }
    Reader& operator>>(RateSums& s) { return *this >> s.any >> s.steps >> s.seconds >> s.mean >> s.squares; }
    Reader& operator>>(FileStamp& s) { return *this >> s.inode >> s.bytes >> s.modifiedNanoseconds; }
    bool isGood() const { return m_good; }
    bool isAtEnd() const { return m_good && m_at == m_end; }
    size_t remaining() const { return size_t(m_end - m_at); }

private:
    void skip(size_t length) { // and the blank
        m_good = m_good && length < remaining() && m_at[length] == ' ';
        m_at = m_good ? m_at + length + 1 : m_end;
    }
    const char *m_at, *m_end;
    bool m_good = true;
};

void write(Writer& to, const RunHistory& h) {
    to << h.startTime << h.lastTime << h.endTime << h.lastSeq << h.pausedSeconds;
    to << h.hello.has_value();
    if (h.hello)
        to << h.hello->epochs << h.hello->stepsPerEpoch << h.hello->ranks << h.hello->threadsPerRank << h.hello->host
           << h.hello->headline;
    to << h.attemptSteps << h.forgottenWarmUp << h.forgottenSteps << h.steps.size();
    for (const auto& p : h.steps)
        to << p.time << p.step.epoch << p.step.step << p.step.imagesPerSecond << p.warmsUp;
    to << h.epochs.size();
    for (const EpochEvent& epoch : h.epochs)
        to << epoch.epoch << epoch.trainingSeconds;
    to << h.validations.size();
    for (const auto& p : h.validations)
        to << p.time << p.validation.epoch << p.validation.step << p.validation.loss << p.validation.metrics
           << p.validation.best;
    to << h.error.has_value();
    if (h.error)
        to << h.error->code << h.error->message << h.error->where << h.error->hint << h.error->cause;
    to << h.stopped.has_value();
    if (h.stopped)
        to << h.stopped->reason << h.stopped->how;
    to << h.finished.has_value();
    if (h.finished)
        to << h.finished->best << h.finished->seconds << h.finished->reason;
    to << h.checkpoint.has_value();
    if (h.checkpoint)
        to << h.checkpoint->epoch << h.checkpoint->step << h.checkpoint->path << h.checkpoint->best;
    to << h.endedBecause << h.killedForMemory;
}

void read(Reader& from, RunHistory& h) {
    bool present = false;
    size_t count = 0;
    from >> h.startTime >> h.lastTime >> h.endTime >> h.lastSeq >> h.pausedSeconds >> present;
    if (present) {
        HelloEvent& hello = h.hello.emplace();
        from >> hello.epochs >> hello.stepsPerEpoch >> hello.ranks >> hello.threadsPerRank >> hello.host >>
            hello.headline;
    }
    from >> h.attemptSteps >> h.forgottenWarmUp >> h.forgottenSteps >> count;
    h.steps.resize(count <= from.remaining() ? count : 0);
    for (auto& p : h.steps)
        from >> p.time >> p.step.epoch >> p.step.step >> p.step.imagesPerSecond >> p.warmsUp;
    from >> count;
    h.epochs.resize(count <= from.remaining() ? count : 0);
    for (EpochEvent& epoch : h.epochs) {
        epoch.end = true;
        from >> epoch.epoch >> epoch.trainingSeconds;
    }
    from >> count;
    h.validations.resize(count <= from.remaining() ? count : 0);
    for (auto& p : h.validations)
        from >> p.time >> p.validation.epoch >> p.validation.step >> p.validation.loss >> p.validation.metrics >>
            p.validation.best;
    if (from >> present; present) {
        ErrorEvent& error = h.error.emplace();
        from >> error.code >> error.message >> error.where >> error.hint >> error.cause;
    }
    if (from >> present; present) {
        StoppedEvent& stopped = h.stopped.emplace();
        from >> stopped.reason >> stopped.how;
    }
    if (from >> present; present) {
        FinishedEvent& finished = h.finished.emplace();
        from >> finished.best >> finished.seconds >> finished.reason;
    }
    if (from >> present; present) {
        CheckpointEvent& checkpoint = h.checkpoint.emplace();
        from >> checkpoint.epoch >> checkpoint.step >> checkpoint.path >> checkpoint.best;
    }
    from >> h.endedBecause >> h.killedForMemory;
}

} // namespace

FileStamp stampOf(const std::string& path) {
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return {};
    return {int64_t(status.st_ino), int64_t(status.st_size),
            int64_t(status.st_mtim.tv_sec) * 1000000000 + status.st_mtim.tv_nsec};
}

std::string digestFile(const RunFolder& run) {
    return run.file(run_files::digest);
}

std::optional<RunDigest> readRunDigest(const RunFolder& run) {
    const int file = ::open(digestFile(run).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return std::nullopt;
    struct stat status = {};
    const std::string text = ::fstat(file, &status) == 0 ? readBytesAt(file, 0, size_t(status.st_size)) : std::string();
    ::close(file);
    if (text.compare(0, Magic.size(), Magic) != 0)
        return std::nullopt;
    Reader from(std::string_view(text).substr(Magic.size()));
    uint64_t hash = 0, tail = 0;
    from >> hash;
    const std::string_view content = std::string_view(text).substr(text.size() - from.remaining());
    if (!from.isGood() || hashOf(content) != hash)
        return std::nullopt;
    RunDigest digest;
    from >> digest.offset >> digest.nextSeq >> tail >> digest.log >> digest.name >> digest.experiment >>
        digest.forgotSteps;
    read(from, digest.history);
    if (!from.isAtEnd())
        return std::nullopt;
    const FileStamp now = stampOf(run.eventsFile());
    if (now == digest.log)
        return digest;
    const bool hasGrown = now.inode == digest.log.inode && now.bytes > digest.log.bytes &&
                          hashOfTail(run.eventsFile(), digest.offset) == tail;
    return hasGrown ? std::optional(std::move(digest)) : std::nullopt;
}

void writeRunDigest(const RunFolder& run, const RunDigest& digest) {
    Writer to;
    to << digest.offset << digest.nextSeq << hashOfTail(run.eventsFile(), digest.offset) << digest.log << digest.name
       << digest.experiment << digest.forgotSteps;
    write(to, digest.history);
    const std::string content = to.take();
    static std::atomic<int> number{0};
    const std::string path = digestFile(run),
                      fresh = path + ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(number++);
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0)
        return;
    // Not flushed: after a power cut it is whole or does not fit its hash.
    const std::string text = std::string(Magic) + std::to_string(hashOf(content)) + " " + content;
    const bool written = ::write(file, text.data(), text.size()) == ssize_t(text.size());
    if (::close(file) != 0 || !written || ::rename(fresh.c_str(), path.c_str()) != 0)
        ::unlink(fresh.c_str());
}

} // namespace roentgen
