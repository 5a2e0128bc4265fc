#include "engine/protocol/event_log.h"

#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen {

double secondsSince1970() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

EventWriter::EventWriter(EventWriter&& other) noexcept
    : m_file(std::exchange(other.m_file, -1))
    , m_lastSeq(other.m_lastSeq)
    , m_path(std::move(other.m_path)) {}

EventWriter& EventWriter::operator=(EventWriter&& other) noexcept {
    std::swap(m_file, other.m_file);
    std::swap(m_lastSeq, other.m_lastSeq);
    std::swap(m_path, other.m_path);
    return *this;
}

EventWriter::~EventWriter() {
    if (m_file >= 0)
        ::close(m_file);
}

Result<EventWriter> EventWriter::open(const std::string& path) {
    EventWriter writer;
    writer.m_path = path;
    writer.m_file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    struct stat status = {};
    if (writer.m_file < 0 || ::fstat(writer.m_file, &status) != 0)
        return environmentError(std::string("Could not open the event file: ") + std::strerror(errno), path,
                                "check the permissions of the run folder");
    // The last whole line that parses decides; what follows it is torn and goes.
    const std::string text = readBytesAt(writer.m_file, 0, size_t(status.st_size));
    size_t end = text.rfind('\n');
    const size_t whole = end == std::string::npos ? 0 : end + 1;
    if (whole != text.size() && ::ftruncate(writer.m_file, off_t(whole)) != 0)
        return environmentError(std::string("Could not cut a torn line: ") + std::strerror(errno), path);
    while (end != std::string::npos) {
        const size_t before = end == 0 ? std::string::npos : text.rfind('\n', end - 1);
        const size_t begin = before == std::string::npos ? 0 : before + 1;
        const auto event = parseRunEvent(text.substr(begin, end - begin));
        if (event && *event) {
            writer.m_lastSeq = (*event)->seq;
            break;
        }
        end = before;
    }
    return writer;
}

Status EventWriter::append(RunEvent::Body body) {
    const std::string line = writeRunEvent({m_lastSeq + 1, secondsSince1970(), std::move(body)}) + "\n";
    size_t done = 0;
    while (done < line.size()) {
        const ssize_t written = ::write(m_file, line.data() + done, line.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            const int number = errno;
            struct stat status = {};
            if (done > 0 && ::fstat(m_file, &status) == 0 && ::ftruncate(m_file, status.st_size - off_t(done)) != 0)
                return environmentError("Could not cut a half-written event", m_path);
            return environmentError(std::string("Could not write an event: ") + std::strerror(number), m_path,
                                    number == ENOSPC ? "free some space on that disk and resume the run" : "");
        }
        done += size_t(written);
    }
    ++m_lastSeq;
    return Done{};
}

EventReader::EventReader(std::string path, int64_t fromSeq, int64_t offset)
    : m_path(std::move(path))
    , m_offset(offset)
    , m_nextSeq(fromSeq) {}

std::vector<RunEvent> EventReader::readNew() {
    std::vector<RunEvent> events;
    readNew([&events](const RunEvent& event) { events.push_back(event); });
    return events;
}

void EventReader::readNew(const std::function<void(const RunEvent&)>& take) {
    const int file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    struct stat status = {};
    if (::fstat(file, &status) == 0 && status.st_size < m_offset) {
        // A resume cut the torn line that m_partial holds the beginning of.
        m_offset -= int64_t(m_partial.size());
        m_partial.clear();
    }
    for (;;) {
        const std::string chunk = readBytesAt(file, m_offset, 1 << 20);
        if (chunk.empty())
            break;
        m_offset += int64_t(chunk.size());
        m_partial += chunk;
        size_t begin = 0;
        for (size_t end; (end = m_partial.find('\n', begin)) != std::string::npos; begin = end + 1) {
            auto event = parseRunEvent(m_partial.substr(begin, end - begin));
            if (!event)
                ++m_damagedLines;
            else if (*event && (*event)->seq >= m_nextSeq) {
                m_nextSeq = (*event)->seq + 1;
                take(**event);
            }
        }
        m_partial.erase(0, begin);
    }
    ::close(file);
}

