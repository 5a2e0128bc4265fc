// Above the run list: which sweep is looked at, how far it is, and what can be done with it. Hidden where the workspace
// has no sweep. Reads sweep.json; the runs themselves come from the list's model. GUI thread.
#pragma once

#include "app/runs/run_list_model.h"
#include "engine/protocol/sweep_summary.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QToolButton;

namespace roentgen::app {

class SweepStrip : public QWidget {
    Q_OBJECT
public:
    SweepStrip(const QString& workspace, const RunListModel* model, QWidget* parent = nullptr);

    void choose(const QString& sweepName);
    QString chosen() const; // "": all runs
    void refresh();         // looks at the folder; it does so by itself every second
    const std::optional<SweepSummary>& summary() const { return m_summary; }
    const VariedKeys& varied() const { return m_varied; } // of the chosen sweep

Q_SIGNALS:
    void runsChosen(const std::optional<QSet<QString>>& ids); // of the sweep; nothing: all runs
    void cancelRequested(const QString& sweepName);
    void resumeRequested(const QString& sweepName);
    void compareRequested();
    void summarized(); // summary() was made anew

private:
    void setupButtons();
    void listSweepNames();
    void showSummary();
    std::map<std::string, RunSummary> knownRuns() const;

    std::string m_workspace;
    const RunListModel* m_model;
    QTimer m_timer;
    std::vector<std::string> m_names;
    std::optional<SweepSummary> m_summary;
    QSet<QString> m_ids;
    VariedKeys m_varied;
    QComboBox* m_choice;
    QWidget* m_details;
    QProgressBar* m_progress;
    QLabel* m_says;
    QToolButton *m_cancel, *m_resume, *m_compare;
};

} // namespace roentgen::app
