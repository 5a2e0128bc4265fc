// How long `roentgen-run list` takes over many runs, some of them with long logs: the first time, when their digests
// are made, and after that. Prints JSON. list_speed [RUNS] [LONG] [MEGABYTES] [FOLDER] (default 5000 10 100, in /tmp).
#include "engine/protocol/event_log.h"
#include "engine/protocol/experiment.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

using namespace roentgen;
namespace fs = std::filesystem;

namespace {

struct Sizes {
    int runs = 5000, longRuns = 10;
    int64_t megabytes = 100;
};

// A finished run of two ranks; its log is about so many bytes long.
void makeRun(const std::string& folder, int64_t bytes) {
    fs::create_directories(folder);
    Experiment experiment;
    experiment.experiment.name = "listed";
    experiment.data.dataset = "films";
    std::ofstream(folder + "/experiment.toml") << writeExperiment(experiment, WriteKeys::All);
    std::ofstream file(folder + "/events.jsonl", std::ios::binary);
    int64_t seq = 0, written = 0;
    const auto append = [&](RunEvent::Body body) {
        const std::string line = writeRunEvent({seq + 1, 1.7e9 + double(seq), std::move(body)}) + "\n";
        ++seq;
        written += int64_t(line.size());
        file << line;
    };
    HelloEvent hello;
    hello.epochs = 5;
    hello.stepsPerEpoch = bytes / 2500;
    hello.classes = {"Mass", "Nodule", "Effusion"};
    append(hello);
    StepEvent step;
    step.stages.resize(2);
    step.stages[1] = {1, 0.001, 0.0123, 0.002, 0.0001, 0.34567, 0.0345};
    for (int epoch = 1; epoch <= 5; ++epoch) {
        while (written < bytes * epoch / 5) {
            step.epoch = epoch;
            ++step.step;
            step.loss = 1.0 / double(step.step);
            step.imagesPerSecond = 25.5 + double(step.step % 7) / 3;
            append(step);
        }
        append(ValidationEvent{epoch, step.step, 0.3,
                               metricsOfProtocol1(0.8, {{"Mass", 0.8}, {"Nodule", 0.7}, {"Effusion", 0.9}}), true});
    }
    append(FinishedEvent{0.8, 100, "epochs"});
}

double childrensProcessorSeconds() {
    struct rusage usage = {};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) * 1e-6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Wall seconds of one list, its output thrown away; negative where it failed.
double secondsOfList(const std::string& workspace) {
    const std::string command =
        std::string(ROENTGEN_BIN_DIR "/roentgen-run list --json --no-sync --workspace ") + workspace + " >/dev/null";
    const auto begin = std::chrono::steady_clock::now();
    const int code = std::system(command.c_str());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return code == 0 ? seconds : -1;
}

} // namespace

int main(int argc, char** argv) {
    Sizes sizes;
    if (argc > 1)
        sizes.runs = std::atoi(argv[1]);
    if (argc > 2)
        sizes.longRuns = std::atoi(argv[2]);
    if (argc > 3)
        sizes.megabytes = std::atoll(argv[3]);
    std::string workspace = std::string(argc > 4 ? argv[4] : "/tmp") + "/list-speed-XXXXXX";
    if (sizes.runs < 1 || sizes.longRuns < 0 || sizes.longRuns > sizes.runs || !::mkdtemp(workspace.data())) {
        std::fprintf(stderr, "list_speed: wrong numbers, or no folder (%s)\n", workspace.c_str());
        return 2;
    }
    for (int k = 0; k < sizes.runs; ++k)
        makeRun(workspace + "/runs/run-" + std::to_string(k), k < sizes.longRuns ? sizes.megabytes << 20 : 8 << 10);
    const double first = secondsOfList(workspace);
    std::vector<double> later;
    const double before = childrensProcessorSeconds();
    for (int k = 0; k < 7; ++k)
        later.push_back(secondsOfList(workspace));
    const double processor = (childrensProcessorSeconds() - before) / double(later.size());
    std::sort(later.begin(), later.end());
    fs::remove_all(workspace);
    const nlohmann::ordered_json json = {{"runs", sizes.runs},
                                         {"long_logs", sizes.longRuns},
                                         {"megabytes_each", sizes.megabytes},
                                         {"first_seconds", first},
                                         {"median_seconds", later[later.size() / 2]},
                                         {"best_seconds", later.front()},
                                         {"worst_seconds", later.back()},
                                         {"processor_seconds", processor}}; // of a list; on a busy machine it waits
    std::printf("%s\n", json.dump(1).c_str());
    return first < 0 || later.front() < 0 ? 1 : 0;
}
