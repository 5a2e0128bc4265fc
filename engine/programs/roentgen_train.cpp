// roentgen-train: trains an experiment into a run folder, alone or as a rank under mpirun.
#include "engine/programs/error_output.h"
#include "engine/programs/train_arguments.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/training/benchmark.h"
#ifdef ROENTGEN_IMAGING
#include "engine/training/run_preparation.h"
#include "engine/training/trainer.h"
#endif

#include <cstdio>
#include <iostream>
#include <new>

using namespace roentgen;

namespace {

int fail(const Error& error) {
    return programs::printError("roentgen-train", error);
}

Result<Experiment> readArguments(const TrainArguments& arguments) {
    Experiment experiment;
    if (!arguments.experiment.empty()) {
        auto read = readExperiment(arguments.experiment);
        if (!read)
            return read.error();
        experiment = read.take();
    }
    for (const std::string& assignment : arguments.overrides)
        if (auto applied = applyOverride(experiment, assignment); !applied)
            return applied.error();
    return experiment;
}

int benchmark(const TrainArguments& arguments, const Experiment& experiment, distributed::Communicator& ranks) {
    auto report = [&]() -> Result<BenchmarkReport> {
        if (!arguments.inputOnly)
            return training::benchmarkStep(experiment, ranks, arguments.steps);
#ifdef ROENTGEN_IMAGING
        const std::string workspace = training::workspaceOf(arguments.experiment, arguments.experiment);
        return training::benchmarkInput(experiment, workspace, ranks, arguments.steps);
#else
        return usageError("this build reads no images", "--input-only", "build with ROENTGEN_IMAGING=ON");
#endif
    }();
    if (!report)
        return ranks.rank() == 0 ? fail(report.error()) : report.error().exitCode();
    if (ranks.rank() == 0 && arguments.json)
        programs::printMessage(*report);
    else if (ranks.rank() == 0)
        std::printf("%.1f images/s (%.3f s a step of %lld images on %lld rank(s) of %lld thread(s), %s)\n",
                    report->imagesPerSecond, report->stepSeconds, (long long)(report->localBatch * report->ranks),
                    (long long)report->ranks, (long long)report->threadsPerRank, report->precision.c_str());
    return ExitDone;
}

int trainRun(const TrainArguments& arguments, const Experiment& experiment, distributed::Communicator& ranks) {
#ifdef ROENTGEN_IMAGING
    auto checked = checkSingleRun(experiment);
    if (checked)
        checked = checkExperiment(experiment);
    if (!checked)
        return ranks.rank() == 0 ? fail(checked.error()) : checked.error().exitCode();
    const training::TrainRequest request{experiment, arguments.experiment, {arguments.run}, arguments.resume};
    auto trained = training::train(request, ranks);
    if (trained)
        return ExitDone;
    return ranks.rank() == 0 ? fail(trained.error()) : trained.error().exitCode();
#else
    (void)arguments, (void)experiment, (void)ranks;
    return fail(usageError("this build reads no images, it can only --benchmark", "",
                           "build with ROENTGEN_IMAGING=ON to train"));
#endif
}

int guardedRun(const TrainArguments& arguments, const Experiment& experiment) {
    auto ranks = distributed::openCommunicator();
    int code = ExitInternalError;
    try {
        return arguments.benchmark ? benchmark(arguments, experiment, *ranks) : trainRun(arguments, experiment, *ranks);
    } catch (const std::bad_alloc&) {
        code = fail(environmentError("out of memory", "rank " + std::to_string(ranks->rank()),
                                     "lower training.local_batch or data.image_size"));
    } catch (const std::exception& unexpected) {
        code = fail({ErrorCode::Internal, unexpected.what(), "rank " + std::to_string(ranks->rank()), ""});
    }
    ranks->abort(code); // takes the other ranks down
    return code;
}

} // namespace

int main(int argc, char** argv) {
    programs::lookForJson(argc, argv);
    auto arguments = parseTrainArguments(argc, argv);
    if (!arguments)
        return fail(arguments.error());
    if (!arguments->answer.empty()) {
        std::cout << arguments->answer;
        return ExitDone;
    }
    auto experiment = readArguments(*arguments);
    if (!experiment)
        return fail(experiment.error());
    prepareEnvironment(argv, experiment->distributed.waitPolicy, experiment->distributed.spinMs);
    return guardedRun(*arguments, *experiment);
}
