#include "engine/training/trainer.h"

#include "engine/training/epoch_end.h"
#include "engine/training/epoch_steps.h"
#include "engine/training/finale.h"
#include "engine/training/resume_point.h"
#include "engine/training/snapshots.h"

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

void reportEnd(const RunContext& run, const Error& error, const Blame& blame) {
    if (error.code == ErrorCode::Stopped)
        run.reporter.report(
            StoppedEvent{error.message, run.interruption.asked() == Stop::AtOnce ? "now" : "checkpoint"});
    else
        run.reporter.report(ErrorEvent{errorCodeName(error.code), error.message, error.where, error.hint, blame.films,
                                       blame.diverged ? "divergence" : ""});
}

bool isOver(const Experiment& experiment, const Progress& progress) {
    const auto& training = experiment.training;
    const int64_t done = progress.epoch - 1;
    return done >= training.epochs ||
           (training.earlyStopEpochs > 0 && progress.bestEpoch > 0 && progress.stepInEpoch == 0 &&
            done - progress.bestEpoch >= training.earlyStopEpochs);
}

// The loop. Every rank takes the same way through it; whatever it calls is collective.
Status trainEpochs(const RunContext& run, StopRequest& stop, Blame* blame) {
    auto setUp = setUpRun(run);
    if (!setUp)
        return setUp.error();
    Trainee& trainee = **setUp;
    Progress progress;
    const auto found = resume(run, trainee, &progress);
    if (!found)
        return found.error();
    RunFilms films(run, trainee);
    DivergenceGuard guard(run, trainee, blame);
    EpochSteps steps(run, trainee, films, guard, stop);
    EpochEnd epochEnd(run, trainee, films, guard);
    sayHello(run, trainee, run.request.resume ? &progress : nullptr);
    if (!*found && run.experiment().training.onDivergence == "rollback") // what the first epoch goes back to
        if (auto saved = saveCheckpoint(run, trainee, &progress, false); !saved)
            return saved;

    const auto goBack = [&](const Divergence& from) -> Status {
        if (auto back = guard.goBack(from, &progress); !back)
            return back;
        sayHello(run, trainee, &progress);
        steps.start(progress);
        return Done{};
    };
    const auto keep = [&](bool snapshot, bool checkpoint) -> Status {
        Status kept = snapshot ? takeSnapshot(run, trainee, films, &progress) : Done{};
        return kept && checkpoint ? saveCheckpoint(run, trainee, &progress, false) : kept;
    };
    while (!isOver(run.experiment(), progress)) {
        run.reporter.report(EpochEvent{progress.epoch, false, 0});
        steps.start(progress);
        while (progress.stepInEpoch < trainee.stepsPerEpoch) {
            auto step = steps.next(&progress);
            if (!step)
                return step.error();
            const bool snapshot = step->done && endsCycle(run, trainee, progress.step - 1);
            if (snapshot || step->checkpoint) // a good one is not overwritten
                step->divergence = guard.check(progress);
            if (auto safe = step->divergence ? goBack(*step->divergence) : keep(snapshot, step->checkpoint); !safe)
                return safe;
            if (step->stop)
                return run.interruption.end(*step->stop);
        }
        const auto diverged = epochEnd.close(&progress);
        if (!diverged)
            return diverged.error();
        if (*diverged)
            if (auto back = goBack(**diverged); !back)
                return back;
    }
    return finishRun(run, trainee, films, progress);
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
    StopRequest stop(ranks.rank() == 0 ? std::optional<RunFolder>(request.run) : std::nullopt);
    Interruption interruption(stop, ranks);
    const RunContext run{request, ranks, reporter, interruption};
    Blame blame;
    Status ended = trainEpochs(run, stop, &blame);
    if (!ended)
        reportEnd(run, ended.error(), blame);
    ranks.watch(0, {});
    return ended;
}

} // namespace roentgen::training
