// The arithmetic of a DenseNet's dense block on plain channels-last arrays: normalise + ReLU + convolution in one pass,
// and the gradients of all three in one pass, so that what lies between them never leaves the cache.
// Compiled for several processors and chosen at run time. Values are float or bf16 (uint16_t); sums are float.
//
// Every call works on a part of the rows (or image tiles) with its own scratch and its own sums: parts may run on
// different threads. A row is one pixel of one image: row = (image · height + y) · width + x. Strides are in values.
// Channel counts are multiples of denseGroup.
#pragma once

#include <cstdint>

namespace roentgen::models {

constexpr int64_t denseGroup = 32;

// max(x · scale + offset, 0) of each channel: a batch normalisation (with given statistics) and its ReLU.
struct ChannelAffine {
    const float* scale = nullptr;
    const float* offset = nullptr;
};

// y[r][n] = Σ_k relu(x[r][k]) · w[n][k], where relu is `before`.
// pooledWidth > 0: x holds images of 2·pooledHeight × 2·pooledWidth, row r stands for the mean of four of x's rows
// (the average pooling after a transition's 1×1 convolution, taken before it: both are linear, so they commute).
struct PointwiseForward {
    const void* x = nullptr;
    int64_t xStride = 0, in = 0, out = 0;
    ChannelAffine before;
    const void* weights = nullptr; // as packPointwise gives them
    void* y = nullptr;
    int64_t yStride = 0;
    ChannelAffine after; // if given: y is relu(y) by it, and no sums are taken
    int64_t pooledWidth = 0, pooledHeight = 0;
};

// Gradients of the above. The gradient of y is `dy`, or dy · dyScale + y · slope + level if dyScale is given (a batch
// normalisation behind it, whose ReLU is already in dy).
// dx (+)= the gradient at relu's input times scale (without the statistics' part, which is linear in x: see
// finishGradient); sum, product: Σ g and Σ g · (x - mean), with g the gradient behind the normalisation.
struct PointwiseBackward {
    const void* x = nullptr;
    int64_t xStride = 0, in = 0, out = 0;
    ChannelAffine before;
    const float* mean = nullptr;
    const void* dy = nullptr;
    int64_t dyStride = 0;
    const void* y = nullptr; // [rows, out], stride out
    const float *dyScale = nullptr, *slope = nullptr, *level = nullptr;
    const void* weights = nullptr; // as packPointwiseBackward gives them
    void* dx = nullptr;            // stride xStride
    bool add = false;
    int64_t pooledWidth = 0, pooledHeight = 0;
};

// A 3×3 convolution, padding 1, stride 1, of z = relu(y) (`before`), or of y itself where before is not given:
// `in` channels to `denseGroup`.
struct SpatialForward {
    const void* y = nullptr; // [images, height, width, in]
    int64_t images = 0, height = 0, width = 0, in = 0;
    ChannelAffine before;
    const void* weights = nullptr; // as packSpatial gives them
    void* out = nullptr;
    int64_t outStride = 0;
};

// Gradients of the above. The gradient of out is d = dOut + out · slope + level.
// g: [rows, in], the gradient behind the normalisation (masked by its ReLU); sum, product as in PointwiseBackward.
struct SpatialBackward {
    const void* y = nullptr;
    int64_t images = 0, height = 0, width = 0, in = 0;
    ChannelAffine before;
    const float* mean = nullptr;
    const void *out = nullptr, *dOut = nullptr; // both with stride outStride
    int64_t outStride = 0;
    const float *slope = nullptr, *level = nullptr; // [denseGroup]
    const void* weights = nullptr;                  // as packSpatialBackward gives them
    void* g = nullptr;
};

// Where a part adds up: per channel, zeroed by the caller.
struct ChannelSums {
    double *first = nullptr, *second = nullptr;
};

struct DenseKernels {
    int64_t valueBytes;
    int64_t forwardRows; // of a forward product that are summed together, while its weights go by once

