// Decode → augment → batch, ahead of the step. No tensors: plain float buffers that the trainer wraps.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/pipeline/image_cache.h"
#include "engine/protocol/experiment.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace roentgen::pipeline {

struct LoaderOptions {
    int imageSize = 224;
    int storedSize = 256; // area-shrunk to this and rounded to 8 bits first; every mode starts from that image
    bool pad = false;     // resize = "pad": keep the aspect ratio, black borders; else stretch
    bool training = true; // shuffled and augmented; else in order, centre crop
    int64_t seed = 1;
    decltype(Experiment::augment) augment; // in training
    int64_t localBatch = 16;
    int64_t accumulation = 1; // training: so many batches make one global batch
    int rank = 0, ranks = 1;
    int decodeThreads = 2;
    int prefetchBatches = 3;     // 0: none is made ahead of the step
    bool interleaveFiles = true; // threads read several files at the same time; else one after the other
    bool prefetchFiles = false;  // files of the batches that come next are asked of the disk ahead of decoding
    bool fusedBatching = true;   // images are made in their place in the batch; else each for itself, then copied
    bool tuneThreads = false, tunePrefetch = false; // fewer threads, more batches, as the step waits or does not
    size_t cacheBytes = 0;                          // prepared images (storedSize², 8 bit) kept in memory on this host
    float mean = 0.5f, deviation = 0.25f;           // of pixels in 0..1
};
// decode_threads = 0: up to the cores this rank may use, at most its share of the host's. cache_mb = 0: a quarter of
// the memory available now; of either, three quarters for training, one for validation. -1 of cache_mb or
// prefetch_batches: none. The naive mode has no threads, no cache and none of what can be switched off.
LoaderOptions loaderOptions(const Experiment& experiment, bool training, int rank, int ranks);

// This rank's part of one global batch.
struct Batch {
    int64_t step = 0;             // from 0 within the epoch
    std::vector<int64_t> samples; // indices into the part; may be empty on some ranks at the end of validation
    std::vector<float> pixels;    // [N,1,H,W] normalised float32 (H = W = imageSize)
    std::vector<float> labels;    // [N,C] the samples' targets: 0, 1 or NaN
    double readSeconds = 0, decodeSeconds = 0, augmentSeconds = 0; // of this batch, summed over threads
    double copySeconds = 0;                                        // into the batch; 0 with fusedBatching
    double waitSeconds = 0;                                        // the step's thread waited so long for this batch
    int64_t decoded = 0; // films; the others lay in a cache, or ready in a record
};

// Order: the permutation of an epoch depends on seed and epoch alone; a global batch is the next consecutive slice of
// it; rank r takes the r-th part. Augmentation depends on seed, epoch and sample alone.
// Training: floor(n / global batch) times `accumulation` steps, at least one global batch (fewer samples than that are
// repeated to fill it).
// Otherwise: all samples once, in order, the last batch smaller.
std::vector<int64_t> epochOrder(int64_t samples, int64_t seed, int64_t epoch);
int64_t stepsPerEpoch(int64_t samples, const LoaderOptions& options);
// The samples of options.rank in step `step` (from 0) of an epoch that has this order.
std::vector<int64_t> rankPart(const std::vector<int64_t>& order, const LoaderOptions& options, int64_t step);

// What all of the samples need, and how much of it is to be kept.
ImageCache::Size cacheSize(size_t samples, const LoaderOptions& options);

// Owns decoding threads and a bounded queue; next() is for one thread. Same batches for any number of threads.
class BatchLoader {
public:
    // samples must outlive it. cache: of cacheSize(); none: one of its own.
    BatchLoader(const std::vector<datasets::Sample>& samples, LoaderOptions options,
                std::shared_ptr<ImageCache> cache = nullptr);
    ~BatchLoader();
    BatchLoader(const BatchLoader&) = delete;
    BatchLoader& operator=(const BatchLoader&) = delete;

    // The next batch is step `fromStep` of `epoch`. Drops what is under way, unless that is what comes next: past an
    // epoch's end the threads go on with the next one, so that it starts at once after validation.
    void start(int64_t epoch, int64_t fromStep = 0);
    int64_t steps() const; // of an epoch
    int mostFilesReadAtOnce() const;
    // nullopt after the epoch's last step. Data error: an image that cannot be read (names the file); it comes again
    // until start().
    Result<std::optional<Batch>> next();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The prepared image of one file: readGrey8, shrunk to storedSize² (stretch or pad), 8 bit. For prediction too.
// Thread-safe. Where in the film a prediction's heatmap lies: prepared_image.h.
Result<std::vector<uint8_t>> prepareImage(const std::string& path, int storedSize, bool pad);

} // namespace roentgen::pipeline
