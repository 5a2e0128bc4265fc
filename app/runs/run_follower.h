// Follows the run folders of a workspace on its own thread. What it tells comes from the folders alone, so a run that
// another window, a shell or the far end of ssh started is followed all the same.
#pragma once

#include "app/runs/run_charts.h"
#include "app/runs/run_row.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <map>
#include <memory>

namespace roentgen::app {

// A chosen run, in full.
struct RunDetail {
    RunRow row;
    QString label;      // runLabels() of those that are chosen
    int colourSlot = 0; // as it was chosen
    RunFolder folder;
    Experiment experiment;
    std::optional<HelloEvent> hello;
    std::vector<WarningEvent> warnings;
    std::vector<std::string> command; // of process.json
    QString log;                      // the last lines of log.txt, of one that is chosen alone
    int64_t damagedLines = 0;
    bool hasBestWeights = false;
};

// All that are chosen, in the order in which they were, and their charts.
struct ChosenRuns {
    QVector<RunDetail> runs;
    RunCharts charts;
};

struct RunChoice {
    QString id;
    int colourSlot = 0;
    bool operator==(const RunChoice& other) const { return id == other.id && colourSlot == other.colourSlot; }
};

// Lives on a worker thread; call through the event loop (invokeMethod, queued signals). What takes long is done in
// slices, so that another choice made meanwhile takes the place of the one before; long logs are read beside, on
// threads of their own.
class RunFollower : public QObject {
    Q_OBJECT
public:
    explicit RunFollower(QString workspace, QObject* parent = nullptr);

    // Polls twice a second from now on.
    void start();
    void choose(const QVector<RunChoice>& runs);
    void setChartOptions(ChartOptions options);
    // Looks at once (after something was started, stopped or moved away).
    void poll();

Q_SIGNALS:
    void listed(const QStringList& ids); // newest first
    void rowsChanged(const QVector<roentgen::app::RunRow>& rows);
    void chosenChanged(const roentgen::app::ChosenRuns& chosen); // all of them have been read
    void chartsChanged(const roentgen::app::RunCharts& charts);  // of the same, with other options
    void readingChosen(int read, int all);                       // not yet: their logs are long
    void firstScanDone();

private:
    struct Known;  // what is remembered of a run between two polls
    struct Chosen; // what is kept of one that is chosen
    enum class Refreshed { Waits, Same, Changed };
    void scanSome();
    static RunRow takeLook(Known& known); // its watch has looked
    void lookBeside(const QString& id);
    void endScan();
    void refreshChosen();
    void readSome();
    Refreshed refresh(Chosen& chosen);
    void readBeside(const QString& id);
    bool drawSome(const QElapsedTimer& clock);    // false: there is more to do
    bool makeMetrics(const QElapsedTimer& clock); // of those that have none or old ones; false: of some not yet
    RunDetail detailOf(const Chosen& chosen) const;
    void tellChosen();
    RunCharts drawnCharts() const;
    static RunRow makeRow(RunSummary summary, const RunHistory& history);

    QString m_workspace;
    QTimer m_timer, m_scanTimer, m_sliceTimer; // the last one: readSome() has more to do
    std::map<QString, Known> m_known;
    std::deque<QString> m_toScan;
    QStringList m_ids;
    std::vector<Chosen> m_chosen;
    ChartOptions m_options;
    bool m_mustTell = true;                 // others were chosen, or there is news of them
    bool m_mustDraw = false;                // the charts are asked for in another way
    std::optional<double> m_drawnSmoothing; // that is being made
    bool m_scannedShortOnes = false, m_scannedOnce = false;
    int m_looksBeside = 0;
    QSet<QString> m_readBeside; // ids whose records are being read
    QThreadPool m_lookers, m_recordReaders;

public:
    ~RunFollower() override; // after Known and Chosen are complete
};

// The last lines of a text file, at most maximumBytes, beginning with a whole line; "" where there is none.
QString tailOfFile(const QString& path, qint64 maximumBytes);

} // namespace roentgen::app

Q_DECLARE_METATYPE(roentgen::app::ChosenRuns)
