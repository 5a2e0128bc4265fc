// What a loader is to do, and how an experiment says so.
#pragma once

#include "engine/protocol/experiment.h"

#include <cstddef>
#include <cstdint>

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
    bool interleaveFiles = true; // threads read from several files at the same time; else one read at a time
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

} // namespace roentgen::pipeline
