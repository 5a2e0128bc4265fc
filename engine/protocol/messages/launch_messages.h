// What roentgen-run says of a start and of this machine, and the package that takes a run to another one.
#pragma once

#include "engine/protocol/messages/dataset_messages.h"

namespace roentgen {

struct PlacementAnswer {
    int64_t ranks = 1, threadsPerRank = 1;
    std::string boundTo;
    bool oversubscribed = false;
};
void describe(Fields& f, PlacementAnswer& placement);

struct MemoryAnswer {
    double neededBytes = 0, machineBytes = 0; // machineBytes: 0 where it is not known
    bool fits = true;
};
void describe(Fields& f, MemoryAnswer& memory);

// What a run will come to, as far as it is known (protocol/forecast.h).
struct ForecastAnswer {
    std::optional<SplitAnswer> split = {};
    std::string uncounted = {}; // why there is no split
    int64_t globalBatch = 1;
    std::optional<int64_t> stepsPerEpoch = {}, steps = {};
    std::optional<double> imagesPerSecond = {}, seconds = {};
    std::string measuredIn = {}; // "": from the machine's cores
    std::optional<double> rankBytes = {}, filmsBytes = {};
    double diskBytes = 0;
    bool diskMeasured = false;
};
void describe(Fields& f, ForecastAnswer& forecast);

// roentgen-run start --json, with --dry-run too; resume --json (the first three and the last); a package's answer.
struct StartAnswer {
    std::string run, folder;
    std::vector<std::string> command;
    std::string commandLine, startsFrom;
    std::optional<PlacementAnswer> placement = {}; // of this machine
    bool started = false;
    std::string target = {}, script = {}, experiment = {};
    std::optional<MemoryAnswer> memory = {};
    std::vector<std::string> warnings = {};
    std::optional<ForecastAnswer> forecast = {};
};
void describe(Fields& f, StartAnswer& answer);

// What roentgen-run receive reads: a run that starts there.
struct RunPackage {
    std::string experiment, target, targetName, id, script, comingWeights;
    bool dryRun = false, force = false;
};
void describe(Fields& f, RunPackage& package);

// roentgen-run probe --json
struct ProbeAnswer {
    std::string host, processor;
    int64_t cores = 1, hardwareThreads = 1, sockets = 1, numaNodes = 1;
    int64_t memoryBytes = 0, freeMemoryBytes = 0;
    std::vector<std::string> instructions;
    bool bf16 = false;
    std::string mpirun, mpiVersion;
    std::vector<std::string> gpus;
    int64_t freeDiskBytes = -1;
    std::string engineVersion;
};
void describe(Fields& f, ProbeAnswer& answer);

// roentgen-run delete --json: a list of these
struct DeletedRun {
    std::string run, trash;
};
void describe(Fields& f, DeletedRun& deleted);

} // namespace roentgen
