// Decode → augment → batch, ahead of the step. No tensors: plain float buffers that the trainer wraps.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/pipeline/image_cache.h"
#include "engine/pipeline/loader_options.h"
#include "engine/protocol/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace roentgen::pipeline {

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

} // namespace roentgen::pipeline
