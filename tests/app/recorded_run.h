// Run folders for tests, written by the protocol's own writer as a trainer would.
#pragma once

#include "engine/protocol/event_log.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/run_folder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QString>

namespace roentgen::test {

class RecordedRun {
public:
    RecordedRun(const QString& workspace, const QString& id, const Experiment& experiment = {})
        : m_folder{(workspace + QStringLiteral("/runs/") + id).toStdString()} {
        QDir().mkpath(QString::fromStdString(m_folder.path));
        Experiment named = experiment;
        named.experiment.name = id.section(QLatin1Char('-'), 0, 0).toStdString();
        QFile file(QString::fromStdString(m_folder.experimentFile())); // not flushed to the disk: faster
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(writeExperiment(named))) < 0)
            qFatal("could not write the experiment");
    }

    const RunFolder& folder() const { return m_folder; }

    // A new attempt appends, as a resumed trainer does.
    void begin(int64_t epochs, int64_t stepsPerEpoch, std::vector<std::string> classes, int ranks = 1,
               std::optional<HelloEvent::Position> resumedFrom = {}) {
        Result<EventWriter> writer = EventWriter::open(m_folder.eventsFile());
        if (!writer)
            qFatal("could not open the events");
        m_writer = writer.take();
        HelloEvent hello;
        hello.host = thisHostName();
        hello.ranks = ranks;
        hello.classes = std::move(classes);
        hello.epochs = epochs;
        hello.stepsPerEpoch = stepsPerEpoch;
        hello.trainImages = stepsPerEpoch * 16 * ranks;
        hello.startedFrom = "scratch";
        hello.resumedFrom = resumedFrom;
        append(hello);
    }

    void step(int64_t epoch, int64_t step, double loss, std::vector<StageSeconds> stages = {},
              double imagesPerSecond = 20, double learningRate = 0.001, double gradientNorm = 1.5) {
        StepEvent event;
        event.epoch = epoch;
        event.step = step;
        event.loss = loss;
        event.learningRate = learningRate;
        event.gradientNorm = gradientNorm;
        event.imagesPerSecond = imagesPerSecond;
        event.stages = std::move(stages);
        append(event);
    }

    void validation(int64_t epoch, int64_t step, double loss,
                    const std::vector<std::pair<std::string, std::optional<double>>>& auc, std::optional<double> mean) {
        ValidationEvent event;
        event.epoch = epoch;
        event.step = step;
        event.loss = loss;
        event.metrics = metricsOfProtocol1(mean, auc);
        append(event);
    }

    void append(RunEvent::Body body) {
        if (!m_writer.append(std::move(body)))
            qFatal("could not append an event");
    }

private:
    RunFolder m_folder;
    EventWriter m_writer;
};

// The process that a run's folder names: this test, which lives, or one that is gone (none has this start time).
enum class RunProcess { Alive, Gone };
inline void recordProcess(const RecordedRun& run, RunProcess process) {
    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.launcherPid = QCoreApplication::applicationPid();
    record.launcherStartTicks = process == RunProcess::Alive ? processStartTicks(record.launcherPid) : 1;
    record.command = {"roentgen-train", "experiment.toml"};
    if (!writeProcessRecord(run.folder(), record))
        qFatal("could not write the process");
}

inline void recordFinished(const QString& workspace, const QString& id, double best,
                           const Experiment& experiment = {}) {
    RecordedRun run(workspace, id, experiment);
    run.begin(1, 2, {"Mass", "Hernia"});
    run.step(1, 1, 0.9);
    run.step(1, 2, 0.7);
    run.validation(1, 2, 0.8, {{"Mass", best}, {"Hernia", best}}, best);
    run.append(FinishedEvent{best, 2});
}

} // namespace roentgen::test
