// The middle of the Runs page: in one line how the selected runs stand, what is wrong with one, and their charts under
// the controls. GUI thread.
#pragma once

#include "app/runs/run_follower.h"

#include <QWidget>

class QLabel;

namespace roentgen::app {

class ChartControls;
class ChartGrid;
class RunNotice;

class RunCentre : public QWidget {
    Q_OBJECT
public:
    explicit RunCentre(QWidget* parent = nullptr);

    const ChartOptions& options() const; // of the charts that show() is given
    // selected: all of them, drawn or not.
    void show(const ChosenRuns& drawn, const QVector<RunRow>& selected);
    void showCharts(const RunCharts& charts); // of the same runs, with other options
    void showReading(int read, int all);      // instead of what was selected before
    void resetAxes();

Q_SIGNALS:
    void optionsChanged();

private:
    QString headlineOf(const ChosenRuns& drawn, const QVector<RunRow>& selected) const;
    void setHeadline(const QString& text);

    QLabel* m_headline;
    RunNotice* m_notice;
    ChartGrid* m_charts;
    ChartControls* m_controls;
};

} // namespace roentgen::app
