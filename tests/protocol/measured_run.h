// A run folder whose speed is known to the digit.
#pragma once

#include "engine/protocol/event_log.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/text_file.h"

#include <QDir>

namespace roentgen::tests {

// Has finished after so many steps and seconds; of this machine, once recordMachine() said so.
inline RunFolder writeMeasuredRun(const QString& workspace, const QString& id, const Experiment& experiment,
                                  int64_t steps, double seconds) {
    const RunFolder run{(workspace + QStringLiteral("/runs/") + id).toStdString()};
    HelloEvent hello;
    hello.epochs = 1;
    hello.stepsPerEpoch = steps;
    const double begin = 1700000000;
    std::string lines = writeRunEvent({1, begin, hello}) + "\n";
    for (int64_t step = 1; step <= steps; ++step) {
        StepEvent event;
        event.epoch = 1;
        event.step = step;
        lines += writeRunEvent({1 + step, begin + seconds * double(step) / double(steps), event}) + "\n";
    }
    lines += writeRunEvent({2 + steps, begin + seconds, FinishedEvent{0.5, seconds, "epochs"}}) + "\n";
    QDir().mkpath(QString::fromStdString(run.path));
    for (Status status : {writeFileAtomically(run.experimentFile(), writeExperiment(experiment)),
                          writeFileAtomically(run.eventsFile(), lines)})
        if (!status)
            qFatal("%s", status.error().toLine().c_str());
    return run;
}

inline void recordMachine(const RunFolder& run) {
    ProcessRecord process;
    process.host = thisHostName();
    process.bootId = thisBootId();
    process.launcherPid = 1;
    if (!writeProcessRecord(run, process))
        qFatal("could not write the process");
}

} // namespace roentgen::tests
