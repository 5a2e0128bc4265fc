// How fast the loader makes batches, as JSON: loader_speed FOLDER [THREADS]
//   first_epoch_images_per_second   every film decoded; decode_seconds_per_image of one thread
//   later_epochs_images_per_second  prepared films from memory: what augmenting alone costs
#include "engine/datasets/dataset.h"
#include "engine/datasets/folder_index.h"
#include "engine/pipeline/batch_loader.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace roentgen;
using namespace roentgen::pipeline;

namespace {

struct Epoch {
    double seconds = 0, read = 0, decode = 0, augment = 0;
    size_t images = 0;
};

Epoch runEpoch(BatchLoader& loader, int64_t epoch) {
    Epoch result;
    const auto start = std::chrono::steady_clock::now();
    loader.start(epoch);
    for (;;) {
        auto batch = loader.next();
        if (!batch) {
            std::fprintf(stderr, "loader_speed: %s\n", batch.error().toLine().c_str());
            std::exit(batch.error().exitCode());
        }
        if (!*batch)
            break;
        result.images += (*batch)->samples.size();
        result.read += (*batch)->readSeconds;
        result.decode += (*batch)->decodeSeconds;
        result.augment += (*batch)->augmentSeconds;
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: loader_speed FOLDER [THREADS]\n");
        return ExitUsage;
    }
    const auto index = datasets::indexFolder(argv[1]);
    if (!index) {
        std::fprintf(stderr, "loader_speed: %s\n", index.error().toLine().c_str());
        return index.error().exitCode();
    }
    std::vector<datasets::Sample> samples;
    for (const auto& image : index->images)
        samples.push_back({image.path, image.image, image.patient, {}});
    Experiment experiment;
    experiment.augment.rotateDegrees = 5;
    LoaderOptions options = loaderOptions(experiment, false, 0, 1); // every film once
    if (argc > 2)
        options.decodeThreads = std::atoi(argv[2]);
    BatchLoader loader(samples, options);
    const Epoch first = runEpoch(loader, 1);
    LoaderOptions augmenting = loaderOptions(experiment, true, 0, 1);
    augmenting.decodeThreads = options.decodeThreads;
    BatchLoader training(samples, augmenting);
    runEpoch(training, 1);
    runEpoch(training, 1);
    const Epoch later = runEpoch(training, 1);
    const double images = double(first.images);
    const nlohmann::ordered_json json = {
        {"images", first.images},
        {"decode_threads", options.decodeThreads},
        {"first_epoch_images_per_second", images / first.seconds},
        {"read_seconds_per_image", first.read / images},
        {"decode_seconds_per_image", first.decode / images},
        {"later_epochs_images_per_second", double(later.images) / later.seconds},
        {"augment_seconds_per_image", later.augment / double(later.images)},
    };
    std::printf("%s\n", json.dump().c_str());
    return 0;
}
