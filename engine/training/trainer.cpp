#include "engine/training/trainer.h"

#include "engine/training/agreement.h"
#include "engine/training/training_run.h"

#include <iostream>

namespace roentgen::training {

namespace {

// A rank that hangs is named within a minute.
constexpr double patienceSeconds = 30;

Status checkWorld(const Experiment& experiment, int ranks) {
    if (experiment.distributed.ranks == ranks)
        return Done{};
    return usageError("the experiment asks for " + std::to_string(experiment.distributed.ranks) +
                          " rank(s), and this world has " + std::to_string(ranks),
                      "distributed.ranks",
                      "start it with mpirun -n " + std::to_string(experiment.distributed.ranks) +
                          ", or add --set distributed.ranks=" + std::to_string(ranks));
}

void reportEnd(RunReporter& reporter, const Error& error, const TrainingRun& run) {
    if (error.code == ErrorCode::Stopped)
        reporter.report(StoppedEvent{error.message, run.askedStop() == Stop::AtOnce ? "now" : "checkpoint"});
    else
        reporter.report(ErrorEvent{errorCodeName(error.code), error.message, error.where, error.hint, run.blamedFilms(),
                                   run.hasDiverged() ? "divergence" : ""});
}

Status trainWatched(const TrainRequest& request, distributed::Communicator& ranks, RunReporter& reporter) {
    TrainingRun run(request, ranks, reporter);
    Status ended = run.prepare();
    if (ended)
        ended = run.run();
    if (!ended)
        reportEnd(reporter, ended.error(), run);
    return ended;
}

} // namespace

Status train(const TrainRequest& request, distributed::Communicator& ranks) {
    if (auto fits = checkWorld(request.experiment, ranks.size()); !fits)
        return fits;
    catchStopSignals();
    RunReporter reporter;
    ranks.watch(patienceSeconds, [&](const std::string& line) {
        std::cerr << line + "\n";
        reporter.report(WarningEvent{"rank_missing", line, ranks.rank()});
    });
    Status ended = trainWatched(request, ranks, reporter);
    ranks.watch(0, {});
    return ended;
}

} // namespace roentgen::training
