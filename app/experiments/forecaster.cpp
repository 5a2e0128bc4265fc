#include "app/experiments/forecaster.h"

#include "app/background_work.h"
#include "app/engine_service.h"
#include "app/experiments/experiment_words.h"
#include "app/experiments/sweep_words.h"
#include "app/runs/run_launcher.h"
#include "app/runs/run_row.h"
#include "app/studies/data_words.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/shell_line.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/target.h"

#include <QLocale>

namespace roentgen::app {

namespace {

SplitCounts splitCountsOf(const SplitAnswer& answer) {
    SplitCounts counts{answer.train, answer.validation, answer.test, {}};
    for (const DataProblem& problem : answer.problems)
        if (problem.code == "shadowed_folder" || problem.code.rfind("patient_by", 0) == 0)
            counts.warnings << problemText({problem.code, problem.message, problem.count, {}});
    return counts;
}

// The keys on which the split depends, as one text: equal texts, equal splits.
std::string splitKeys(const Experiment& experiment) {
    std::string text;
    for (const ExperimentKey& key : experimentKeys())
        if (key.section == "data" || key.path() == "experiment.seed")
            text += key.path() + "=" + formatKeyValue(key.get(experiment)) + "\n";
    return text;
}

} // namespace

Forecaster::Forecaster(const AppContext& context, RunLauncher* launcher, ForecastPanel* panel, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_launcher(launcher)
    , m_panel(panel) {}

void Forecaster::askMachine() {
    m_launcher->probe(this, [this](const LaunchAnswer& answer) {
        if (!answer.ok)
            return;
        const ProbeAnswer& machine = answer.machine;
        m_machine = {int(machine.cores), {double(machine.memoryBytes), double(machine.freeMemoryBytes), machine.bf16}};
        showMemory();
        if (isSweep(m_question.experiment) && !m_outdated)
            askSweep(); // whose time may be reckoned from the cores
        QStringList parts = {tr("%n core(s)", nullptr, int(machine.cores))};
        if (machine.numaNodes > 1)
            parts << tr("%n NUMA node(s)", nullptr, int(machine.numaNodes));
        if (const QString processor = QString::fromStdString(machine.processor).simplified(); !processor.isEmpty())
            parts << processor;
        m_panel->setFact(ForecastPanel::Machine, parts.join(QStringLiteral(", ")));
        Q_EMIT machineKnown(int(machine.cores));
        Q_EMIT answered();
    });
}

void Forecaster::outdate(const Experiment& edited) {
    ++m_generation;
    m_outdated = true;
    m_need.reset();
    m_farNeed.reset();
    m_run.reset();
    using Panel = ForecastPanel;
    for (const Panel::Fact fact : {Panel::GlobalBatch, Panel::StepsPerEpoch, Panel::AllSteps, Panel::Runs, Panel::Time,
                                   Panel::Disk, Panel::Memory, Panel::Placement})
        m_panel->setFact(fact, QStringLiteral("…"));
    if (splitQuestion(edited) == m_splitAsked)
        return;
    m_splitAsked.clear();
    m_counts.reset();
    m_panel->setCountsUnknown(QStringLiteral("…"));
}

void Forecaster::forget() {
    ++m_generation;
    m_launchError.clear();
    m_dataError.clear();
    m_counts.reset();
    m_splitAsked.clear();
    m_need.reset();
    m_farNeed.reset();
}

void Forecaster::ask(const Question& question) {
    m_question = question;
    m_outdated = false;
    m_need.reset();
    m_farNeed.reset();
    askSplit();
    showBatches();
    const bool sweep = isSweep(question.experiment);
    m_panel->setFactShown(ForecastPanel::Runs, sweep);
    m_panel->setFactShown(ForecastPanel::Disk, sweep);
    m_panel->setFactShown(ForecastPanel::Placement, !sweep);
    m_panel->setLaunchText(sweep);
    m_panel->setScriptShown(question.experiment.target.kind == "slurm" && !question.file.isEmpty() && !sweep);
    if (sweep) {
        askSweep();
    } else {
        askSpeed();
        showTime();
    }
    askDryRun();
    showMemory();
}

void Forecaster::showBatches() {
    m_panel->setBatches(m_question.experiment, m_counts ? std::optional(m_counts->train.images) : std::nullopt);
}

// A target that cannot be read is taken for what its kind usually is.
bool Forecaster::isElsewhere(const Experiment& experiment) const {
    const auto& chosen = experiment.target;
    if (chosen.kind == "local")
        return false;
    const Result<Target> target = readTarget(m_context.workspace.toStdString(), chosen.name);
    return target ? target->isRemote() : chosen.kind == "ssh";
}

std::string Forecaster::splitQuestion(const Experiment& experiment) const {
    return (isElsewhere(experiment) ? "elsewhere\n" : "") + splitKeys(experiment);
}

void Forecaster::askSplit() {
    const Experiment& experiment = m_question.experiment;
    const bool elsewhere = isElsewhere(experiment);
    const std::string keys = splitQuestion(experiment);
    if (keys == m_splitAsked)
        return;
    m_splitAsked = keys;
    m_counts.reset();
    m_dataError.clear();
    if (experiment.data.dataset.empty() || !m_context.dataService) {
        m_panel->setCountsUnknown(experiment.data.dataset.empty() ? tr("no data set chosen yet") : QString());
        return;
    }
    if (m_splitRequest)
        m_context.dataService->cancel(std::exchange(m_splitRequest, 0));
    if (elsewhere) { // a data set of the same name here may be another one
        m_panel->setCountsUnknown(tr("known where it runs"));
        return;
    }
    m_panel->setCountsUnknown(tr("counting…"));
    ++m_waiting;
    m_splitRequest = m_context.dataService->request(
        SplitRequest{writeExperiment(experiment), m_context.workspace.toStdString()}, this,
        [this, keys](const SplitAnswer& answer) {
            splitAnswered(keys, [&] {
                m_counts = splitCountsOf(answer);
                m_panel->setCounts(*m_counts);
            });
        },
        [this, keys](const ServiceError& error) {
            splitAnswered(keys, [&] {
                m_panel->setCountsUnknown(tr("unknown"));
                m_dataError = error.toText();
            });
        });
}

void Forecaster::splitAnswered(const std::string& keys, const std::function<void()>& show) {
    --m_waiting;
    if (keys != m_splitAsked)
        return;
    m_splitRequest = 0;
    show();
    if (!m_outdated) { // else the question that comes tells the rest
        showBatches();
        if (isSweep(m_question.experiment))
            askSweep();
        else
            showTime();
        showMemory();
    }
    Q_EMIT answered();
}

void Forecaster::askDryRun() {
    m_launchError.clear();
    m_panel->setFact(ForecastPanel::Placement, {});
    if (m_question.file.isEmpty()) {
        m_panel->setCommand({});
        m_panel->setFact(ForecastPanel::StartsFrom, m_question.experiment.model.weights == "imagenet"
                                                        ? tr("from ImageNet weights where the workspace has them")
                                                        : tr("from scratch"));
        return;
    }
    if (!m_question.launchable)
        return;
    if (isSweep(m_question.experiment)) {
        m_panel->setCommand(QStringLiteral("roentgen-run sweep %1 --workspace %2")
                                .arg(QString::fromStdString(quoteForShell({m_question.file.toStdString()})),
                                     QString::fromStdString(quoteForShell({m_context.workspace.toStdString()}))));
        m_panel->setFact(ForecastPanel::StartsFrom, {});
        m_launcher->sweepDryRun(m_question.file, this, [this, generation = m_generation](const LaunchAnswer& answer) {
            if (generation != m_generation)
                return;
            m_launchError = answer.ok ? QString() : answer.error;
            Q_EMIT answered();
        });
        return;
    }
    m_launcher->dryRun(m_question.file, this, [this, generation = m_generation](const LaunchAnswer& answer) {
        if (generation != m_generation)
            return;
        m_launchError = answer.ok ? QString() : answer.error;
        const StartAnswer& start = answer.start;
        m_panel->setCommand(QString::fromStdString(start.commandLine));
        m_farNeed.reset();
        if (start.memory)
            m_farNeed = MemoryNeed{start.memory->neededBytes, start.memory->machineBytes};
        showMemory();
        showPlacement(start.placement);
        // The tool tip has a file's whole name; what else the program says, the words say in the window's language.
        const QString from = QString::fromStdString(start.startsFrom);
        m_panel->setFact(ForecastPanel::StartsFrom, ExperimentWords::startsFrom(m_question.experiment, from),
                         from.contains(QLatin1Char('/')) ? from : QString());
        Q_EMIT answered();
    });
}

void Forecaster::askSpeed() {
    m_run.reset();
    ++m_waiting;
    workInBackground(
        this,
        [workspace = m_context.workspace.toStdString(), experiment = m_question.experiment, machine = m_machine] {
            return forecastRuns(workspace, {experiment}, machine).front();
        },
        [this, generation = m_generation](const RunForecast& run) {
            --m_waiting;
            if (generation != m_generation)
                return;
            m_run = run;
            showTime();
        });
}

void Forecaster::askSweep() {
    m_panel->setFact(ForecastPanel::Runs, SweepWords::summary(m_question.experiment));
    if (!m_counts) {
        showSweep(std::nullopt);
        return;
    }
    ++m_waiting;
    workInBackground(
        this,
        [workspace = m_context.workspace.toStdString(), experiment = m_question.experiment,
         images = m_counts->train.images,
         machine = m_machine] { return forecastSweep(workspace, experiment, images, machine); },
        [this, generation = m_generation](const std::optional<SweepForecast>& forecast) {
            --m_waiting;
            if (generation == m_generation)
                showSweep(forecast);
        });
}

void Forecaster::showSweep(const std::optional<SweepForecast>& forecast) {
    m_need = forecast ? forecast->memory : std::nullopt;
    showMemory();
    Q_EMIT answered();
    if (!forecast) {
        m_panel->setFact(ForecastPanel::Time, {});
        m_panel->setFact(ForecastPanel::Disk, {});
        return;
    }
    const QString time = RunWords::duration(forecast->seconds);
    const QString size = QLocale().formattedDataSize(qint64(forecast->bytes), 1, QLocale::DataSizeSIFormat);
    if (forecast->measuredRuns == forecast->runs)
        m_panel->setFact(
            ForecastPanel::Time,
            tr("about %1, at the speed measured in %2").arg(time, QString::fromStdString(forecast->measuredIn)));
    else if (forecast->measuredRuns == 0)
        m_panel->setFact(ForecastPanel::Time,
                         tr("very roughly %1, from this machine's cores; no such run was measured yet").arg(time),
                         tr("A factor of two either way. Measured speed takes its place after the first runs."));
    else
        m_panel->setFact(ForecastPanel::Time,
                         tr("roughly %1: measured for %2 of %3 runs, the others from this machine's cores")
                             .arg(time)
                             .arg(forecast->measuredRuns)
                             .arg(forecast->runs));
    m_panel->setFact(ForecastPanel::Disk, forecast->bytesMeasured
                                              ? tr("about %1, as earlier runs took").arg(size)
                                              : tr("about %1, from the size of the models").arg(size));
}

void Forecaster::showTime() {
    if (!m_run || m_run->measuredIn.empty()) {
        m_panel->setFact(ForecastPanel::Time, tr("unknown until the first run"),
                         tr("Known once a run of this model, size, batch and ranks was made on this machine"));
        return;
    }
    const QString rate = QLocale().toString(m_run->imagesPerSecond, 'f', 1);
    const QString runId = QString::fromStdString(m_run->measuredIn);
    if (!m_counts) {
        m_panel->setFact(ForecastPanel::Time, tr("%1 images/s, measured in %2").arg(rate, runId));
        return;
    }
    const QString time =
        RunWords::duration(estimatedSeconds(m_question.experiment, m_counts->train.images, m_run->imagesPerSecond));
    m_panel->setFact(ForecastPanel::Time, tr("about %1, at %2 images/s as in %3").arg(time, rate, runId));
}

void Forecaster::showPlacement(const std::optional<PlacementAnswer>& placement) {
    const QString text = placement ? ExperimentWords::placement(int(placement->ranks), int(placement->threadsPerRank),
                                                                placement->boundTo)
                                   : QString();
    const bool crowded = placement && placement->oversubscribed;
    m_panel->setFact(
        ForecastPanel::Placement,
        crowded ? tr("%1: more than the cores. They share them and get slower.", "ranks × threads").arg(text) : text,
        {}, crowded ? ForecastPanel::Tone::Warning : ForecastPanel::Tone::Plain);
}

// Of a sweep the run that needs most counts; showSweep() found it.
void Forecaster::showMemory() {
    if (m_outdated)
        return;
    const Experiment& experiment = m_question.experiment;
    const bool here = experiment.target.kind == "local";
    if (!isSweep(experiment))
        m_need = here ? memoryNeed(experiment, experiment.distributed.ranks, m_machine.memory) : m_farNeed;
    const QString tooMuch = memoryWarning();
    const auto estimate =
        estimateMemory(experiment, m_counts ? std::optional(m_counts->train.images) : std::nullopt, m_machine.memory);
    if (!tooMuch.isEmpty()) {
        m_panel->setFact(ForecastPanel::Memory,
                         tr("about %1, more than the %2 that there are")
                             .arg(gigabytes(m_need->neededBytes), gigabytes(m_need->machineBytes)),
                         tooMuch, ForecastPanel::Tone::Warning);
        return;
    }
    if (!estimate) {
        m_panel->setFact(ForecastPanel::Memory, tr("not measured for this model"));
        return;
    }
    m_panel->setFact(ForecastPanel::Memory,
                     tr("about %1").arg(gigabytes(estimate->totalBytes(experiment.distributed.ranks))),
                     tr("A rank takes about %1; films that are kept between epochs take %2")
                         .arg(gigabytes(estimate->rankBytes), gigabytes(estimate->filmsBytes)));
}

QString Forecaster::memoryWarning() const {
    if (!m_need || m_need->fits())
        return {};
    const QString needed = gigabytes(m_need->neededBytes), there = gigabytes(m_need->machineBytes);
    const Experiment& experiment = m_question.experiment;
    if (experiment.target.kind != "local")
        return tr("This needs about %1 of memory; the machine where it runs has %2, and would end it. Lower the ranks, "
                  "the batch or the image size.")
            .arg(needed, there);
    return experiment.distributed.ranks > 1 ? tr("This needs about %1 of memory; this machine has %2, and would end "
                                                 "it. Lower the ranks, the batch or "
                                                 "the image size.")
                                                  .arg(needed, there)
                                            : tr("This needs about %1 of memory; this machine has %2, and would end "
                                                 "it. Lower the batch or the image "
                                                 "size.")
                                                  .arg(needed, there);
}

QString Forecaster::gigabytes(double bytes) {
    return tr("%1 GB").arg(QLocale().toString(bytes / 1e9, 'f', 1));
}

} // namespace roentgen::app
