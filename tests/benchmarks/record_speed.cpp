// What a record costs on one thread, as JSON: record_speed FOLDER (made by roentgen-data pack --size 256)
//   crc32c_…_gigabytes_per_second       64 KiB at a time, by the processor's instruction and by table
//   read_, example_, input_microseconds checked out of the mapping; its fields found; flip, crop and normalise to 224²
#include "engine/datasets/dataset.h"
#include "engine/pipeline/augmentation.h"
#include "engine/records/crc32c.h"
#include "engine/records/film_record.h"

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

using namespace roentgen;

namespace {

// Of one call, the best of several rounds of `count`.
template <typename Work>
double secondsOf(int count, Work work) {
    double best = 1e9;
    for (int round = 0; round < 7; ++round) {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < count; ++i)
            work(size_t(i));
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / count);
    }
    return best;
}

} // namespace

int main(int argc, char** argv) {
    Experiment experiment;
    experiment.data.dataset = argc > 1 ? argv[1] : "";
    experiment.pipeline.mode = "records";
    const auto set = datasets::openDataset(experiment, "");
    if (!set) {
        std::fprintf(stderr, "record_speed: %s\n", set.error().toLine().c_str());
        return set.error().exitCode();
    }
    const auto& samples = set->train;
    const auto recordOf = [&](size_t i) -> const datasets::FilmRecord& { return samples[i % samples.size()].record; };
    const std::vector<uint8_t> block(65536, 170);
    uint32_t sink = 0;
    const double instruction = secondsOf(2000, [&](size_t) { sink += records::crc32c(block.data(), block.size()); });
    const double table = secondsOf(500, [&](size_t) { sink += records::crc32cByTable(block.data(), block.size()); });
    const double read =
        secondsOf(2000, [&](size_t i) { sink += uint32_t(recordOf(i).file->read(recordOf(i).number)->size()); });
    const auto data = recordOf(0).file->read(recordOf(0).number);
    const double example = secondsOf(20000, [&](size_t) {
        const auto view = records::readExample(data->data(), data->size());
        sink += uint32_t(records::pixelsOf(*view)->height);
    });
    pipeline::LoaderOptions options;
    std::vector<float> input(size_t(options.imageSize) * size_t(options.imageSize));
    const auto view = records::readExample(data->data(), data->size());
    const uint8_t* pixels = records::pixelsOf(*view)->data;
    const double made = secondsOf(2000, [&](size_t i) {
        pipeline::makeInput(pixels, options, 0, int64_t(i), input.data());
        sink += uint32_t(input[i % input.size()] > 0);
    });
    const double gigabyte = double(block.size()) / 1e9;
    std::printf("%s\n", nlohmann::json{{"crc32c_instruction_gigabytes_per_second", gigabyte / instruction},
                                       {"crc32c_table_gigabytes_per_second", gigabyte / table},
                                       {"read_microseconds", read * 1e6},
                                       {"example_microseconds", example * 1e6},
                                       {"input_microseconds", made * 1e6},
                                       {"images_per_second", 1 / (read + example + made)},
                                       {"sink", sink}}
                            .dump()
                            .c_str());
    return ExitDone;
}
