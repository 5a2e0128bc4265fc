#include "engine/pipeline/batch_loader.h"

#include "engine/pipeline/augmentation.h"
#include "engine/pipeline/loader_tuner.h"
#include "engine/pipeline/prepared_image.h"
#include "engine/pipeline/read_ahead.h"
#include "engine/pipeline/record_film.h"
#include "engine/protocol/elapsed.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <thread>

namespace roentgen::pipeline {

namespace {

using Clock = std::chrono::steady_clock;

struct Stages { // seconds
    double read = 0, decode = 0, augment = 0;
    bool decoded = false;
};

// A batch under way. Threads write to disjoint parts of it; the counters belong to the loader's mutex.
struct Job {
    int64_t epoch = 0;
    Batch batch;
    size_t taken = 0, done = 0; // images
    std::optional<Error> error; // of the first image (in the batch's order) that failed
    size_t errorAt = 0;
    std::vector<std::vector<float>> images; // without fused batching: each for itself, until all are there

    bool isDone() const { return done == batch.samples.size(); }
    bool isComplete() const { return isDone() && images.empty(); }
};

} // namespace

struct BatchLoader::State {
    State(const std::vector<datasets::Sample>& trainingSamples, LoaderOptions loaderOptions,
          std::shared_ptr<ImageCache> films)
        : samples(trainingSamples)
        , options(loaderOptions)
        , cache(films ? std::move(films) : ImageCache::own(cacheSize(trainingSamples.size(), loaderOptions)))
        , turns(loaderOptions.interleaveFiles)
        , tuner(loaderOptions.decodeThreads, loaderOptions.prefetchBatches, !loaderOptions.tuneThreads,
                !loaderOptions.tunePrefetch) {
        if (options.prefetchFiles)
            readAhead.emplace();
    }

    void restart(int64_t epoch, int64_t fromStep);
    size_t imageFloats() const { return size_t(options.imageSize) * size_t(options.imageSize); }
    std::shared_ptr<Job> makeJob();
    void askAhead(const Job& job);
    bool worksAhead() const { return !threads.empty() && options.prefetchBatches > 0; }
    Result<const uint8_t*> filmOf(int64_t sample, std::vector<uint8_t>& decoded, Stages& stages);
    Result<Stages> fill(Job& job, size_t at);
    void work(int thread);
    void tune(double waitSeconds);
    void finishImage(Job& job, size_t at, const Result<Stages>& result);
    void assemble(Job& job, std::unique_lock<std::mutex>& lock);
    void fillQueue();
    Result<std::optional<Batch>> takeFront(std::unique_lock<std::mutex>& lock);

    const std::vector<datasets::Sample>& samples;
    const LoaderOptions options;
    const std::shared_ptr<ImageCache> cache;

