// Follows the run folders of a workspace on its own thread. What it tells comes from the folders alone, so a run that
// another window, a shell or the far end of ssh started is followed all the same.
#pragma once

#include "app/runs/run_charts.h"
#include "app/runs/run_row.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>
#include <map>
#include <memory>

namespace roentgen::app {

// The chosen run, in full.
struct RunDetail {
    RunRow row;
    RunFolder folder;
    Experiment experiment;
    std::optional<HelloEvent> hello;
    std::vector<WarningEvent> warnings;
    std::vector<std::string> command; // of process.json
    QString log;                      // the last lines of log.txt
    int64_t damagedLines = 0;
    RunCharts charts;
    bool hasBestWeights = false;
};

// Lives on a worker thread; call through the event loop (invokeMethod, queued signals).
class RunFollower : public QObject {
    Q_OBJECT
public:
    explicit RunFollower(QString workspace, QObject* parent = nullptr);

    // Polls twice a second from now on.
    void start();
    void choose(const QString& id); // "": none
    void setChartOptions(ChartOptions options);
    // Looks at once (after something was started, stopped or moved away).
    void poll();

Q_SIGNALS:
    void listed(const QStringList& ids); // newest first
    void rowsChanged(const QVector<roentgen::app::RunRow>& rows);
    void detailChanged(const roentgen::app::RunDetail& detail);
    void firstScanDone();

private:
    struct Known; // what is remembered of a run between two polls
    void scanSome();
    void refreshChosen();
    static RunRow makeRow(RunSummary summary, const RunHistory& history);

    QString m_workspace;
    QTimer m_timer, m_scanTimer;
    std::map<QString, Known> m_known;
    std::deque<QString> m_toScan;
    QStringList m_ids;
    QString m_chosen;
    std::unique_ptr<RunRecord> m_record; // of the chosen run, with all that its charts need
    ChartOptions m_options;
    bool m_chosenChanged = true; // the charts must be made anew
    double m_lastDetail = 0;
    qint64 m_logSize = -1;
    bool m_scannedOnce = false;

public:
    ~RunFollower() override; // after Known is complete
};

// The last lines of a text file, at most maximumBytes, beginning with a whole line; "" where there is none.
QString tailOfFile(const QString& path, qint64 maximumBytes);

} // namespace roentgen::app

Q_DECLARE_METATYPE(roentgen::app::RunDetail)