void RunHistory::apply(const RunEvent& event) {
    lastSeq = event.seq;
    if (const auto* e = std::get_if<HelloEvent>(&event.body)) {
        if (!hello)
            startTime = event.time;
        else
            pausedSeconds += std::max(0.0, event.time - lastTime);
        const int64_t keep = e->resumedFrom ? e->resumedFrom->step : 0;
        hello = *e;
        const auto laterStep = [keep](const StepPoint& p) { return p.step.step > keep; };
        const auto laterValidation = [keep](const ValidationPoint& p) { return p.validation.step > keep; };
        steps.erase(std::find_if(steps.begin(), steps.end(), laterStep), steps.end());
        validations.erase(std::find_if(validations.begin(), validations.end(), laterValidation), validations.end());
        const int64_t underWay = e->resumedFrom ? e->resumedFrom->epoch : 0;
        const auto notEnded = [underWay](const EpochEvent& epoch) { return epoch.epoch >= underWay; };
        epochs.erase(std::find_if(epochs.begin(), epochs.end(), notEnded), epochs.end());
        attemptSteps = 0;
        if (keep <= 0)
            forgottenWarmUp = forgottenSteps = {};
        error.reset();
        stopped.reset();
        finished.reset();
        ensemble.reset();
        endedBecause.clear();
        killedForMemory = false;
    } else if (const auto* step = std::get_if<StepEvent>(&event.body)) {
        steps.push_back({event.time, *step, ++attemptSteps <= WarmUpSteps});
    } else if (const auto* epoch = std::get_if<EpochEvent>(&event.body)) {
        if (epoch->end)
            epochs.push_back(*epoch);
    } else if (const auto* validation = std::get_if<ValidationEvent>(&event.body)) {
        validations.push_back({event.time, *validation});
    } else if (const auto* warning = std::get_if<WarningEvent>(&event.body)) {
        warnings.push_back(*warning);
        if (warning->code == EndedBySupervisor || warning->code == KilledForMemory) {
            endedBecause = warning->message;
            endTime = event.time;
            killedForMemory = warning->code == KilledForMemory;
            error.reset(); // an earlier attempt's: this one said nothing, not even hello
            stopped.reset();
        }
    } else if (const auto* failure = std::get_if<ErrorEvent>(&event.body)) {
        error = *failure;
        endTime = event.time;
    } else if (const auto* stop = std::get_if<StoppedEvent>(&event.body)) {
        stopped = *stop;
        endTime = event.time;
    } else if (const auto* finish = std::get_if<FinishedEvent>(&event.body)) {
        finished = *finish;
        endTime = event.time;
    } else if (const auto* together = std::get_if<EnsembleEvent>(&event.body)) {
        ensemble = *together;
    } else if (const auto* saved = std::get_if<CheckpointEvent>(&event.body)) {
        checkpoint = *saved;
    }
    lastTime = event.time;
}

std::string RunHistory::headline() const {
    return hello ? hello->headline : headlineOfProtocol1();
}

std::vector<Metric> RunHistory::metrics() const {
    Metrics known;
    for (const ValidationPoint& p : validations)
        for (const Metric& metric : p.validation.metrics.list)
            if (!known.find(metric.name))
                known.list.push_back(metric);
    return known.list;
}

const RunHistory::ValidationPoint* RunHistory::best() const {
    const ValidationPoint* best = nullptr;
    std::optional<double> most;
    for (const ValidationPoint& p : validations) {
        const Metrics& metrics = p.validation.metrics;
        const std::optional<double> value = metrics.headlineValue();
        if (value && (!most || isBetter(*value, *most, metrics.headlineDirection()))) {
            most = value;
            best = &p;
        }
    }
    return best;
}

int64_t RunHistory::currentStep() const {
    return steps.empty() ? 0 : steps.back().step.step;
}

int64_t RunHistory::currentEpoch() const {
    return steps.empty() ? 0 : steps.back().step.epoch;
}

int64_t RunHistory::totalSteps() const {
    return hello ? hello->epochs * hello->stepsPerEpoch : 0;
}

void RateSums::add(double imagesPerSecond) {
    any = true;
    if (!std::isfinite(imagesPerSecond) || imagesPerSecond <= 0)
        return;
    ++steps;
    seconds += 1 / imagesPerSecond; // every step has as many images
    const double away = imagesPerSecond - mean;
    mean += away / double(steps);
    squares += away * (imagesPerSecond - mean);
}

void RunHistory::forgetSteps(size_t most) {
    if (steps.size() <= most)
        return;
    const auto end = steps.end() - std::ptrdiff_t(most);
    for (auto point = steps.begin(); point != end; ++point)
        (point->warmsUp ? forgottenWarmUp : forgottenSteps).add(point->step.imagesPerSecond);
    steps.erase(steps.begin(), end);
}

Throughput RunHistory::throughput() const {
    RateSums warmUp = forgottenWarmUp, trained = forgottenSteps;
    for (const StepPoint& point : steps)
        (point.warmsUp ? warmUp : trained).add(point.step.imagesPerSecond);
    const RateSums& sums = trained.any ? trained : warmUp;
    Throughput all;
    all.steps = sums.steps;
    if (sums.steps > 0)
        all.imagesPerSecond = double(sums.steps) / sums.seconds;
    if (sums.steps > 1)
        all.deviation = std::sqrt(sums.squares / double(sums.steps - 1));
    return all;
}

std::optional<double> RunHistory::trainingSecondsPerEpoch() const {
    double seconds = 0;
    int64_t told = 0;
    for (const EpochEvent& epoch : epochs)
        if (epoch.trainingSeconds > 0) {
            seconds += epoch.trainingSeconds;
            ++told;
        }
    return told ? std::optional(seconds / double(told)) : std::nullopt;
}

double RunHistory::elapsedSeconds(double now) const {
    if (!hello)
        return 0;
    const bool ended = finished || stopped || error;
    return std::max(0.0, (ended ? lastTime : now) - startTime - pausedSeconds);
}

std::optional<double> RunHistory::remainingSeconds(double now) const {
    if (!hello || steps.empty() || finished || stopped || error)
        return std::nullopt;
    // From the pace of the whole attempt, so that validation and checkpoints count.
    const double elapsed = elapsedSeconds(now);
    const double done = double(currentStep());
    return elapsed / done * std::max(0.0, double(totalSteps()) - done);
}

} // namespace roentgen
