#include "app/experiments/scaling_planner.h"

#include "app/background_jobs.h"
#include "engine/protocol/messages/message_text.h"

namespace roentgen::app {

namespace {

QList<ScalingRow> rowsOf(const PlanAnswer& plan) {
    QList<ScalingRow> rows;
    for (const PlanPoint& point : plan.points)
        rows.append({point.scaling == "strong", int(point.hosts), int(point.ranks), point.imagesPerSecond,
                     point.efficiency, point.stepSeconds, point.exposedSeconds});
    return rows;
}

} // namespace

ScalingPlanner::ScalingPlanner(const AppContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_store(context.workspace) {}

void ScalingPlanner::measure(const QString& name, const QString& experimentFile) {
    if (m_measurement)
        return;
    m_measuring = name;
    m_turn = m_turns = 0;
    m_measurement = new EngineCall(
        m_context.binFolder + QStringLiteral("/roentgen-run"),
        {QStringLiteral("plan"), QStringLiteral("--json"), QStringLiteral("--progress"), QStringLiteral("--hosts"),
         QStringLiteral("1"), QStringLiteral("--"), experimentFile},
        EngineCall::Effect::OnlyAsks, this, [this](const EngineOutcome& outcome) { measurementEnded(outcome); });
    connect(m_measurement, &EngineCall::progressed, this, &ScalingPlanner::hear);
    if (m_context.jobs)
        m_job = m_context.jobs->start(tr("Measuring %1").arg(name), [this] { cancel(); });
    Q_EMIT progressed();
}

// The benchmark ends with the program that waits for it.
void ScalingPlanner::cancel() {
    if (m_measurement)
        m_measurement->cancel();
}

void ScalingPlanner::renamed(const QString& name, const QString& newName) {
    if (m_measuring == name)
        m_measuring = newName;
}

void ScalingPlanner::hear(const Progress& progress) {
    m_turn = int(progress.turn);
    m_turns = int(progress.turns);
    if (m_context.jobs)
        m_context.jobs->progress(m_job, progress.progress, tr("%1 of %2").arg(m_turn).arg(m_turns));
    Q_EMIT progressed();
}

void ScalingPlanner::measurementEnded(const EngineOutcome& outcome) {
    m_measurement = nullptr;
    const QString name = std::exchange(m_measuring, QString());
    if (m_context.jobs)
        m_context.jobs->finish(m_job);
    if (outcome.error.cancelled) {
        Q_EMIT cancelled(name);
        return;
    }
    if (!outcome.ok) {
        Q_EMIT measuringFailed(name, outcome.error.toText());
        return;
    }
    const auto plan = readMessage<PlanAnswer>(outcome.answer.toStdString());
    const Status kept = plan ? m_store.write(name, *plan) : Status(plan.error());
    if (!kept) {
        Q_EMIT measuringFailed(name, QString::fromStdString(kept.error().toLine()));
        return;
    }
    Q_EMIT measured(name);
}

void ScalingPlanner::predict(const QString& experimentFile, const ScalingRecord& record, const ScalingLink& link) {
    delete m_prediction; // of no use any more
    QStringList arguments = {QStringLiteral("plan"),
                             QStringLiteral("--json"),
                             QStringLiteral("--scaling"),
                             QStringLiteral("both"),
                             QStringLiteral("--hosts"),
                             link.hosts,
                             QStringLiteral("--bandwidth-gbit"),
                             QString::number(link.gigabits, 'g', 12),
                             QStringLiteral("--latency-us"),
                             QString::number(link.microseconds, 'g', 12),
                             QStringLiteral("--measurement"),
                             record.file};
    // What was measured is shown, whatever the experiment has become since.
    for (const char* key : {"training.local_batch", "model.normalization"})
        if (const std::string value = record.setting(key); !value.empty())
            arguments << QStringLiteral("--set") << QString::fromStdString(key + ("=" + value));
    arguments << QStringLiteral("--") << experimentFile;
    m_prediction = new EngineCall(m_context.binFolder + QStringLiteral("/roentgen-run"), arguments,
                                  EngineCall::Effect::OnlyAsks, this, [this](const EngineOutcome& outcome) {
                                      m_prediction = nullptr;
                                      const auto plan = readMessage<PlanAnswer>(outcome.answer.toStdString());
                                      if (!outcome.ok)
                                          Q_EMIT failed(outcome.error.toText());
                                      else if (!plan)
                                          Q_EMIT failed(QString::fromStdString(plan.error().toLine()));
                                      else
                                          Q_EMIT predicted(rowsOf(*plan));
                                  });
}

} // namespace roentgen::app
