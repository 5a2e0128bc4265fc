#include "app/experiments/scaling_planner.h"

#include "app/background_jobs.h"
#include "app/error_line.h"

#include <QProcess>
#include <QRegularExpression>

#include <nlohmann/json.hpp>

namespace roentgen::app {

namespace {

constexpr int MostWaitedMilliseconds = 5000;

// The last line of what it said, without the program's name.
QString wordsOf(const QByteArray& said) {
    const QString line = errorLine(said);
    return line.isEmpty()
               ? ScalingPlanner::tr("Could not start roentgen-run: check that Roentgen is installed completely")
               : line;
}

QList<ScalingRow> rowsOf(const QByteArray& json) {
    QList<ScalingRow> rows;
    try {
        const nlohmann::json plan = nlohmann::json::parse(json.toStdString());
        for (const nlohmann::json& point : plan.at("points")) {
            ScalingRow row;
            row.strong = point.at("scaling") == "strong";
            row.hosts = point.at("hosts");
            row.ranks = point.at("ranks");
            row.imagesPerSecond = point.at("images_per_second");
            row.efficiency = point.at("efficiency");
            row.stepSeconds = point.at("step_seconds");
            row.waitedSeconds = point.at("exposed_seconds");
            rows.append(row);
        }
    } catch (const nlohmann::json::exception&) {
        return {};
    }
    return rows;
}

} // namespace

ScalingPlanner::ScalingPlanner(const AppContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_store(context.workspace) {}

// The benchmark ends with the program that waits for it.
ScalingPlanner::~ScalingPlanner() {
    for (QProcess* process : {m_measurement, m_prediction}) {
        if (!process)
            continue;
        process->disconnect(this);
        process->terminate();
        if (!process->waitForFinished(MostWaitedMilliseconds))
            process->kill();
    }
}

void ScalingPlanner::measure(const QString& name, const QString& experimentFile) {
    if (m_measurement)
        return;
    m_measuring = name;
    m_cancelled = false;
    m_turn = m_turns = 0;
    m_said.clear();
    m_measurement = new QProcess(this);
    connect(m_measurement, &QProcess::readyReadStandardError, this, &ScalingPlanner::hear);
    connect(m_measurement, &QProcess::finished, this,
            [this](int code, QProcess::ExitStatus status) { ended(code, status == QProcess::CrashExit); });
    connect(m_measurement, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended(-1, false);
    });
    if (m_context.jobs)
        m_job = m_context.jobs->start(tr("Measuring %1").arg(name), [this] { cancel(); });
    m_measurement->start(m_context.binFolder + QStringLiteral("/roentgen-run"),
                         {QStringLiteral("plan"), QStringLiteral("--json"), QStringLiteral("--hosts"),
                          QStringLiteral("1"), QStringLiteral("--"), experimentFile});
    Q_EMIT progressed();
}

void ScalingPlanner::cancel() {
    if (!m_measurement)
        return;
    m_cancelled = true;
    m_measurement->terminate();
}

void ScalingPlanner::renamed(const QString& name, const QString& newName) {
    if (m_measuring == name)
        m_measuring = newName;
}

void ScalingPlanner::hear() {
    static const QRegularExpression turn(QStringLiteral("^measuring (\\d+) of (\\d+):"),
                                         QRegularExpression::MultilineOption);
    m_said += m_measurement->readAllStandardError();
    QRegularExpressionMatchIterator found = turn.globalMatch(QString::fromUtf8(m_said));
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        m_turn = match.captured(1).toInt();
        m_turns = match.captured(2).toInt();
    }
    if (m_context.jobs && m_turns > 0)
        m_context.jobs->progress(m_job, double(m_turn - 1) / m_turns, tr("%1 of %2").arg(m_turn).arg(m_turns));
    Q_EMIT progressed();
}

void ScalingPlanner::ended(int code, bool crashed) {
    if (!m_measurement)
        return;
    m_said += m_measurement->readAllStandardError();
    const QByteArray json = m_measurement->readAllStandardOutput();
    m_measurement->deleteLater();
    m_measurement = nullptr;
    const QString name = std::exchange(m_measuring, QString());
    if (m_context.jobs)
        m_context.jobs->finish(m_job);
    if (m_cancelled) {
        Q_EMIT cancelled(name);
        return;
    }
    if (code != 0 || crashed) {
        Q_EMIT measuringFailed(name, wordsOf(m_said));
        return;
    }
    if (const Status written = m_store.write(name, json); !written) {
        Q_EMIT measuringFailed(name, QString::fromStdString(written.error().toLine()));
        return;
    }
    Q_EMIT measured(name);
}

void ScalingPlanner::predict(const QString& experimentFile, const ScalingRecord& record, const ScalingLink& link) {
    if (m_prediction) { // of no use any more
        m_prediction->disconnect(this);
        m_prediction->kill();
        connect(m_prediction, &QProcess::finished, m_prediction, &QObject::deleteLater);
    }
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
    auto* process = m_prediction = new QProcess(this);
    connect(process, &QProcess::finished, this, [this, process](int code) { predictionEnded(process, code); });
    connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            predictionEnded(process, -1);
    });
    process->start(m_context.binFolder + QStringLiteral("/roentgen-run"), arguments);
}

void ScalingPlanner::predictionEnded(QProcess* process, int code) {
    process->deleteLater();
    m_prediction = nullptr;
    const QList<ScalingRow> rows = code == 0 ? rowsOf(process->readAllStandardOutput()) : QList<ScalingRow>();
    if (!rows.isEmpty())
        Q_EMIT predicted(rows);
    else
        Q_EMIT failed(wordsOf(process->readAllStandardError()));
}

} // namespace roentgen::app
