#include "app/runs/run_follower.h"

#include "app/background_work.h"
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
constexpr int64_t LongLogBytes = 4 << 20; // takes so long to be read that it is read beside everything else
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
    bool isRead = false; // beside, just now
};

// Its record holds all that charts need.
struct RunFollower::Chosen {
    RunChoice choice;
    std::unique_ptr<RunRecord> record;
    RunMetrics metrics;
    double smoothing = 0;      // of the metrics
    bool smoothedAlone = true; // those that are shown of one run, or of several
    bool metricsAreOld = true;
    QString label; // as it was told
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
    qRegisterMetaType<RunCharts>("roentgen::app::RunCharts");
    qRegisterMetaType<QVector<RunRow>>("QVector<roentgen::app::RunRow>");
    m_timer.setInterval(PollMilliseconds);
    m_scanTimer.setInterval(0);
    m_sliceTimer.setInterval(0);
    m_sliceTimer.setSingleShot(true);
    for (QThreadPool* readers : {&m_lookers, &m_recordReaders}) {
        readers->setMaxThreadCount(1);
        readers->setThreadPriority(QThread::LowPriority);
    }
    connect(&m_timer, &QTimer::timeout, this, &RunFollower::poll);
    connect(&m_scanTimer, &QTimer::timeout, this, &RunFollower::scanSome);
    connect(&m_sliceTimer, &QTimer::timeout, this, &RunFollower::readSome);
}

RunFollower::~RunFollower() {
    for (QThreadPool* readers : {&m_lookers, &m_recordReaders})
        readers->clear(); // and waits for what is being read
}

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
    m_mustDraw = true;
    if (!m_sliceTimer.isActive())
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
        if (known.isRead || (known.scanned && !isGoing(known.state) && known.stamp == stamp))
            continue;
        known.stamp = stamp;
        if (!known.watch && stamp[0].bytes > LongLogBytes) {
            lookBeside(id);
            continue;
        }
        if (!known.watch)
            known.watch = std::make_unique<RunWatch>(known.folder);
        known.watch->look();
        rows.append(takeLook(known));
    }
    if (!rows.isEmpty())
        Q_EMIT rowsChanged(rows);
    if (m_toScan.empty()) {
        m_scanTimer.stop();
        m_scannedShortOnes = true;
        endScan();
    }
}

RunRow RunFollower::takeLook(Known& known) {
    RunRow row = makeRow(known.watch->summary(), known.watch->history());
    known.scanned = true;
    known.state = row.summary.state;
    if (!isGoing(known.state))
        known.watch.reset();
    return row;
}

// A log of a hundred megabytes that no digest stands for takes a second or more.
void RunFollower::lookBeside(const QString& id) {
    m_known[id].isRead = true;
    ++m_looksBeside;
    workInBackground(
        this, &m_lookers,
        [folder = m_known[id].folder] {
            auto watch = std::make_unique<RunWatch>(folder);
            watch->look();
            return watch;
        },
        [this, id](std::unique_ptr<RunWatch> watch) {
            --m_looksBeside;
            if (const auto known = m_known.find(id); known != m_known.end()) {
                known->second.isRead = false;
                known->second.watch = std::move(watch);
                Q_EMIT rowsChanged({takeLook(known->second)});
            }
            endScan();
        });
}

void RunFollower::endScan() {
    if (!m_scannedOnce && m_toScan.empty() && m_looksBeside == 0) {
        m_scannedOnce = true;
        Q_EMIT firstScanDone();
    }
    if (std::any_of(m_chosen.begin(), m_chosen.end(), [](const Chosen& one) { return !one.record; }))
        refreshChosen();
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
    else if (m_mustTell || m_mustDraw)
        goesOn = !drawSome(clock);
    if (goesOn)
        m_sliceTimer.start();
}

// A slider that moves on meanwhile does not keep the charts from being drawn: they are with the smoothing that was
// asked for when their making began, and then again.
bool RunFollower::drawSome(const QElapsedTimer& clock) {
    if (!m_drawnSmoothing)
        m_drawnSmoothing = m_options.smoothing;
    if (!makeMetrics(clock))
        return false;
    const bool isUpToDate = *m_drawnSmoothing == m_options.smoothing;
    m_drawnSmoothing.reset();
    if (m_mustTell)
        tellChosen();
    else
        Q_EMIT chartsChanged(drawnCharts());
    m_mustTell = false;
    m_mustDraw = !isUpToDate;
    return isUpToDate;
}

bool RunFollower::makeMetrics(const QElapsedTimer& clock) {
    const double smoothing = *m_drawnSmoothing;
    const bool alone = m_chosen.size() < 2;
    for (Chosen& chosen : m_chosen) {
        if (!chosen.metricsAreOld && chosen.smoothing == smoothing && chosen.smoothedAlone == alone)
            continue;
        if (clock.elapsed() >= SliceMilliseconds)
            return false;
        if (chosen.metricsAreOld)
            chosen.metrics = RunMetricMaker(*chosen.record, {m_options.axis, smoothing}).make();
        else
            smoothAnew(chosen.metrics, smoothing, alone);
        chosen.smoothing = smoothing;
        chosen.smoothedAlone = alone;
        chosen.metricsAreOld = false;
    }
    return true;
}

RunFollower::Refreshed RunFollower::refresh(Chosen& chosen) {
    Known& known = m_known[chosen.choice.id];
    known.folder.path = (m_workspace + QStringLiteral("/runs/") + chosen.choice.id).toStdString();
    if (!chosen.record && stampOf(known.folder.eventsFile()).bytes > LongLogBytes) {
        if (m_scannedShortOnes && known.scanned) // else endScan() comes back to it: the states come first
            readBeside(chosen.choice.id);
        return Refreshed::Waits;
    }
    known.watch.reset();
    const bool isNew = chosen.logSize < 0;
    if (!chosen.record)
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

// Who chooses another meanwhile does not wait for this one.
void RunFollower::readBeside(const QString& id) {
    if (m_readBeside.contains(id))
        return;
    m_readBeside.insert(id);
    workInBackground(
        this, &m_recordReaders,
        [folder = m_known[id].folder] {
            auto record = std::make_unique<RunRecord>(folder);
            record->update();
            return record;
        },
        [this, id](std::unique_ptr<RunRecord> record) {
            m_readBeside.remove(id);
            const auto chosen = std::find_if(m_chosen.begin(), m_chosen.end(),
                                             [&](const Chosen& one) { return one.choice.id == id && !one.record; });
            if (chosen == m_chosen.end())
                return;
            chosen->record = std::move(record);
            refreshChosen();
        });
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
    for (const Chosen& chosen : m_chosen) {
        told.runs.append(detailOf(chosen));
        rows.append(told.runs.last().row);
    }
    const QStringList labels = runLabels(rows);
    for (int i = 0; i < int(labels.size()); ++i)
        told.runs[i].label = m_chosen[size_t(i)].label = labels[i];
    told.charts = drawnCharts();
    Q_EMIT chosenChanged(told);
}

RunCharts RunFollower::drawnCharts() const {
    QVector<DrawnRun> drawn;
    for (const Chosen& chosen : m_chosen)
        drawn.append({chosen.label, chosen.choice.colourSlot, chosen.record->state(),
                      chosen.record->history().hello.has_value(), chosen.record->history().headline(), chosen.metrics});
    return RunChartMaker(drawn, m_options.axis).make();
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