    std::mutex mutex;
    std::condition_variable workToDo, batchDone;
    std::deque<std::shared_ptr<Job>> queue;      // in order, at most as many as the tuner says
    std::vector<int64_t> order;                  // of producedEpoch
    int64_t producedEpoch = 0, producedStep = 0; // what the next job will be
    int64_t epoch = 0, step = 0;                 // what the consumer gets next
    std::optional<Error> failure;
    bool started = false, closing = false;
    ReadingTurns turns;
    std::optional<ReadAhead> readAhead;
    LoaderTuner tuner;
    std::optional<Clock::time_point> lastTaken;
    std::vector<std::thread> threads;
};

void BatchLoader::State::restart(int64_t newEpoch, int64_t fromStep) {
    lastTaken.reset(); // what came in between was no step
    epoch = newEpoch;
    step = fromStep;
    const bool ahead = !queue.empty() && queue.front()->epoch == newEpoch && queue.front()->batch.step == fromStep;
    if (started && !failure && ahead)
        return;
    started = true;
    failure.reset();
    queue.clear();
    producedEpoch = newEpoch;
    producedStep = fromStep;
    order.clear();
}

// The next batch of the sequence, its memory taken, its pixels still to come.
std::shared_ptr<Job> BatchLoader::State::makeJob() {
    const int64_t steps = stepsPerEpoch(int64_t(samples.size()), options);
    if (producedStep >= steps) {
        ++producedEpoch;
        producedStep = 0;
        order.clear();
    }
    if (order.empty() && options.training)
        order = epochOrder(int64_t(samples.size()), options.seed, producedEpoch);
    if (order.empty()) {
        for (size_t i = 0; i < samples.size(); ++i)
            order.push_back(int64_t(i));
    }
    auto job = std::make_shared<Job>();
    job->epoch = producedEpoch;
    job->batch.step = producedStep;
    job->batch.samples = rankPart(order, options, producedStep);
    if (options.fusedBatching)
        job->batch.pixels.resize(job->batch.samples.size() * imageFloats());
    else
        job->images.resize(job->batch.samples.size());
    for (int64_t sample : job->batch.samples) {
        const auto& targets = samples[size_t(sample)].targets;
        job->batch.labels.insert(job->batch.labels.end(), targets.begin(), targets.end());
    }
    ++producedStep;
    if (readAhead)
        askAhead(*job);
    return job;
}

// The films of this batch, and of the one that follows in its epoch, that are not in memory.
void BatchLoader::State::askAhead(const Job& job) {
    std::vector<int64_t> numbers = job.batch.samples;
    if (job.batch.step + 1 < stepsPerEpoch(int64_t(samples.size()), options)) {
        const std::vector<int64_t> following = rankPart(order, options, job.batch.step + 1);
        numbers.insert(numbers.end(), following.begin(), following.end());
    }
    std::vector<const datasets::Sample*> films;
    for (int64_t number : numbers)
        if (!cache->find(size_t(number)))
            films.push_back(&samples[size_t(number)]);
    readAhead->ask(std::move(films));
}

// The prepared image: in its record as it lies there, else out of the cache, else decoded into `decoded`.
Result<const uint8_t*> BatchLoader::State::filmOf(int64_t sample, std::vector<uint8_t>& decoded, Stages& stages) {
    const datasets::Sample& film = samples[size_t(sample)];
    if (film.record) {
        const auto start = Clock::now();
        const auto mapped = mappedFilm(film, options.storedSize, &turns);
        stages.read = secondsSince(start);
        if (!mapped || *mapped)
            return mapped;
    }
    if (const uint8_t* kept = cache->find(size_t(sample)))
        return kept;
    auto prepared = prepareSample(film, options.storedSize, options.pad, &turns);
    if (!prepared)
        return prepared.error();
    stages.read += prepared->readSeconds;
    stages.decode = prepared->decodeSeconds;
    stages.decoded = true;
    decoded = std::move(prepared->pixels);
    cache->keep(size_t(sample), decoded);
    return decoded.data();
}

// Makes image `at` of the batch. Runs without the lock.
Result<Stages> BatchLoader::State::fill(Job& job, size_t at) {
    const int64_t sample = job.batch.samples[at];
    Stages stages;
    try {
        std::vector<uint8_t> decoded;
        const auto pixels = filmOf(sample, decoded, stages);
        if (!pixels)
            return pixels.error();
        const auto start = Clock::now();
        float* place = nullptr;
        if (options.fusedBatching) {
            place = job.batch.pixels.data() + at * imageFloats();
        } else {
            job.images[at].resize(imageFloats());
            place = job.images[at].data();
        }
        makeInput(*pixels, options, job.epoch, sample, place);
        stages.augment = secondsSince(start);
    } catch (const std::bad_alloc&) {
        return environmentError("Not enough memory to decode the image", samples[size_t(sample)].path,
                                "lower pipeline.cache_mb or training.local_batch");
    }
    return stages;
}

void BatchLoader::State::finishImage(Job& job, size_t at, const Result<Stages>& result) {
    if (result) {
        job.batch.readSeconds += result->read;
        job.batch.decodeSeconds += result->decode;
        job.batch.augmentSeconds += result->augment;
        job.batch.decoded += result->decoded ? 1 : 0;
    } else if (!job.error || at < job.errorAt) {
        job.error = result.error();
        job.errorAt = at;
    }
    ++job.done;
}

// Without fused batching, by whoever has made the last image: copies all of them into the batch, in order.
void BatchLoader::State::assemble(Job& job, std::unique_lock<std::mutex>& lock) {
    if (!job.isDone() || job.images.empty())
        return;
    lock.unlock();
    const auto start = Clock::now();
    std::vector<float> pixels;
    pixels.reserve(job.images.size() * imageFloats());
    for (const std::vector<float>& image : job.images)
        pixels.insert(pixels.end(), image.begin(), image.end());
    const double seconds = secondsSince(start);
    lock.lock();
    job.batch.pixels = std::move(pixels);
    job.batch.copySeconds = seconds;
    job.images.clear();
}

// Without batches ahead: the one that the step waits for.
void BatchLoader::State::fillQueue() {
    const size_t limit = options.prefetchBatches > 0 ? size_t(tuner.depth()) : 1;
    while (started && !failure && !samples.empty() && queue.size() < limit)
        queue.push_back(makeJob());
}

// A decoding thread: the next image of the earliest batch that has one left; sleeps where there is none.
void BatchLoader::State::work(int thread) {
    std::unique_lock<std::mutex> lock(mutex);
    while (!closing) {
        std::shared_ptr<Job> job;
        for (const auto& candidate : queue) {
            if (thread < tuner.threads() && candidate->taken < candidate->batch.samples.size()) {
                job = candidate;
                break;
            }
        }
        if (!job) {
            workToDo.wait(lock);
            continue;
        }
        const size_t at = job->taken++;
        lock.unlock();
        const auto result = fill(*job, at);
        lock.lock();
        finishImage(*job, at, result);
        assemble(*job, lock);
        if (job->isComplete())
            batchDone.notify_all();
    }
}

void BatchLoader::State::tune(double waitSeconds) {
    const auto now = Clock::now();
    size_t finished = 0;
    for (const auto& job : queue)
        finished += job->isComplete() ? 1 : 0;
    if (lastTaken)
        tuner.batchTaken(waitSeconds, std::chrono::duration<double>(now - *lastTaken).count(), finished);
    lastTaken = now;
}

Result<std::optional<Batch>> BatchLoader::State::takeFront(std::unique_lock<std::mutex>& lock) {
    const auto start = Clock::now();
    fillQueue();
    workToDo.notify_all();
    const std::shared_ptr<Job> job = queue.front();
    if (threads.empty()) {
        for (size_t at = 0; at < job->batch.samples.size(); ++at)
            finishImage(*job, at, fill(*job, at));
        assemble(*job, lock);
    }
    batchDone.wait(lock, [&] { return job->isComplete(); });
    if (job->error) {
        failure = job->error;
        return *failure;
    }
    queue.pop_front();
    ++step;
    if (worksAhead()) {
        fillQueue();
        workToDo.notify_all();
    }
    Batch batch = std::move(job->batch);
    batch.waitSeconds = secondsSince(start);
    tune(batch.waitSeconds);
    return std::optional<Batch>(std::move(batch));
}

ImageCache::Size cacheSize(size_t samples, const LoaderOptions& options) {
    return {samples, size_t(options.storedSize) * size_t(options.storedSize), options.cacheBytes};
}

BatchLoader::BatchLoader(const std::vector<datasets::Sample>& samples, LoaderOptions options,
                         std::shared_ptr<ImageCache> cache)
    : m_state(std::make_unique<State>(samples, options, std::move(cache))) {
    assert(options.imageSize > 0 && options.imageSize <= options.storedSize);
    assert(options.rank >= 0 && options.rank < options.ranks && options.localBatch > 0);
    for (int i = 0; i < options.decodeThreads; ++i)
        m_state->threads.emplace_back([state = m_state.get(), i] { state->work(i); });
}

BatchLoader::~BatchLoader() {
    {
        const std::lock_guard<std::mutex> lock(m_state->mutex);
        m_state->closing = true;
    }
    m_state->workToDo.notify_all();
    for (auto& thread : m_state->threads)
        thread.join();
}

void BatchLoader::start(int64_t epoch, int64_t fromStep) {
    const std::lock_guard<std::mutex> lock(m_state->mutex);
    m_state->restart(epoch, fromStep);
    if (m_state->worksAhead())
        m_state->fillQueue();
    m_state->workToDo.notify_all();
}

int64_t BatchLoader::steps() const {
    return stepsPerEpoch(int64_t(m_state->samples.size()), m_state->options);
}

int BatchLoader::mostFilesReadAtOnce() const {
    return m_state->turns.mostAtOnce();
}

Result<std::optional<Batch>> BatchLoader::next() {
    std::unique_lock<std::mutex> lock(m_state->mutex);
    assert(m_state->started);
    if (m_state->failure)
        return *m_state->failure;
    if (m_state->step >= steps())
        return std::optional<Batch>();
    return m_state->takeFront(lock);
}

} // namespace roentgen::pipeline
