#include "app/runs/run_follower.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <limits>

namespace roentgen::app {

namespace {

constexpr int PollMilliseconds = 500, ScanSliceMilliseconds = 25;
constexpr qint64 LogTailBytes = 32 * 1024;
constexpr int64_t LongLogBytes = 4 << 20; // takes long enough to be read that the other runs' states come first
constexpr double DetailSeconds = 1;       // the elapsed time goes on without events

// Of a run elsewhere the results come, and another state may be told, without an event.
using RunStamp = std::array<FileStamp, 4>; // of events, process, remote record, best weights

RunStamp stampsOf(const RunFolder& folder) {
    return {stampOf(folder.eventsFile()), stampOf(folder.processFile()), stampOf(remoteFile(folder)),
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

RunFollower::RunFollower(QString workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_timer(this)
    , m_scanTimer(this) {
    qRegisterMetaType<RunDetail>();
    qRegisterMetaType<QVector<RunRow>>("QVector<roentgen::app::RunRow>");
    m_timer.setInterval(PollMilliseconds);
    m_scanTimer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &RunFollower::poll);
    connect(&m_scanTimer, &QTimer::timeout, this, &RunFollower::scanSome);
}

RunFollower::~RunFollower() = default;

void RunFollower::start() {
    m_timer.start();
    poll();
}

void RunFollower::choose(const QString& id) {
    if (id == m_chosen)
        return;
    m_record.reset();
    m_chosen = id;
    m_chosenChanged = true;
    m_logSize = -1;
    refreshChosen();
}

void RunFollower::setChartOptions(ChartOptions options) {
    m_options = options;
    m_chosenChanged = true;
    refreshChosen();
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
        if (!there.contains(m_chosen)) {
            m_chosen.clear();
            m_record.reset();
        }
    }
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
    while (!m_toScan.empty() && clock.elapsed() < ScanSliceMilliseconds) {
        const QString id = m_toScan.front();
        m_toScan.pop_front();
        if (id == m_chosen && m_record) // refreshChosen() reads that one
            continue;
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
        if (!m_record)
            refreshChosen();
    }
}

RunRow RunFollower::makeRow(RunSummary summary, const RunHistory& history) {
    RunRow row;
    row.summary = std::move(summary);
    row.id = QString::fromStdString(row.summary.id);
    for (const RunHistory::ValidationPoint& point : history.validations)
        row.meanAucs.append(point.validation.meanAuc.value_or(std::numeric_limits<double>::quiet_NaN()));
    row.loaded = true;
    return row;
}

void RunFollower::refreshChosen() {
    if (m_chosen.isEmpty())
        return;
    Known& known = m_known[m_chosen];
    known.folder.path = (m_workspace + QStringLiteral("/runs/") + m_chosen).toStdString();
    if (!m_record && !m_scannedOnce && stampOf(known.folder.eventsFile()).bytes > LongLogBytes)
        return; // scanSome() comes back to it
    known.watch.reset();
    if (!m_record) {
        m_record = std::make_unique<RunRecord>(known.folder);
        m_chosenChanged = true;
    }
    const RunStamp stamp = stampsOf(known.folder);
    const bool newFiles = !known.scanned || !(known.stamp == stamp);
    known.stamp = stamp;
    known.scanned = true;
    const bool newEvents = m_record->update() || newFiles;
    const QString logPath = QString::fromStdString(known.folder.logFile());
    const qint64 logSize = QFileInfo(logPath).size();
    const RunRow row = makeRow(m_record->summary(), m_record->history());
    const double now = secondsSince1970();
    const bool stateChanged = row.summary.state != known.state;
    const bool clockMoved = isGoing(row.summary.state) && now - m_lastDetail >= DetailSeconds;
    if (!newEvents && !m_chosenChanged && !stateChanged && !clockMoved && logSize == m_logSize)
        return;
    known.state = row.summary.state;

    RunDetail detail;
    detail.row = row;
    detail.folder = known.folder;
    detail.experiment = m_record->experiment();
    detail.hello = m_record->history().hello;
    detail.warnings = m_record->history().warnings;
    if (Result<ProcessRecord> process = readProcessRecord(known.folder))
        detail.command = process->command;
    else
        detail.command = readRemoteCommand(known.folder);
    detail.log = tailOfFile(logPath, LogTailBytes);
    detail.damagedLines = m_record->damagedLines();
    detail.hasBestWeights = QFileInfo::exists(QString::fromStdString(known.folder.bestWeights()));
    detail.charts = RunChartMaker(*m_record, m_options).make();
    m_logSize = logSize;
    m_lastDetail = now;
    m_chosenChanged = false;
    Q_EMIT rowsChanged({row});
    Q_EMIT detailChanged(detail);
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
