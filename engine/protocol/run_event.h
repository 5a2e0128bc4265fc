// The events of a run, one JSON object a line (events.jsonl). The only source of every chart. Written as protocol 2;
// of protocol 1, which knew one kind of metrics alone, all is read.
#pragma once

#include "engine/protocol/metric.h"
#include "engine/protocol/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roentgen {

struct HelloEvent {
    int protocol = 2;
    std::string engineVersion;
    std::string experimentSha256;
    std::string host;
    int ranks = 1;
    int threadsPerRank = 1;
    std::string device;    // "cpu" "cuda"
    std::string precision; // "fp32" "bf16"
    std::vector<std::string> classes;
    std::string headline = headlineOfProtocol1(); // the metric that tells which epoch is the best
    std::string sumsBy; // how gradients are summed over ranks: "shared memory" …; empty with one
    int64_t trainImages = 0;
    int64_t validationImages = 0;
    int64_t stepsPerEpoch = 0;
    int64_t epochs = 0;
    std::string startedFrom; // "scratch", or the weights file
    struct Position {
        int64_t epoch = 0;
        int64_t step = 0;
    };
    std::optional<Position> resumedFrom; // later steps of the earlier attempt are forgotten
};
struct EpochEvent {
    int64_t epoch = 0;  // from 1
    bool end = false;   // phase "start" or "end"
    double seconds = 0; // training and what its end took up to the checkpoint
    // At its end. Films: in the image cache of rank 0's host.
    int64_t keptFilms = 0, keptBytes = 0;
    double trainingSeconds = 0;   // of its steps alone
    double validationSeconds = 0; // likewise
    double writingSeconds = 0;    // weights, and the checkpoints and snapshots since the end of the epoch before
};
struct StageSeconds {
    int rank = 0;
    double read = 0, decode = 0, augment = 0, wait = 0, compute = 0, reduce = 0;
};
struct StepEvent {
    int64_t epoch = 0;
    int64_t step = 0; // global, from 1
    double loss = 0;
    double learningRate = 0;
    double gradientNorm = 0;
    double imagesPerSecond = 0; // all ranks
    std::vector<StageSeconds> stages;
};
struct ValidationEvent {
    int64_t epoch = 0;
    int64_t step = 0;
    double loss = 0;
    Metrics metrics = {};
    bool best = false;
};
struct CheckpointEvent {
    int64_t epoch = 0;
    int64_t step = 0;
    std::string path;
    bool best = false;
};
struct HeartbeatEvent {
    int64_t step = 0;
};
// The code of the warning that a supervisor writes when it had to end a run that could not end itself.
inline constexpr const char* EndedBySupervisor = "ended_by_supervisor";
// Likewise of a run that the kernel killed for lack of memory.
inline constexpr const char* KilledForMemory = "killed_for_memory";
struct WarningEvent {
    std::string code, message;
    int rank = 0;
    std::vector<std::string> images = {}; // paths of the films that it is about; may be empty
};
struct ErrorEvent {
    std::string code, message, where, hint;
    std::vector<std::string> images = {}; // likewise
    std::string cause = {};               // "divergence": by the guard against it; else empty
};
struct StoppedEvent {
    std::string reason;   // in words
    std::string how = {}; // "checkpoint": with one, "now": at once; empty in events of 0.1.0
};
// The snapshots' mean prediction on the validation part, once at the end of a run that has some.
struct EnsembleEvent {
    int64_t snapshots = 0; // that were averaged
    double loss = 0;
    Metrics metrics = {};
};
struct FinishedEvent {
    std::optional<double> best; // of the headline
    double seconds = 0;
    std::string reason = {}; // "epochs": all of them done, "early_stop"
};

struct RunEvent {
    int64_t seq = 0; // 1, 2, 3 … without gap over the life of the folder
    double time = 0; // seconds since 1970, UTC
    using Body = std::variant<HelloEvent, EpochEvent, StepEvent, ValidationEvent, CheckpointEvent, HeartbeatEvent,
                              WarningEvent, ErrorEvent, StoppedEvent, FinishedEvent, EnsembleEvent>;
    Body body;
};

// One line without its newline. NaN and infinite numbers are written as null and read as NaN.
std::string writeRunEvent(const RunEvent& event);
// nullopt for an unknown kind (ignored); an Error for a damaged line.
Result<std::optional<RunEvent>> parseRunEvent(const std::string& line);

} // namespace roentgen
