// What a prediction costs, as JSON: inference_speed [FILM]
// or, of the forward pass alone: inference_speed --forward PRECISION THREADS FILMS CHANNELS
//   → {"seconds_per_image": median of 50 passes of so many films at once, of a model with so many input channels}
//   program_seconds   roentgen-predict on one film, from its start to its end (load, forward, print)
//   load_seconds, forward_seconds, forward_with_heatmaps_seconds   medians within one process, DenseNet-121, 224²,
//   14 classes; the two kinds of forward take turns, so that what else the machine does hits both alike
#include "engine/imaging/image_file.h"
#include "engine/inference/predictor.h"
#include "engine/models/classifier.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::inference;

namespace {

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

[[noreturn]] void fail(const Error& error) {
    std::fprintf(stderr, "inference_speed: %s\n", error.toLine().c_str());
    std::exit(error.exitCode());
}

std::string writeWeights(const std::string& folder, int channels = 1) {
    models::ModelDescription description;
    description.channels = channels;
    description.mean.assign(size_t(channels), 0.5f);
    description.deviation.assign(size_t(channels), 0.25f);
    for (int i = 0; i < 14; ++i)
        description.classes.push_back("class" + std::to_string(i));
    auto model = models::makeClassifier(description);
    const std::string path = folder + "/weights.safetensors";
    if (!model)
        fail(model.error());
    if (auto saved = models::saveWeights(path, **model, description); !saved)
        fail(saved.error());
    return path;
}

std::string writeFilm(const std::string& folder) {
    imaging::GreyImage film;
    film.rows = film.columns = 1024;
    film.bytes.resize(film.pixelCount());
    for (size_t i = 0; i < film.bytes.size(); ++i)
        film.bytes[i] = uint8_t((i % 1024 + i / 1024) / 8 + (i * 2654435761u >> 28));
    const std::string path = folder + "/film.png";
    if (auto written = imaging::writePng(path, film); !written)
        fail(written.error());
    return path;
}

// So many films at once through the model, again and again, in this precision and with so many threads.
double forwardSeconds(const std::string& weights, const std::string& film, const std::string& precision, int threads,
                      int count) {
    const auto predictor = Predictor::load(weights, {precision, threads});
    if (!predictor)
        fail(predictor.error());
    std::vector<pipeline::PreparedImage> films;
    for (int i = 0; i < count; ++i) {
        auto prepared = predictor->prepare(film);
        if (!prepared)
            fail(prepared.error());
        films.push_back(prepared.take());
    }
    std::vector<double> seconds;
    for (int round = 0; round < 60; ++round) {
        const double one = secondsOf([&] {
            if (auto predictions = predictor->classify(films, Heatmaps::None); !predictions)
                fail(predictions.error());
        });
        if (round >= 10)
            seconds.push_back(one);
    }
    return median(seconds) / count;
}

// --forward and what stands behind it.
int forwardAlone(const std::string& folder, char** argv) {
    const int threads = std::atoi(argv[3]), count = std::atoi(argv[4]), channels = std::atoi(argv[5]);
    const double seconds =
        forwardSeconds(writeWeights(folder, channels), writeFilm(folder), argv[2], threads, std::max(1, count));
    std::filesystem::remove_all(folder);
    const nlohmann::ordered_json json = {{"precision", argv[2]},
                                         {"threads", threads},
                                         {"films", count},
                                         {"channels", channels},
                                         {"seconds_per_image", seconds}};
    std::printf("%s\n", json.dump().c_str());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string folder =
        (std::filesystem::temp_directory_path() / ("inference_speed-" + std::to_string(::getpid()))).string();
    std::filesystem::create_directories(folder);
    if (argc == 6 && std::string(argv[1]) == "--forward")
        return forwardAlone(folder, argv);
    const std::string weights = writeWeights(folder);
    const std::string film = argc > 1 ? argv[1] : writeFilm(folder);

    const std::string command =
        std::string(ROENTGEN_BIN_DIR "/roentgen-predict --weights '") + weights + "' '" + film + "' > /dev/null";
    std::vector<double> program, load, forward, withMaps;
    for (int round = 0; round < 5; ++round)
        program.push_back(secondsOf([&] {
            if (std::system(command.c_str()) != 0)
                fail(dataError("roentgen-predict failed", film));
        }));
    for (int round = 0; round < 3; ++round)
        load.push_back(secondsOf([&] {
            if (auto predictor = Predictor::load(weights); !predictor)
                fail(predictor.error());
        }));
    const auto predictor = Predictor::load(weights);
    std::vector<pipeline::PreparedImage> films;
    auto prepared = predictor->prepare(film);
    if (!prepared)
        fail(prepared.error());
    films.push_back(prepared.take());
    const auto once = [&](Heatmaps heatmaps) {
        return secondsOf([&] {
            if (auto predictions = predictor->classify(films, heatmaps); !predictions)
                fail(predictions.error());
        });
    };
    for (int round = 0; round < 60; ++round) {
        const double without = once(Heatmaps::None), with = once(Heatmaps::AllClasses);
        if (round >= 10) {
            forward.push_back(without);
            withMaps.push_back(with);
        }
    }
    std::filesystem::remove_all(folder);
    const nlohmann::ordered_json json = {{"program_seconds", median(program)},
                                         {"load_seconds", median(load)},
                                         {"forward_seconds", median(forward)},
                                         {"forward_with_heatmaps_seconds", median(withMaps)},
                                         {"heatmaps_over_forward", median(withMaps) / median(forward) - 1}};
    std::printf("%s\n", json.dump().c_str());
    return 0;
}
