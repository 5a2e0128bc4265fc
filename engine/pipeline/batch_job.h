// One batch under way. Its images are pieces of work for WorkAhead: prepared, augmented, laid into the batch.
#pragma once

#include "engine/pipeline/batch_loader.h"
#include "engine/pipeline/reading_turns.h"

namespace roentgen::pipeline {

// What all batches of a loader are made of. Outlives their jobs.
struct FilmSource {
    const std::vector<datasets::Sample>& samples;
    const LoaderOptions options;
    const std::shared_ptr<ImageCache> cache;
    ReadingTurns turns;
};

class BatchJob {
public:
    // Takes the batch's memory. samples: indices into the source's.
    BatchJob(FilmSource& source, int64_t epoch, int64_t step, std::vector<int64_t> samples);

    size_t pieces() const { return m_images.size(); }
    void doPiece(size_t at);
    void finish(); // without fused batching: copies the images into the batch, in order

    const Batch& batch() const { return m_batch; }
    // Once it is finished; the error of the first image (in the batch's order) that failed.
    Result<Batch> takeBatch();

private:
    struct Image {
        double readSeconds = 0, decodeSeconds = 0, augmentSeconds = 0;
        bool decoded = false;
        std::vector<float> pixels; // without fused batching: for itself, until all are there
        std::optional<Error> error;
    };

    size_t imageFloats() const { return size_t(m_source->options.imageSize) * size_t(m_source->options.imageSize); }
    Result<const uint8_t*> filmOf(int64_t sample, std::vector<uint8_t>& decoded, Image& image);

    FilmSource* m_source;
    int64_t m_epoch;
    Batch m_batch;
    std::vector<Image> m_images; // threads write to disjoint ones
};

} // namespace roentgen::pipeline
