#include "engine/pipeline/batch_loader.h"

#include "engine/pipeline/batch_job.h"
#include "engine/pipeline/epoch_order.h"
#include "engine/pipeline/loader_tuner.h"
#include "engine/pipeline/read_ahead.h"
#include "engine/pipeline/work_ahead.h"
#include "engine/protocol/elapsed.h"

#include <cassert>
#include <chrono>

namespace roentgen::pipeline {

namespace {

using Clock = std::chrono::steady_clock;

} // namespace

struct BatchLoader::State {
    // Of a batch in the endless sequence of epochs.
    struct Place {
        int64_t epoch = 0, step = 0;
        bool operator==(const Place& other) const { return epoch == other.epoch && step == other.step; }
    };

    State(const std::vector<datasets::Sample>& samples, const LoaderOptions& options, std::shared_ptr<ImageCache> films)
        : source{samples, options, films ? std::move(films) : ImageCache::own(cacheSize(samples.size(), options)),
                 ReadingTurns(options.interleaveFiles)}
        , stepsOfAnEpoch(stepsPerEpoch(int64_t(samples.size()), options))
        , tuner(options.decodeThreads, options.prefetchBatches, !options.tuneThreads, !options.tunePrefetch)
        , work(options.decodeThreads) {
        if (options.prefetchFiles)
            readAhead.emplace();
    }

    void restart(Place place);
    BatchJob makeJob();
    void askAhead(const Batch& batch);
    bool worksAhead() const { return work.hasThreads() && source.options.prefetchBatches > 0; }
    void addJobs();
    void tune(double waitSeconds);
    Result<std::optional<Batch>> take();

    FilmSource source;
    const int64_t stepsOfAnEpoch;
    std::vector<int64_t> order; // of made.epoch
    Place made, next;           // what the next job will be; what the step gets next
    std::optional<Error> failure;
    bool started = false;
    std::optional<ReadAhead> readAhead;
    LoaderTuner tuner;
    std::optional<Clock::time_point> lastTaken;
    WorkAhead<BatchJob> work; // the first that goes: its threads use the rest
};

void BatchLoader::State::restart(Place place) {
    lastTaken.reset(); // what came in between was no step
    const bool goesOn = place == (next.step < stepsOfAnEpoch ? next : Place{next.epoch + 1, 0});
    next = place;
    if (started && !failure && goesOn)
        return;
    started = true;
    failure.reset();
    work.clear();
    made = place;
    order.clear();
}

// The next batch of the sequence, its memory taken, its pixels still to come.
BatchJob BatchLoader::State::makeJob() {
    const int64_t count = int64_t(source.samples.size());
    if (made.step >= stepsOfAnEpoch) {
        made = {made.epoch + 1, 0};
        order.clear();
    }
    if (order.empty() && source.options.training)
        order = epochOrder(count, source.options.seed, made.epoch);
    if (order.empty())
        for (int64_t i = 0; i < count; ++i)
            order.push_back(i);
    BatchJob job(source, made.epoch, made.step, rankPart(order, source.options, made.step));
    ++made.step;
    if (readAhead)
        askAhead(job.batch());
    return job;
}

// The films of this batch, and of the one that follows in its epoch, that are not in memory.
void BatchLoader::State::askAhead(const Batch& batch) {
    std::vector<int64_t> numbers = batch.samples;
    if (batch.step + 1 < stepsOfAnEpoch) {
        const std::vector<int64_t> following = rankPart(order, source.options, batch.step + 1);
        numbers.insert(numbers.end(), following.begin(), following.end());
    }
    std::vector<const datasets::Sample*> films;
    for (int64_t number : numbers)
        if (!source.cache->find(size_t(number)))
            films.push_back(&source.samples[size_t(number)]);
    readAhead->ask(std::move(films));
}

// Without batches ahead: the one that the step waits for.
void BatchLoader::State::addJobs() {
    const size_t limit = worksAhead() ? size_t(tuner.depth()) : 1;
    while (started && !failure && !source.samples.empty() && work.size() < limit)
        work.add(makeJob());
}

void BatchLoader::State::tune(double waitSeconds) {
    const auto now = Clock::now();
    if (lastTaken)
        tuner.batchTaken(waitSeconds, std::chrono::duration<double>(now - *lastTaken).count(), work.finished());
    lastTaken = now;
    work.useThreads(tuner.threads());
}

Result<std::optional<Batch>> BatchLoader::State::take() {
    const auto start = Clock::now();
    addJobs();
    auto batch = work.take().takeBatch();
    if (!batch) {
        failure = batch.error();
        return *failure;
    }
    ++next.step;
    if (worksAhead())
        addJobs();
    batch->waitSeconds = secondsSince(start);
    tune(batch->waitSeconds);
    return std::optional<Batch>(batch.take());
}

ImageCache::Size cacheSize(size_t samples, const LoaderOptions& options) {
    return {samples, size_t(options.storedSize) * size_t(options.storedSize), options.cacheBytes};
}

BatchLoader::BatchLoader(const std::vector<datasets::Sample>& samples, LoaderOptions options,
                         std::shared_ptr<ImageCache> cache)
    : m_state(std::make_unique<State>(samples, options, std::move(cache))) {
    assert(options.imageSize > 0 && options.imageSize <= options.storedSize);
    assert(options.rank >= 0 && options.rank < options.ranks && options.localBatch > 0);
}

BatchLoader::~BatchLoader() = default;

void BatchLoader::start(int64_t epoch, int64_t fromStep) {
    m_state->restart({epoch, fromStep});
    if (m_state->worksAhead())
        m_state->addJobs();
}

int64_t BatchLoader::steps() const {
    return m_state->stepsOfAnEpoch;
}

int BatchLoader::mostFilesReadAtOnce() const {
    return m_state->source.turns.mostAtOnce();
}

Result<std::optional<Batch>> BatchLoader::next() {
    assert(m_state->started);
    if (m_state->failure)
        return *m_state->failure;
    if (m_state->next.step >= steps())
        return std::optional<Batch>();
    return m_state->take();
}

} // namespace roentgen::pipeline
