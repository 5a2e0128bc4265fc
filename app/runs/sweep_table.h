// The combinations of a sweep side by side: mean and standard deviation of best headline and speed over the repeats. A
// window of its own; rows are sorted by a click on a column, copied, exported, and open their runs. GUI thread.
#pragma once

#include "engine/protocol/sweep_summary.h"

#include <QDialog>

class QPushButton;
class QTableWidget;

namespace roentgen::app {

class SweepTable : public QDialog {
    Q_OBJECT
public:
    explicit SweepTable(const SweepSummary& summary, QWidget* parent = nullptr);
    QString sweep() const { return QString::fromStdString(m_summary.name); }
    QTableWidget* table() const { return m_table; }
    // Of the same sweep, some runs later: order and selection stay. Of another: nothing happens.
    void showSummary(const SweepSummary& summary);
    QByteArray csv() const; // as `roentgen-run sweep --report --csv` prints it, in the order of the table
    void copyRows() const;  // tab-separated, with the header: the selected ones, or all

Q_SIGNALS:
    void runsRequested(const QStringList& runIds); // of the selected combinations
    void said(const QString& text);

private:
    void setupTable();
    void setupButtons();
    void fill();
    int combinationAt(int row) const; // a row of the summary
    void openRuns();
    void exportCsv();

    SweepSummary m_summary;
    QTableWidget* m_table;
    QPushButton *m_open, *m_export;
};

} // namespace roentgen::app
