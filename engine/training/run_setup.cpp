#include "engine/distributed/host_threads.h"
#include "engine/launch/workspace.h"
#include "engine/models/initial_weights.h"
#include "engine/models/model_description.h"
#include "engine/models/normalization.h"
#include "engine/models/safetensors.h"
#include "engine/models/torch_headers.h"
#include "engine/pipeline/epoch_order.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/text_file.h"
#include "engine/training/agreement.h"
#include "engine/training/host_image_cache.h"
#include "engine/training/run_preparation.h"
#include "engine/training/training_run.h"

#include <cstdlib>
#include <iostream>

namespace roentgen::training {

namespace {

LabelCounts countLabels(const std::vector<datasets::Sample>& samples, size_t classes) {
    LabelCounts counts{std::vector<double>(classes), std::vector<double>(classes)};
    for (const datasets::Sample& sample : samples)
        for (size_t c = 0; c < classes; ++c) {
            counts.positives[c] += sample.targets[c] == 1;
            counts.negatives[c] += sample.targets[c] == 0;
        }
    return counts;
}

} // namespace

TrainingRun::TrainingRun(const TrainRequest& request, distributed::Communicator& ranks, RunReporter& reporter)
    : m_request(request)
    , m_experiment(request.experiment)
    , m_ranks(ranks)
    , m_reporter(reporter)
    , m_stop(ranks.rank() == 0 ? std::optional<RunFolder>(request.run) : std::nullopt)
    , m_interruption(m_stop, ranks) {}

Status TrainingRun::prepare() {
    // Each phase ends with all ranks agreeing that it went well.
    for (auto phase :
         {&TrainingRun::openFolder, &TrainingRun::openData, &TrainingRun::buildModel, &TrainingRun::initialiseWeights})
        if (auto agreed = agree(m_ranks, guarded([&] { return (this->*phase)(); })); !agreed)
            return agreed;
    return restore();
}

Status TrainingRun::openFolder() {
    if (!isFirst())
        return Done{};
    const RunFolder& run = m_request.run;
    auto ready = m_request.resume ? prepareResumedRun(run, m_experiment) : prepareFreshRun(run, m_experiment);
    if (!ready)
        return ready;
    if (auto opened = m_reporter.open(run); !opened)
        return opened;
    if (auto named = writeRank0Process(run, m_ranks.size()); !named)
        return named;
    return recoverCheckpointFolder(run);
}

Status TrainingRun::openData() {
    auto data = datasets::openDataset(m_experiment, workspaceOf(m_request.experimentFile, m_request.run.path));
    if (!data)
        return data.error();
    m_data = data.take();
    if (m_data.train.empty())
        return dataError("no training images are left", m_experiment.data.dataset,
                         "check data.classes and the split fractions");
    if (m_data.validation.empty() && m_experiment.training.earlyStopEpochs > 0)
        return usageError("early stopping needs films to validate on", "training.early_stop_epochs",
                          "use 0, or give data.validation_fraction more than 0");
    for (const DataProblem& problem : m_data.problems)
        m_reporter.report(WarningEvent{problem.code, problem.message, 0});
    return Done{};
}

pipeline::LoaderOptions TrainingRun::loaderOptions(bool training) const {
    auto options = pipeline::loaderOptions(m_experiment, training, m_ranks.rank(), m_ranks.size());
    const bool grey = m_description.channels == 1;
    // Models of three channels are normalised a channel each, on the tensor.
    options.mean = grey ? m_description.mean[0] : 0;
    options.deviation = grey ? m_description.deviation[0] : 1;
    return options;
}

Status TrainingRun::buildModel() {
    auto device = models::chooseDevice(m_experiment.training.device, m_ranks.localRank());
    if (!device)
        return device.error();
    auto weights = launch::resolveWeights(m_experiment, workspaceOf(m_request.experimentFile, m_request.run.path));
    if (!weights)
        return weights.error();

    m_description = models::describeModel(m_experiment, m_data.classes);
    m_description.datasetSha256 = m_data.sha256;
    m_initialWeights = weights->file;
    if (!m_initialWeights.empty())
        if (auto adopted = models::adoptInput(m_initialWeights, m_experiment.model.channels, &m_description); !adopted)
            return adopted;
    torch::manual_seed(uint64_t(m_experiment.experiment.seed));
    auto model = models::makeClassifier(m_description);
    if (!model)
        return model.error();
    m_model = model.take();
    models::setNormMomentum(*m_model, m_experiment.model.normMomentum);
    auto rate = LearningRate::make(m_experiment, m_ranks.size());
    if (!rate)
        return rate.error();
    m_rate = *rate;

    StepOptions options;
    options.device = *device;
    options.precision = models::choosePrecision(m_experiment.training.precision, *device);
    options.reduction = reducerOptions(m_experiment);
    options.localBatch = m_experiment.training.localBatch * m_experiment.training.accumulation;
    m_step = std::make_unique<TrainStep>(*m_model, m_description, m_ranks, options);
    auto loss = Loss::make(m_experiment, m_data.classes, countLabels(m_data.train, m_data.classes.size()));
    if (!loss)
        return loss.error();
    m_step->setLoss(loss.take());
    return m_step->setOptimizer(m_experiment);
}

Status TrainingRun::initialiseWeights() {
    // A run that was killed before its first checkpoint begins where it began.
    const bool hasLearnt = m_request.resume && isFirst() && hasCheckpoint(m_request.run);
    if (!isFirst() || hasLearnt || m_initialWeights.empty())
        return Done{};
    auto report = models::initialiseFrom(m_initialWeights, *m_model);
    if (!report)
        return report.error();
    std::cerr << "initial weights " << m_initialWeights << ": " << report->toLine() << std::endl;
    return writeFileAtomically(m_request.run.initialWeightsFile(), report->toJson(m_initialWeights));
}

// OpenMP binds a rank's threads one by one to the cores that the rank may run on: to the same ones in every rank that
// has no cores of its own.
Status TrainingRun::checkThreadBinding() const {
    const char* const binding = std::getenv("OMP_PROC_BIND");
    const int sharing = distributed::ranksOnTheseCores(m_ranks);
    const bool bound = m_experiment.distributed.threadBinding != "none" && binding && std::string(binding) != "false";
    return agree(m_ranks, bound && sharing > 1
                              ? Status(usageError("the threads of " + std::to_string(sharing) +
                                                      " ranks would be bound to the same cores of " + thisHostName(),
                                                  "distributed.thread_binding",
                                                  "use none, distributed.bind = \"core\", or one rank a socket"))
                              : Status(Done{}));
}

Status TrainingRun::restore() {
    if (auto bound = checkThreadBinding(); !bound)
        return bound;
    const auto& distributed = m_experiment.distributed;
    const int fair = distributed::fairThreads(m_ranks);
    m_threads = distributed.threadsPerRank > 0 ? int(distributed.threadsPerRank) : fair;
    models::setComputeThreads(m_threads);
    const std::string binding = distributed::describeBinding(m_ranks);
    // One write: the ranks share this stream.
    std::cerr << "rank " + std::to_string(m_ranks.rank()) + ": " + binding + ", " + std::to_string(m_threads) +
                     " thread(s)\n";

    std::string hash = m_data.sha256;
    m_ranks.broadcast(hash);
    const Status same = hash == m_data.sha256 ? Status(Done{})
                                              : Status(dataError("this rank sees another data set than rank 0",
                                                                 m_experiment.data.dataset + " on " + thisHostName(),
                                                                 "make the same files visible on every host"));
    if (auto agreed = agree(m_ranks, same); !agreed)
        return agreed;

    // Rank 0's weights and statistics everywhere; random numbers of the steps are each rank's own.
    m_step->parameters().broadcastValues(m_ranks);
    distributed::broadcastStatistics(*m_model, m_ranks); // the others have not read the weights' file
    torch::manual_seed(uint64_t(m_experiment.experiment.seed) * 1000003 + uint64_t(m_ranks.rank()));

    m_traits = {m_data.sha256, m_ranks.size()};
    bool found = isFirst() && m_request.resume && hasCheckpoint(m_request.run);
    m_ranks.broadcastValue(found);
    std::optional<HelloEvent::Position> resumedFrom;
    if (m_request.resume) {
        if (auto loaded = loadCheckpoint(found); !loaded)
            return loaded;
        resumedFrom = HelloEvent::Position{m_progress.epoch, m_progress.step};
    }
    const auto options = loaderOptions(true);
    m_stepsPerEpoch =
        pipeline::stepsPerEpoch(int64_t(m_data.train.size()), options) / m_experiment.training.accumulation;
    m_loader = makeLoader(m_data.train, true);
    m_validationLoader = makeLoader(m_data.validation, false);
    if (isFirst() && m_experiment.pipeline.mode == "optimized")
        sayWhatIsKept();
    sayHello(resumedFrom);
    // What a rollback in the first epoch goes back to.
    return found || m_experiment.training.onDivergence != "rollback" ? Status(Done{}) : saveCheckpoint(false);
}

std::unique_ptr<pipeline::BatchLoader> TrainingRun::makeLoader(const std::vector<datasets::Sample>& samples,
                                                               bool training) {
    const auto options = loaderOptions(training);
    const HostImageCache cache = openHostImageCache(pipeline::cacheSize(samples.size(), options), m_ranks);
    if (m_caches.empty() && !cache.problem.empty()) {
        std::cerr << "image cache: " + cache.problem + "\n";
        m_reporter.report(WarningEvent{"image_cache", cache.problem, 0});
    }
    m_caches.push_back(cache.images);
    return std::make_unique<pipeline::BatchLoader>(samples, options, cache.images);
}

void TrainingRun::sayWhatIsKept() const {
    const auto room = [](const pipeline::ImageCache& cache, const std::vector<datasets::Sample>& films) {
        return std::to_string(cache.capacity()) + " of " + std::to_string(films.size());
    };
    const size_t side = size_t(storedSizeOf(m_experiment));
    const size_t bytes = (m_caches[0]->capacity() + m_caches[1]->capacity()) * side * side;
    std::cerr << "image cache: room for " + room(*m_caches[0], m_data.train) + " training and " +
                     room(*m_caches[1], m_data.validation) + " validation films, " + std::to_string(bytes >> 20) +
                     " MB" + (m_caches[0]->isShared() ? " for all ranks of this host\n" : "\n");
}

// As this run's own weights say; where they cannot be read, the films are measured again.
void TrainingRun::recallTrainingFilms() {
    const std::string path = m_request.run.lastWeights();
    (void)guarded([&]() -> Status {
        const auto file = models::readSafetensors(path);
        if (!file)
            return file.error();
        const auto said = models::readDescription(file->metadata, path);
        if (said && said->datasetSha256 == m_data.sha256)
            m_description.trainedOn = said->trainedOn;
        return Done{};
    });
}

// State, best weights, snapshots and metrics as they were at the last checkpoint; found: there is one.
Status TrainingRun::loadCheckpoint(bool found) {
    if (found) {
        auto progress = readCheckpoint(m_request.run, *m_step, m_traits, m_ranks);
        if (!progress)
            return progress.error();
        m_progress = *progress;
        m_rate.state = m_progress.rate;
    }
    pruneSnapshots();
    const auto cleaned = [&]() -> Status {
        if (!isFirst())
            return Done{};
        if (auto restored = restoreBestWeights(m_request.run); !restored)
            return restored;
        recallTrainingFilms();
        return cutMetrics(m_request.run, m_progress.epoch - 1);
    };
    return agree(m_ranks, cleaned());
}

void TrainingRun::sayHello(const std::optional<HelloEvent::Position>& resumedFrom) {
    HelloEvent hello;
    hello.engineVersion = ROENTGEN_VERSION;
    hello.experimentSha256 = sha256Hex(writeExperiment(m_experiment, WriteKeys::All));
    hello.host = thisHostName();
    hello.ranks = m_ranks.size();
    hello.threadsPerRank = m_threads;
    hello.device = m_step->options().device.is_cuda() ? "cuda" : "cpu";
    hello.precision = models::precisionName(m_step->options().precision);
    hello.sumsBy = m_step->sumsBy();
    hello.classes = m_data.classes;
    hello.trainImages = int64_t(m_data.train.size());
    hello.validationImages = int64_t(m_data.validation.size());
    hello.stepsPerEpoch = m_stepsPerEpoch;
    hello.epochs = m_experiment.training.epochs;
    hello.startedFrom = m_initialWeights.empty() ? "scratch" : m_initialWeights;
    hello.resumedFrom = resumedFrom;
    m_reporter.setStep(m_progress.step);
    m_reporter.report(hello);
}

} // namespace roentgen::training
