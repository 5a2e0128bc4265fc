#include "engine/pipeline/batch_job.h"

#include "engine/pipeline/augmentation.h"
#include "engine/pipeline/prepared_image.h"
#include "engine/pipeline/record_film.h"
#include "engine/protocol/elapsed.h"

#include <chrono>
#include <new>

namespace roentgen::pipeline {

namespace {

using Clock = std::chrono::steady_clock;

} // namespace

BatchJob::BatchJob(FilmSource& source, int64_t epoch, int64_t step, std::vector<int64_t> samples)
    : m_source(&source)
    , m_epoch(epoch)
    , m_images(samples.size()) {
    m_batch.step = step;
    m_batch.samples = std::move(samples);
    if (m_source->options.fusedBatching)
        m_batch.pixels.resize(m_images.size() * imageFloats());
    for (const int64_t sample : m_batch.samples) {
        const auto& targets = m_source->samples[size_t(sample)].targets;
        m_batch.labels.insert(m_batch.labels.end(), targets.begin(), targets.end());
    }
}

// The prepared image: in its record as it lies there, else out of the cache, else decoded into `decoded`.
Result<const uint8_t*> BatchJob::filmOf(int64_t sample, std::vector<uint8_t>& decoded, Image& image) {
    const datasets::Sample& film = m_source->samples[size_t(sample)];
    const LoaderOptions& options = m_source->options;
    if (film.record) {
        const auto start = Clock::now();
        const auto mapped = mappedFilm(film, options.storedSize, &m_source->turns);
        image.readSeconds = secondsSince(start);
        if (!mapped || *mapped)
            return mapped;
    }
    if (const uint8_t* kept = m_source->cache->find(size_t(sample)))
        return kept;
    auto prepared = prepareSample(film, options.storedSize, options.pad, &m_source->turns);
    if (!prepared)
        return prepared.error();
    image.readSeconds += prepared->readSeconds;
    image.decodeSeconds = prepared->decodeSeconds;
    image.decoded = true;
    decoded = std::move(prepared->pixels);
    m_source->cache->keep(size_t(sample), decoded);
    return decoded.data();
}

void BatchJob::doPiece(size_t at) {
    const int64_t sample = m_batch.samples[at];
    Image& image = m_images[at];
    try {
        std::vector<uint8_t> decoded;
        const auto pixels = filmOf(sample, decoded, image);
        if (!pixels) {
            image.error = pixels.error();
            return;
        }
        const auto start = Clock::now();
        if (!m_source->options.fusedBatching)
            image.pixels.resize(imageFloats());
        float* const place =
            m_source->options.fusedBatching ? m_batch.pixels.data() + at * imageFloats() : image.pixels.data();
        makeInput(*pixels, m_source->options, m_epoch, sample, place);
        image.augmentSeconds = secondsSince(start);
    } catch (const std::bad_alloc&) {
        image.error = environmentError("Not enough memory to decode the image", m_source->samples[size_t(sample)].path,
                                       "lower pipeline.cache_mb or training.local_batch");
    }
}

void BatchJob::finish() {
    if (m_source->options.fusedBatching)
        return;
    const auto start = Clock::now();
    m_batch.pixels.reserve(m_images.size() * imageFloats());
    for (Image& image : m_images) {
        m_batch.pixels.insert(m_batch.pixels.end(), image.pixels.begin(), image.pixels.end());
        image.pixels = {};
    }
    m_batch.copySeconds = secondsSince(start);
}

Result<Batch> BatchJob::takeBatch() {
    for (const Image& image : m_images) {
        if (image.error)
            return *image.error;
        m_batch.readSeconds += image.readSeconds;
        m_batch.decodeSeconds += image.decodeSeconds;
        m_batch.augmentSeconds += image.augmentSeconds;
        m_batch.decoded += image.decoded ? 1 : 0;
    }
    return std::move(m_batch);
}

} // namespace roentgen::pipeline
