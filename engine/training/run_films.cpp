#include "engine/training/run_films.h"

#include "engine/models/torch_headers.h"
#include "engine/protocol/messages/prediction_messages.h"
#include "engine/training/host_image_cache.h"
#include "engine/training/training_films.h"
#include "engine/training/validation.h"

#include <algorithm>
#include <iostream>

namespace roentgen::training {

RunFilms::RunFilms(const RunContext& run, Trainee& trainee)
    : m_run(run)
    , m_trainee(trainee) {
    m_training = open(trainee.data.train, true);
    m_validation = open(trainee.data.validation, false);
    if (run.isFirst() && run.experiment().pipeline.mode == "optimized")
        sayWhatIsKept();
}

pipeline::LoaderOptions RunFilms::options(bool training) const {
    auto options = pipeline::loaderOptions(m_run.experiment(), training, m_run.ranks.rank(), m_run.ranks.size());
    const models::ModelDescription& description = m_trainee.description;
    const bool grey = description.channels == 1;
    // Models of three channels are normalised a channel each, on the tensor.
    options.mean = grey ? description.mean[0] : 0;
    options.deviation = grey ? description.deviation[0] : 1;
    return options;
}

RunFilms::Part RunFilms::open(const std::vector<datasets::Sample>& samples, bool training) const {
    const auto loading = options(training);
    const HostImageCache cache = openHostImageCache(pipeline::cacheSize(samples.size(), loading), m_run.ranks);
    if (!m_training.loader && !cache.problem.empty()) {
        std::cerr << "image cache: " + cache.problem + "\n";
        m_run.reporter.report(WarningEvent{"image_cache", cache.problem, 0});
    }
    return {cache.images, std::make_unique<pipeline::BatchLoader>(samples, loading, cache.images)};
}

void RunFilms::sayWhatIsKept() const {
    const auto room = [](const pipeline::ImageCache& cache, const std::vector<datasets::Sample>& films) {
        return std::to_string(cache.capacity()) + " of " + std::to_string(films.size());
    };
    const pipeline::ImageCache &training = *m_training.cache, &validation = *m_validation.cache;
    const size_t side = size_t(storedSizeOf(m_run.experiment()));
    const size_t bytes = (training.capacity() + validation.capacity()) * side * side;
    std::cerr << "image cache: room for " + room(training, m_trainee.data.train) + " training and " +
                     room(validation, m_trainee.data.validation) + " validation films, " + std::to_string(bytes >> 20) +
                     " MB" + (training.isShared() ? " for all ranks of this host\n" : "\n");
}

void RunFilms::startEpoch(const Progress& from) {
    m_run.interruption.restart();
    m_training.loader->start(from.epoch - 1,
                             from.stepInEpoch * m_run.experiment().training.accumulation + from.partInStep);
}

const std::vector<datasets::Sample>& RunFilms::samples(HeldOut part) const {
    return part == HeldOut::Test ? m_trainee.data.test : m_trainee.data.validation;
}

Result<std::unique_ptr<tasks::Meter>> RunFilms::metered(HeldOut part) {
    if (part == HeldOut::Test && !m_test.loader)
        m_test = open(samples(part), false);
    Part& films = part == HeldOut::Test ? m_test : m_validation;
    auto meter = m_trainee.task->meter(samples(part));
    auto done = meterPart(*meter, *films.loader, m_passes++, *m_trainee.step, m_trainee.description, m_run.ranks,
                          m_run.interruption);
    return done ? Result<std::unique_ptr<tasks::Meter>>(std::move(meter)) : done.error();
}

Status RunFilms::noteTrainingFilms(Interruption* hearing) {
    bool known = m_trainee.description.trainedOn.has_value();
    m_run.ranks.broadcastValue(known);
    if (known)
        return Done{};
    auto loading = options(true);
    loading.decodeThreads = std::max(loading.decodeThreads, m_trainee.threads); // which rest now
    auto films = measureTrainingFilms(m_trainee.data.train, loading, *m_training.cache, m_run.ranks, hearing);
    if (!films)
        return films.error();
    if (!m_run.isFirst())
        return Done{};
    // As the weights keep it: a run that is resumed has it from there, and its card says the same.
    m_trainee.description.trainedOn = asKept(films.take());
    return Done{};
}

RunFilms::Kept RunFilms::kept() const {
    Kept all;
    for (const Part* part : {&m_training, &m_validation}) {
        all.films += int64_t(part->cache->kept());
        all.bytes += int64_t(part->cache->keptBytes());
    }
    return all;
}

} // namespace roentgen::training
