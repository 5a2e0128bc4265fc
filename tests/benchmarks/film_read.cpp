// film_read IMAGE…: what a film costs to read and to shrink to 256 × 256, in processor time of one core. Prints JSON.
// The peer, on the same files: PIL's Image.open(f).convert("L") and resize((256, 256), Image.BOX).
#include "engine/imaging/image_file.h"
#include "engine/imaging/resize_area.h"
#include "tests/benchmarks/processor_seconds.h"

#include <cstdio>
#include <nlohmann/json.hpp>

using namespace roentgen;

int main(int argc, char** argv) {
    double reading = 0, shrinking = 0;
    int images = 0, refused = 0;
    for (int i = 1; i < argc; ++i) {
        const double begin = processorSeconds();
        const Result<imaging::GreyImage> film = imaging::readGrey8(argv[i]);
        const double read = processorSeconds();
        if (!film) {
            ++refused;
            continue;
        }
        const imaging::GreyImage small = imaging::resizeArea(*film, 256, 256);
        shrinking += processorSeconds() - read;
        reading += read - begin;
        ++images;
    }
    const double each = images ? (reading + shrinking) / images : 0;
    const nlohmann::json result = {{"images", images},
                                   {"refused", refused},
                                   {"read_ms", images ? 1e3 * reading / images : 0},
                                   {"shrink_ms", images ? 1e3 * shrinking / images : 0},
                                   {"images_per_second_and_core", each > 0 ? 1 / each : 0}};
    std::printf("%s\n", result.dump().c_str());
    return images ? ExitDone : ExitData;
}
