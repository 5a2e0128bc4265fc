// events.jsonl: appended by one writer, followed by any number of readers.
#pragma once

#include "engine/protocol/run_event.h"

#include <functional>

namespace roentgen {

double secondsSince1970(); // the time that events have

// Appends events; each line reaches the file with one write(2). Not thread-safe (the trainer guards it).
class EventWriter {
public:
    EventWriter() = default;
    EventWriter(EventWriter&& other) noexcept;
    EventWriter& operator=(EventWriter&& other) noexcept;
    EventWriter(const EventWriter&) = delete;
    EventWriter& operator=(const EventWriter&) = delete;
    ~EventWriter();

    // Creates the file, or continues it: a torn last line is cut, seq goes on after the last whole event.
    static Result<EventWriter> open(const std::string& path);
    // Gives the event its seq and time. Environment error where the disk is full (the line is cut again).
    Status append(RunEvent::Body body);
    int64_t lastSeq() const { return m_lastSeq; }

private:
    int m_file = -1;
    int64_t m_lastSeq = 0;
    std::string m_path;
};

// Reads what was appended since the last call. A torn last line waits for its end; a damaged one is counted.
class EventReader {
public:
    // offset: of a line's beginning, where what stands before it is known already.
    explicit EventReader(std::string path, int64_t fromSeq = 1, int64_t offset = 0);
    // Events with seq >= fromSeq, in order, each once. An absent file is an empty one.
    std::vector<RunEvent> readNew();
    void readNew(const std::function<void(const RunEvent&)>& take); // one by one: a log may be long
    int64_t damagedLines() const { return m_damagedLines; }
    // Where another reader could go on.
    int64_t offset() const { return m_offset - int64_t(m_partial.size()); }
    int64_t nextSeq() const { return m_nextSeq; }

private:
    std::string m_path;
    std::string m_partial;
    int64_t m_offset = 0;
    int64_t m_nextSeq = 1;
    int64_t m_damagedLines = 0;
};

// A run's images per second: of all its steps after the warm-up, the first steps of every attempt (of those, where
// there are no others).
struct Throughput {
    double imagesPerSecond = 0; // images over the time of their steps; 0 before the first
    double deviation = 0;       // of the steps' images per second (of the sample, n - 1); 0 below two steps
    int64_t steps = 0;          // that it is of
};
constexpr int64_t WarmUpSteps = 5;

// The rates of steps as they add up, one after the other: what a Throughput is made of.
struct RateSums {
    bool any = false;                          // also of steps whose rate is not known
    int64_t steps = 0;                         // whose rate is
    double seconds = 0, mean = 0, squares = 0; // seconds: an image's, added up; mean and squares as in Welford 1962
    void add(double imagesPerSecond);
};

// What a run's events add up to; apply() obeys hello.resumed_from (later steps are forgotten).
struct RunHistory {
    std::optional<HelloEvent> hello;
    double startTime = 0, lastTime = 0; // of the first hello; of the newest event
    double endTime = 0;                 // of the newest error, stopped, finished or endedBecause
    struct StepPoint {
        double time;
        StepEvent step;
        bool warmsUp = false;
    };
    struct ValidationPoint {
        double time;
        ValidationEvent validation;
    };
    std::vector<StepPoint> steps;
    std::vector<ValidationPoint> validations;
    std::vector<EpochEvent> epochs; // that have ended
    std::vector<WarningEvent> warnings;
    std::optional<ErrorEvent> error;       // of the newest attempt
    std::optional<StoppedEvent> stopped;   // likewise
    std::optional<FinishedEvent> finished; // likewise
    std::optional<CheckpointEvent> checkpoint;
    std::optional<EnsembleEvent> ensemble; // of the newest attempt
    std::string endedBecause;              // likewise: what its supervisor said of its end; mostly empty
    bool killedForMemory = false;          // likewise: the supervisor said so
    int64_t lastSeq = 0;
    double pausedSeconds = 0; // between the end of an attempt and the next hello
    int64_t attemptSteps = 0; // of the newest attempt
    // What remains of steps that forgetSteps() took out of `steps`.
    RateSums forgottenWarmUp, forgottenSteps;

    void apply(const RunEvent& event);
    void forgetSteps(size_t most); // all but the last so many; a hello must not go back to one of them
    std::string headline() const;
    // That validations told, each once, in their order; the values are those of the first.
    std::vector<Metric> metrics() const;
    const ValidationPoint* best() const; // by the headline, the first of equals; null: it is nowhere defined
    int64_t currentStep() const;
    int64_t currentEpoch() const;
    int64_t totalSteps() const; // 0 before hello
    Throughput throughput() const;
    std::optional<double> trainingSecondsPerEpoch() const; // mean; nullopt before the first end, or where none says it
    double elapsedSeconds(double now) const;               // without the pauses
    std::optional<double> remainingSeconds(double now) const;
};

} // namespace roentgen