    // float32 [out][in] → packed; values of a weight: out · in.
    void (*packPointwise)(const float* w, int64_t out, int64_t in, void* packed);
    void (*packPointwiseBackward)(const float* w, int64_t out, int64_t in, void* packed);
    // float32 with the given strides (values) of out, in, and the 9 taps → packed; out = denseGroup.
    void (*packSpatial)(const float* w, int64_t in, int64_t outStride, int64_t inStride, int64_t tapStride,
                        void* packed);
    void (*packSpatialBackward)(const float* w, int64_t in, int64_t outStride, int64_t inStride, int64_t tapStride,
                                void* packed);
    // The same strides → winogradWeights(in) values. nullptr where the values are no floats.
    void (*packWinograd)(const float* w, int64_t in, int64_t outStride, int64_t inStride, int64_t tapStride,
                         void* packed);

    // Rows first … last - 1 of y. sums: of y and y², for the statistics that come next (nullptr: none).
    void (*pointwiseForward)(const PointwiseForward&, int64_t first, int64_t last, ChannelSums sums, char* scratch);
    // weightGradient: float [out][in], added to.
    void (*pointwiseBackward)(const PointwiseBackward&, int64_t first, int64_t last, float* weightGradient,
                              ChannelSums sums, char* scratch);
    // Tiles first … last - 1 of spatialTiles(). weightGradient: float [9][in][denseGroup], added to.
    void (*spatialForward)(const SpatialForward&, int64_t first, int64_t last, ChannelSums sums, char* scratch);
    void (*spatialBackward)(const SpatialBackward&, int64_t first, int64_t last, float* weightGradient,
                            ChannelSums sums, char* scratch);
    // Tiles first … last - 1 of winogradTiles(): spatialForward's result but for its rounding, for weights as
    // packWinograd gives them, without `before` and without sums. A quarter of the products; the weights take four
    // times the memory, so it is for many pixels and weights that stay. nullptr where the values are no floats.
    void (*winogradForward)(const SpatialForward&, int64_t first, int64_t last, char* scratch);

    // Copies rows of `channels` values and takes their sums: of x and x².
    void (*copyWithSums)(const void* x, int64_t xStride, void* y, int64_t yStride, int64_t first, int64_t last,
                         int64_t channels, ChannelSums sums);
    // dy[r] = dx[r] + x[r] · slope + level: the statistics' part of a gradient, gathered over all normalisations of x.
    void (*finishGradient)(const void* x, const void* dx, int64_t xStride, const float* slope, const float* level,
                           void* dy, int64_t dyStride, int64_t first, int64_t last, int64_t channels);
    // A normalisation + ReLU that ends the trunk: y = relu(x); and dx = scale · g with g = dy where relu(x) > 0.
    void (*normalise)(const void* x, int64_t xStride, ChannelAffine affine, void* y, int64_t yStride, int64_t first,
                      int64_t last, int64_t channels);
    void (*normaliseBackward)(const void* x, int64_t xStride, ChannelAffine affine, const float* mean, const void* dy,
                              int64_t dyStride, void* dx, int64_t first, int64_t last, int64_t channels,
                              ChannelSums sums);
};

// Image tiles of a 3×3 convolution: bands of rows whose working set stays in the second-level cache.
// With few images the bands are narrower, so that there is work for several threads.
int64_t spatialBand(int64_t images, int64_t height, int64_t width, int64_t in, int64_t valueBytes); // its rows
int64_t spatialTiles(int64_t images, int64_t height, int64_t width, int64_t in, int64_t valueBytes);
// Of winogradForward: the tiles of 4×4 pixels, the values of its weights, and the most input channels it has scratch
// for.
int64_t winogradTiles(int64_t images, int64_t height, int64_t width);
int64_t winogradWeights(int64_t in);
constexpr int64_t winogradChannels = 128;
// Bytes of scratch that any of the calls above needs, for channel counts and images up to these.
int64_t denseScratchBytes(int64_t maximumChannels, int64_t maximumWidth);

// The widest that this processor has: AVX-512 BF16 or AVX2 for bf16, AVX-512 or AVX2 for float; nullptr without AVX2.
// The environment's ATEN_CPU_CAPABILITY (avx2, default), which limits LibTorch's own kernels, limits these too.
const DenseKernels* denseKernels(bool bf16);

} // namespace roentgen::models
