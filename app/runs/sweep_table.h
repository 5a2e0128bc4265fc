// The combinations of a sweep side by side: mean and standard deviation of best AUC and speed over the repeats.
// GUI thread.
#pragma once

#include "engine/protocol/sweep_summary.h"

#include <QDialog>

class QTableWidget;

namespace roentgen::app {

class SweepTable : public QDialog {
    Q_OBJECT
public:
    explicit SweepTable(const SweepSummary& summary, QWidget* parent = nullptr);
    QTableWidget* table() const { return m_table; }
    void showSummary(const SweepSummary& summary); // of the same sweep, some runs later; of another: nothing happens

private:
    void fill(const SweepSummary& summary);
    void copyRows() const; // tab-separated, with the header

    std::string m_sweep;
    QTableWidget* m_table;
};

} // namespace roentgen::app
