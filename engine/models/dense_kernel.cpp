#include "engine/models/dense_kernel.h"

#include "engine/models/dense_kernel_avx.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace roentgen::models {

#if defined(ROENTGEN_DENSE_X86)
namespace {

struct Instructions {
    bool avx2 = false, avx512 = false, avx512Bf16 = false;
};

Instructions instructionsHere() {
    Instructions has;
    const char* variable = std::getenv("ATEN_CPU_CAPABILITY");
    const std::string_view limit = variable ? variable : "";
    if (limit == "default")
        return has;
    has.avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (limit == "avx2")
        return has;
    has.avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    has.avx512Bf16 = has.avx512 && __builtin_cpu_supports("avx512bf16");
    return has;
}

} // namespace

const DenseKernels* denseKernels(bool bf16) {
    static const Instructions has = instructionsHere();
    if (bf16)
        return has.avx512Bf16 ? denseKernelsAvx512Bf16() : has.avx2 ? denseKernelsAvx2Bf16() : nullptr;
    return has.avx512 ? denseKernelsAvx512() : has.avx2 ? denseKernelsAvx2() : nullptr;
}
#else
const DenseKernels* denseKernels(bool) {
    return nullptr;
}
#endif

int64_t spatialBand(int64_t images, int64_t height, int64_t width, int64_t in, int64_t valueBytes) {
    constexpr int64_t cacheShare = 1 << 17; // of the normalised values of a band
    const int64_t most = std::max<int64_t>(1, cacheShare / ((width + 2) * in * valueBytes));
    constexpr int64_t fewest = 8; // tiles of all images
    const int64_t bands = std::max((height + most - 1) / most, std::min(height, fewest / std::max<int64_t>(1, images)));
    const int64_t narrowest = std::min(most, (2 * 7 + width - 1) / width); // two runs of pixels (dense_units.h)
    return std::max((height + bands - 1) / bands, std::min(height, narrowest));
}

int64_t spatialTiles(int64_t images, int64_t height, int64_t width, int64_t in, int64_t valueBytes) {
    const int64_t rows = spatialBand(images, height, width, in, valueBytes);
    return images * ((height + rows - 1) / rows);
}

int64_t winogradTiles(int64_t images, int64_t height, int64_t width) {
    return images * ((height + 3) / 4) * ((width + 3) / 4);
}

int64_t winogradWeights(int64_t in) {
    return 36 * in * denseGroup;
}

int64_t denseScratchBytes(int64_t maximumChannels, int64_t maximumWidth) {
    // The tallest tile of the 1×1 convolutions, twice; a band of the 3×3 ones with borders, its gradients thrice.
    const int64_t pointwise = (2 * 128 + 16) * (maximumChannels + 64) * 4;
    const int64_t spatial = 3 * (1 << 17) + 4 * (maximumWidth + 2) * (128 + 3 * denseGroup) * 4 + (1 << 18);
    const int64_t winograd = (36 * 14 * (winogradChannels + denseGroup) + winogradChannels) * 4;
    return std::max(pointwise + spatial, winograd);
}

} // namespace roentgen::models
