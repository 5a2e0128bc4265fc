#include "engine/training/run_setup.h"

#include "engine/distributed/host_threads.h"
#include "engine/launch/workspace.h"
#include "engine/models/initial_weights.h"
#include "engine/models/model_description.h"
#include "engine/models/normalization.h"
#include "engine/models/torch_headers.h"
#include "engine/pipeline/epoch_order.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/text_file.h"
#include "engine/training/agreement.h"
#include "engine/training/run_preparation.h"

#include <cmath>
#include <cstdlib>
#include <iostream>

namespace roentgen::training {

namespace {

std::string workspaceOfRun(const RunContext& run) {
    return workspaceOf(run.request.experimentFile, run.folder().path);
}

Status openFolder(const RunContext& run, Trainee&) {
    if (!run.isFirst())
        return Done{};
    const RunFolder& folder = run.folder();
    auto ready =
        run.request.resume ? prepareResumedRun(folder, run.experiment()) : prepareFreshRun(folder, run.experiment());
    if (!ready)
        return ready;
    if (auto opened = run.reporter.open(folder); !opened)
        return opened;
    if (auto named = writeRank0Process(folder, run.ranks.size()); !named)
        return named;
    return recoverCheckpointFolder(folder);
}

Status openData(const RunContext& run, Trainee& trainee) {
    const Experiment& experiment = run.experiment();
    auto data = datasets::openDataset(experiment, workspaceOfRun(run));
    if (!data)
        return data.error();
    trainee.data = data.take();
    if (trainee.data.validation.empty() && experiment.training.earlyStopEpochs > 0)
        return usageError("early stopping needs films to validate on", "training.early_stop_epochs",
                          "use 0, or give data.validation_fraction more than 0");
    auto task = tasks::makeTask(experiment, trainee.data);
    if (!task)
        return task.error();
    trainee.task = task.take();
    for (const DataProblem& problem : trainee.data.problems)
        run.reporter.report(WarningEvent{problem.code, problem.message, 0});
    const auto loading = pipeline::loaderOptions(experiment, true, run.ranks.rank(), run.ranks.size());
    trainee.stepsPerEpoch =
        pipeline::stepsPerEpoch(int64_t(trainee.data.train.size()), loading) / experiment.training.accumulation;
    return Done{};
}

Status buildStep(const RunContext& run, const torch::Device& device, Trainee& trainee) {
    const Experiment& experiment = run.experiment();
    StepOptions options;
    options.device = device;
    options.precision = models::choosePrecision(experiment.training.precision, device);
    options.reduction = reducerOptions(experiment);
    options.localBatch = experiment.training.localBatch * experiment.training.accumulation;
    trainee.step = std::make_unique<TrainStep>(*trainee.model, trainee.description, run.ranks, options);
    const tasks::Task& task = *trainee.task; // outlives the step
    trainee.step->setLoss(
        [&task](const torch::Tensor& outputs, const torch::Tensor& targets) { return task.loss(outputs, targets); },
        task.targetSize());
    return trainee.step->setOptimizer(experiment);
}

Status buildModel(const RunContext& run, Trainee& trainee) {
    const Experiment& experiment = run.experiment();
    auto device = models::chooseDevice(experiment.training.device, run.ranks.localRank());
    if (!device)
        return device.error();
    auto weights = launch::resolveWeights(experiment, workspaceOfRun(run));
    if (!weights)
        return weights.error();

    models::ModelDescription& description = trainee.description;
    description = trainee.task->network(experiment);
    description.datasetSha256 = trainee.data.sha256;
    trainee.initialWeights = weights->file;
    if (!trainee.initialWeights.empty())
        if (auto adopted = models::adoptInput(trainee.initialWeights, experiment.model.channels, &description);
            !adopted)
            return adopted;
    torch::manual_seed(uint64_t(experiment.experiment.seed));
    auto model = models::makeClassifier(description);
    if (!model)
        return model.error();
    trainee.model = model.take();
    models::setNormMomentum(*trainee.model, experiment.model.normMomentum);
    auto rate = LearningRate::make(experiment, run.ranks.size());
    if (!rate)
        return rate.error();
    trainee.rate = *rate;
    return buildStep(run, *device, trainee);
}

Status initialiseWeights(const RunContext& run, Trainee& trainee) {
    // A run that was killed before its first checkpoint begins where it began.
    const bool hasLearnt = run.request.resume && run.isFirst() && hasCheckpoint(run.folder());
    if (!run.isFirst() || hasLearnt || trainee.initialWeights.empty())
        return Done{};
    auto report = models::initialiseFrom(trainee.initialWeights, *trainee.model);
    if (!report)
        return report.error();
    std::cerr << "initial weights " << trainee.initialWeights << ": " << report->toLine() << std::endl;
    return writeFileAtomically(run.folder().initialWeightsFile(), report->toJson(trainee.initialWeights));
}

// OpenMP binds a rank's threads one by one to the cores that the rank may run on: to the same ones in every rank that
// has no cores of its own.
Status checkThreadBinding(const RunContext& run) {
    const char* const binding = std::getenv("OMP_PROC_BIND");
    const int sharing = distributed::ranksOnTheseCores(run.ranks);
    const bool bound =
        run.experiment().distributed.threadBinding != "none" && binding && std::string(binding) != "false";
    return agree(run.ranks, bound && sharing > 1
                                ? Status(usageError("the threads of " + std::to_string(sharing) +
                                                        " ranks would be bound to the same cores of " + thisHostName(),
                                                    "distributed.thread_binding",
                                                    "use none, distributed.bind = \"core\", or one rank a socket"))
                                : Status(Done{}));
}

void takeThreads(const RunContext& run, Trainee& trainee) {
    const auto& distributed = run.experiment().distributed;
    const int fair = distributed::fairThreads(run.ranks);
    trainee.threads = distributed.threadsPerRank > 0 ? int(distributed.threadsPerRank) : fair;
    models::setComputeThreads(trainee.threads);
    const std::string binding = distributed::describeBinding(run.ranks);
    // One write: the ranks share this stream.
    std::cerr << "rank " + std::to_string(run.ranks.rank()) + ": " + binding + ", " + std::to_string(trainee.threads) +
                     " thread(s)\n";
}

Status checkSameData(const RunContext& run, const datasets::Dataset& data) {
    std::string hash = data.sha256;
    run.ranks.broadcast(hash);
    return agree(run.ranks, hash == data.sha256
                                ? Status(Done{})
                                : Status(dataError("this rank sees another data set than rank 0",
                                                   run.experiment().data.dataset + " on " + thisHostName(),
                                                   "make the same files visible on every host")));
}

} // namespace

double Trainee::learningRateAt(int64_t at, const GuardState& guard) const {
    return std::ldexp(rate.at(at, stepsPerEpoch), -int(guard.halvings));
}

Result<std::unique_ptr<Trainee>> setUpRun(const RunContext& run) {
    auto trainee = std::make_unique<Trainee>();
    // Each phase ends with all ranks agreeing that it went well.
    for (const auto phase : {openFolder, openData, buildModel, initialiseWeights})
        if (auto agreed = agree(run.ranks, guarded([&] { return phase(run, *trainee); })); !agreed)
            return agreed.error();
    if (auto bound = checkThreadBinding(run); !bound)
        return bound.error();
    takeThreads(run, *trainee);
    if (auto same = checkSameData(run, trainee->data); !same)
        return same.error();
    // Rank 0's weights and statistics everywhere; random numbers of the steps are each rank's own.
    trainee->step->parameters().broadcastValues(run.ranks);
    distributed::broadcastStatistics(*trainee->model, run.ranks); // the others have not read the weights' file
    torch::manual_seed(uint64_t(run.experiment().experiment.seed) * 1000003 + uint64_t(run.ranks.rank()));
    return Result<std::unique_ptr<Trainee>>(std::move(trainee));
}

void sayHello(const RunContext& run, const Trainee& trainee, const Progress* resumed) {
    const TrainStep& step = *trainee.step;
    HelloEvent hello;
    hello.engineVersion = ROENTGEN_VERSION;
    hello.experimentSha256 = sha256Hex(writeExperiment(run.experiment(), WriteKeys::All));
    hello.host = thisHostName();
    hello.ranks = run.ranks.size();
    hello.threadsPerRank = trainee.threads;
    hello.device = step.options().device.is_cuda() ? "cuda" : "cpu";
    hello.precision = models::precisionName(step.options().precision);
    hello.sumsBy = step.sumsBy();
    hello.classes = trainee.data.classes;
    hello.headline = trainee.task->headline();
    hello.trainImages = int64_t(trainee.data.train.size());
    hello.validationImages = int64_t(trainee.data.validation.size());
    hello.stepsPerEpoch = trainee.stepsPerEpoch;
    hello.epochs = run.experiment().training.epochs;
    hello.startedFrom = trainee.initialWeights.empty() ? "scratch" : trainee.initialWeights;
    if (resumed)
        hello.resumedFrom = HelloEvent::Position{resumed->epoch, resumed->step};
    run.reporter.setStep(resumed ? resumed->step : 0);
    run.reporter.report(hello);
}

} // namespace roentgen::training
