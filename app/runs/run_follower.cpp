#include "app/runs/run_follower.h"

#include "app/runs/run_labels.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <limits>

namespace roentgen::app {

namespace {

constexpr int PollMilliseconds = 500, SliceMilliseconds = 25;
constexpr qint64 LogTailBytes = 32 * 1024;
constexpr int64_t LongLogBytes = 4 << 20; // takes long enough to be read that the other runs' states come first
constexpr double DetailSeconds = 1;       // the elapsed time goes on without events

// Of a run elsewhere the results come, and another state may be told, without an event.
using RunStamp = std::array<FileStamp, 4>; // of events, process, remote record, best weights

RunStamp stampsOf(const RunFolder& folder) {
    return {stampOf(folder.eventsFile()), stampOf(folder.processFile()), stampOf(folder.remoteFile()),
            stampOf(folder.bestWeights())};
}

} // namespace

// A run is watched while it goes on, and then only for its row; of the others the stamp is kept.
struct RunFollower::Known {
    RunFolder folder;
    RunStamp stamp;
    std::unique_ptr<RunWatch> watch;
    RunState state = RunState::Prepared;
    bool scanned = false;
};

// Its record holds all that charts need.
struct RunFollower::Chosen {
    RunChoice choice;
    std::unique_ptr<RunRecord> record;
    RunMetrics metrics;
    double smoothing = 0; // of the metrics
    bool metricsAreOld = true;
    double lastLook = 0;
    qint64 logSize = -1;
};

RunFollower::RunFollower(QString workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_timer(this)
    , m_scanTimer(this)
    , m_sliceTimer(this) {
    qRegisterMetaType<ChosenRuns>();
    qRegisterMetaType<QVector<RunRow>>("QVector<roentgen::app::RunRow>");
    m_timer.setInterval(PollMilliseconds);
    m_scanTimer.setInterval(0);
    m_sliceTimer.setInterval(0);
    m_sliceTimer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RunFollower::poll);
    connect(&m_scanTimer, &QTimer::timeout, this, &RunFollower::scanSome);
    connect(&m_sliceTimer, &QTimer::timeout, this, &RunFollower::readSome);
}

RunFollower::~RunFollower() = default;

void RunFollower::start() {
    m_timer.start();
    poll();
}

void RunFollower::choose(const QVector<RunChoice>& runs) {
    std::vector<Chosen> chosen;
    for (const RunChoice& choice : runs) {
        const auto before = std::find_if(m_chosen.begin(), m_chosen.end(),
                                         [&](const Chosen& one) { return one.choice.id == choice.id; });
        chosen.push_back(before == m_chosen.end() ? Chosen() : std::move(*before));
        chosen.back().choice = choice;
    }
    m_chosen = std::move(chosen);
    m_mustTell = true;
    refreshChosen();
}

void RunFollower::setChartOptions(ChartOptions options) {
    for (Chosen& chosen : m_chosen)
        chosen.metricsAreOld = chosen.metricsAreOld || options.axis != m_options.axis;
    m_options = options;
    m_mustTell = true;
    m_sliceTimer.start(); // once for all that a slider says on its way
}

void RunFollower::poll() {
    QStringList ids;
    for (const std::string& id : listRunIds(m_workspace.toStdString()))
        ids += QString::fromStdString(id);
    if (ids != m_ids || !m_scannedOnce) {
        m_ids = ids;
        Q_EMIT listed(ids);
        const QSet<QString> there(ids.begin(), ids.end());
        for (auto known = m_known.begin(); known != m_known.end();)
            known = there.contains(known->first) ? std::next(known) : m_known.erase(known);
        const auto gone = std::remove_if(m_chosen.begin(), m_chosen.end(),
                                         [&](const Chosen& one) { return !there.contains(one.choice.id); });
        m_mustTell = m_mustTell || gone != m_chosen.end();
        m_chosen.erase(gone, m_chosen.end());
    }
    if (!m_sliceTimer.isActive()) // else what is told next would be out of date before it is made
        refreshChosen();
    if (m_toScan.empty())
        m_toScan.assign(m_ids.begin(), m_ids.end());
    m_scanTimer.start();
}

// A slice of the runs that wait, so that a choice made meanwhile is answered soon.
void RunFollower::scanSome() {
    QElapsedTimer clock;
    clock.start();
    QVector<RunRow> rows;
    while (!m_toScan.empty() && clock.elapsed() < SliceMilliseconds) {
        const QString id = m_toScan.front();
        m_toScan.pop_front();
        if (std::any_of(m_chosen.begin(), m_chosen.end(),
                        [&](const Chosen& one) { return one.choice.id == id && one.record; }))
            continue; // refreshChosen() reads that one
        Known& known = m_known[id];
        known.folder.path = (m_workspace + QStringLiteral("/runs/") + id).toStdString();
        const RunStamp stamp = stampsOf(known.folder);
        if (known.scanned && !isGoing(known.state) && known.stamp == stamp)
            continue;
        if (!known.watch)
            known.watch = std::make_unique<RunWatch>(known.folder);
        known.watch->look();
        known.stamp = stamp;
        known.scanned = true;
        rows.append(makeRow(known.watch->summary(), known.watch->history()));
        known.state = rows.last().summary.state;
        if (!isGoing(known.state))
            known.watch.reset();
    }
    if (!rows.isEmpty())
        Q_EMIT rowsChanged(rows);
    if (m_toScan.empty()) {
        m_scanTimer.stop();
        if (!m_scannedOnce)
            Q_EMIT firstScanDone();
        m_scannedOnce = true;
        if (std::any_of(m_chosen.begin(), m_chosen.end(), [](const Chosen& one) { return !one.record; }))
            refreshChosen();
    }
}

RunRow RunFollower::makeRow(RunSummary summary, const RunHistory& history) {
    RunRow row;
    row.summary = std::move(summary);
    row.id = QString::fromStdString(row.summary.id);
    for (const RunHistory::ValidationPoint& point : history.validations)
        row.trend.append(point.validation.metrics.headlineValue().value_or(std::numeric_limits<double>::quiet_NaN()));
    row.loaded = true;
    return row;
}

// Those that have been read before; then the others, in slices.
void RunFollower::refreshChosen() {
    QVector<RunRow> rows;
    for (Chosen& chosen : m_chosen)
        if (chosen.record && refresh(chosen) == Refreshed::Changed)
            rows.append(makeRow(chosen.record->summary(), chosen.record->history()));
    m_mustTell = m_mustTell || !rows.isEmpty();
    if (!rows.isEmpty())
        Q_EMIT rowsChanged(rows);
    readSome();
}

void RunFollower::readSome() {
    QElapsedTimer clock;
    clock.start();
    QVector<RunRow> rows;
    int read = 0;
    bool goesOn = false;
    for (Chosen& chosen : m_chosen) {
        goesOn = goesOn || (!chosen.record && clock.elapsed() >= SliceMilliseconds);
        if (!chosen.record && !goesOn && refresh(chosen) == Refreshed::Changed)
            rows.append(makeRow(chosen.record->summary(), chosen.record->history()));
        read += chosen.record != nullptr;
    }
    m_mustTell = m_mustTell || !rows.isEmpty();
    if (!rows.isEmpty())
        Q_EMIT rowsChanged(rows);
    if (read < int(m_chosen.size()))
        Q_EMIT readingChosen(read, int(m_chosen.size()));
    else if (m_mustTell && makeMetrics(clock))
        tellChosen();
    else
        goesOn = m_mustTell;
    if (goesOn)
        m_sliceTimer.start();
}

bool RunFollower::makeMetrics(const QElapsedTimer& clock) {
    for (Chosen& chosen : m_chosen) {
        if (!chosen.metricsAreOld && chosen.smoothing == m_options.smoothing)
            continue;
        if (clock.elapsed() >= SliceMilliseconds)
            return false;
        if (chosen.metricsAreOld)
            chosen.metrics = RunMetricMaker(*chosen.record, m_options).make();
        else
            smoothAnew(chosen.metrics, m_options.smoothing);
        chosen.smoothing = m_options.smoothing;
        chosen.metricsAreOld = false;
    }
    return true;
}

RunFollower::Refreshed RunFollower::refresh(Chosen& chosen) {
    Known& known = m_known[chosen.choice.id];
    known.folder.path = (m_workspace + QStringLiteral("/runs/") + chosen.choice.id).toStdString();
    if (!chosen.record && !m_scannedOnce && stampOf(known.folder.eventsFile()).bytes > LongLogBytes)
        return Refreshed::Waits; // scanSome() comes back to it
    known.watch.reset();
    const bool isNew = !chosen.record;
    if (isNew)
        chosen.record = std::make_unique<RunRecord>(known.folder);
    const RunStamp stamp = stampsOf(known.folder);
    const bool newFiles = !known.scanned || !(known.stamp == stamp);
    known.stamp = stamp;
    known.scanned = true;
    const bool newEvents = chosen.record->update();
    chosen.metricsAreOld = chosen.metricsAreOld || newEvents;
    const qint64 logSize = QFileInfo(QString::fromStdString(known.folder.logFile())).size();
    const RunState state = chosen.record->state();
    const double now = secondsSince1970();
    const bool clockMoved = isGoing(state) && now - chosen.lastLook >= DetailSeconds;
    if (!isNew && !newEvents && !newFiles && !clockMoved && state == known.state && logSize == chosen.logSize)
        return Refreshed::Same;
    known.state = state;
    chosen.logSize = logSize;
    chosen.lastLook = now;
    return Refreshed::Changed;
}

RunDetail RunFollower::detailOf(const Chosen& chosen) const {
    const RunRecord& record = *chosen.record;
    RunDetail detail;
    detail.row = makeRow(record.summary(), record.history());
    detail.colourSlot = chosen.choice.colourSlot;
    detail.folder = record.folder();
    detail.experiment = record.experiment();
    detail.hello = record.history().hello;
    detail.warnings = record.history().warnings;
    if (Result<ProcessRecord> process = readProcessRecord(record.folder()))
        detail.command = process->command;
    else
        detail.command = readRemoteCommand(record.folder());
    if (m_chosen.size() == 1) // of several it is not shown
        detail.log = tailOfFile(QString::fromStdString(record.folder().logFile()), LogTailBytes);
    detail.damagedLines = record.damagedLines();
    detail.hasBestWeights = QFileInfo::exists(QString::fromStdString(record.folder().bestWeights()));
    return detail;
}

void RunFollower::tellChosen() {
    ChosenRuns told;
    QVector<RunRow> rows;
    QVector<DrawnRun> drawn;
    for (Chosen& chosen : m_chosen) {
        told.runs.append(detailOf(chosen));
        rows.append(told.runs.last().row);
        drawn.append({QString(), chosen.choice.colourSlot, chosen.record->state(), told.runs.last().hello.has_value(),
                      rows.last().summary.headline, chosen.metrics});
    }
    const QStringList labels = runLabels(rows);
    for (int i = 0; i < int(labels.size()); ++i)
        told.runs[i].label = drawn[i].label = labels[i];
    told.charts = RunChartMaker(drawn, m_options.axis).make();
    m_mustTell = false;
    Q_EMIT chosenChanged(told);
}

QString tailOfFile(const QString& path, qint64 maximumBytes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const qint64 skipped = std::max<qint64>(0, file.size() - maximumBytes);
    file.seek(skipped);
    QByteArray bytes = file.readAll();
    if (skipped > 0)
        bytes.remove(0, bytes.indexOf('\n') + 1);
    return QString::fromUtf8(bytes);
}

} // namespace roentgen::app
