#include "app/experiments/forecaster.h"

#include "app/background_work.h"
#include "app/engine_service.h"
#include "app/experiments/experiment_words.h"
#include "app/experiments/forecast_panel.h"
#include "app/experiments/sweep_words.h"
#include "app/runs/run_launcher.h"
#include "app/runs/run_row.h"
#include "app/studies/data_words.h"
#include "engine/protocol/shell_line.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/target.h"

#include <QLocale>

namespace roentgen::app {

namespace {

std::optional<MemoryNeed> memoryNeedOf(const nlohmann::json& answer) {
    const nlohmann::json memory = answer.is_object() ? answer.value("memory", nlohmann::json()) : nullptr;
    if (!memory.is_object())
        return std::nullopt;
    return MemoryNeed{memory.value("needed_bytes", 0.0), memory.value("machine_bytes", 0.0)};
}

SplitCounts splitCountsOf(const nlohmann::json& answer) {
    const auto count = [&](const char* part, const char* what) {
        return answer.value(part, nlohmann::json::object()).value(what, int64_t(0));
    };
    SplitCounts counts;
    counts.trainImages = count("train", "images");
    counts.trainPatients = count("train", "patients");
    counts.validationImages = count("validation", "images");
    counts.validationPatients = count("validation", "patients");
    counts.testImages = count("test", "images");
    counts.testPatients = count("test", "patients");
    for (const nlohmann::json& problem : answer.value("problems", nlohmann::json::array()))
        if (const std::string code = problem.value("code", "");
            code == "shadowed_folder" || code.rfind("patient_by", 0) == 0)
            counts.warnings << problemText(
                {code, problem.value("message", ""), problem.value("count", int64_t(0)), {}});
    return counts;
}

} // namespace

QString placementOf(const nlohmann::json& answer) {
    const nlohmann::json placement = answer.is_object() ? answer.value("placement", nlohmann::json()) : nullptr;
    return placement.is_object()
               ? ExperimentWords::placement(placement.value("ranks", 1), placement.value("threads_per_rank", 1),
                                            placement.value("bound_to", ""))
               : QString();
}

Forecaster::Forecaster(const AppContext& context, RunLauncher* launcher, ForecastPanel* panel, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_launcher(launcher)
    , m_panel(panel) {}

void Forecaster::askMachine() {
    m_launcher->probe(this, [this](const LaunchAnswer& answer) {
        if (!answer.ok || !answer.json.is_object())
            return;
        const int cores = answer.json.value("cores", 0);
        m_machine = {std::max(1, cores),
                     {answer.json.value("memory_bytes", 0.0), answer.json.value("free_memory_bytes", 0.0),
                      answer.json.value("bf16", false)}};
        showMemory();
        const QString processor = QString::fromStdString(answer.json.value("processor", "")).simplified();
        QStringList parts = {tr("%n core(s)", nullptr, cores)};
        if (const int nodes = answer.json.value("numa_nodes", 1); nodes > 1)
            parts << tr("%n NUMA node(s)", nullptr, nodes);
        if (!processor.isEmpty())
            parts << processor;
        m_panel->setFact(ForecastPanel::Machine, parts.join(QStringLiteral(", ")));
        Q_EMIT machineKnown(cores);
        Q_EMIT answered();
    });
}

void Forecaster::outdate(const Experiment& edited) {
    ++m_generation;
    m_outdated = true;
    m_need.reset();
    m_farNeed.reset();
    m_speed.reset();
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
    m_panel->setBatches(m_question.experiment, m_counts ? std::optional(m_counts->trainImages) : std::nullopt);
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
        {{"op", "split"},
         {"experiment", writeExperiment(experiment)},
         {"workspace", m_context.workspace.toStdString()}},
        this,
        [this, keys](const nlohmann::json& answer) {
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
        const auto text = [&](const char* name) {
            return answer.json.is_object() ? QString::fromStdString(answer.json.value(name, "")) : QString();
        };
        m_panel->setCommand(text("command_line"));
        m_farNeed = memoryNeedOf(answer.json);
        showMemory();
        showPlacement(answer.json);
        // The tool tip has a file's whole name; what else the program says, the words say in the window's language.
        const QString from = text("starts_from");
        m_panel->setFact(ForecastPanel::StartsFrom, ExperimentWords::startsFrom(m_question.experiment, from),
                         from.contains(QLatin1Char('/')) ? from : QString());
        Q_EMIT answered();
    });
}

void Forecaster::askSpeed() {
    m_speed.reset();
    ++m_waiting;
    workInBackground(
        this,
        [workspace = m_context.workspace, experiment = m_question.experiment] {
            return findMeasuredSpeed(workspace, experiment);
        },
        [this, generation = m_generation](const std::optional<MeasuredSpeed>& speed) {
            --m_waiting;
            if (generation != m_generation)
                return;
            m_speed = speed;
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
        [workspace = m_context.workspace, experiment = m_question.experiment, images = m_counts->trainImages,
         machine = m_machine] { return estimateSweep(workspace, experiment, images, machine); },
        [this, generation = m_generation](const std::optional<SweepEstimate>& estimate) {
            --m_waiting;
            if (generation == m_generation)
                showSweep(estimate);
        });
}

void Forecaster::showSweep(const std::optional<SweepEstimate>& estimate) {
    m_need = estimate ? estimate->memory : std::nullopt;
    showMemory();
    Q_EMIT answered();
    if (!estimate) {
        m_panel->setFact(ForecastPanel::Time, {});
        m_panel->setFact(ForecastPanel::Disk, {});
        return;
    }
    const QString time = RunWords::duration(estimate->seconds);
    const QString size = QLocale().formattedDataSize(qint64(estimate->bytes), 1, QLocale::DataSizeSIFormat);
    if (estimate->measuredRuns == estimate->runs)
        m_panel->setFact(ForecastPanel::Time,
                         tr("about %1, at the speed measured in %2").arg(time, estimate->measuredIn));
    else if (estimate->measuredRuns == 0)
        m_panel->setFact(ForecastPanel::Time,
                         tr("very roughly %1, from this machine's cores; no such run was measured yet").arg(time),
                         tr("A factor of two either way. Measured speed takes its place after the first runs."));
    else
        m_panel->setFact(ForecastPanel::Time,
                         tr("roughly %1: measured for %2 of %3 runs, the others from this machine's cores")
                             .arg(time)
                             .arg(estimate->measuredRuns)
                             .arg(estimate->runs));
    m_panel->setFact(ForecastPanel::Disk, estimate->bytesMeasured
                                              ? tr("about %1, as earlier runs took").arg(size)
                                              : tr("about %1, from the size of the models").arg(size));
}

void Forecaster::showTime() {
    if (!m_speed) {
        m_panel->setFact(ForecastPanel::Time, tr("unknown until the first run"),
                         tr("Known once a run of this model, size, batch and ranks was made on this machine"));
        return;
    }
    const QString rate = QLocale().toString(m_speed->imagesPerSecond, 'f', 1);
    if (!m_counts) {
        m_panel->setFact(ForecastPanel::Time, tr("%1 images/s, measured in %2").arg(rate, m_speed->runId));
        return;
    }
    const QString time = RunWords::duration(estimatedSeconds(m_question.experiment, m_counts->trainImages, *m_speed));
    m_panel->setFact(ForecastPanel::Time, tr("about %1, at %2 images/s as in %3").arg(time, rate, m_speed->runId));
}

void Forecaster::showPlacement(const nlohmann::json& answer) {
    const QString text = placementOf(answer);
    const bool crowded = answer.is_object() && answer.contains("placement") && answer["placement"].is_object() &&
                         answer["placement"].value("oversubscribed", false);
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
        estimateMemory(experiment, m_counts ? std::optional(m_counts->trainImages) : std::nullopt, m_machine.memory);
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
