// The Runs page: every run of the workspace, the charts of those that are selected, and what can be done with them.
// What the list highlights is what the charts show and the actions act on.
#pragma once

#include "app/app_context.h"
#include "app/page.h"
#include "app/runs/run_colours.h"
#include "app/runs/run_follower.h"
#include "app/runs/run_launcher.h"

#include <QThread>
#include <QTimer>

class QSplitter;
class QStackedWidget;

namespace roentgen::app {

class RunActions;
class RunCentre;
class RunInspector;
class RunListModel;
class RunListPanel;
class SweepStrip;

class RunsPage : public Page {
    Q_OBJECT
public:
    explicit RunsPage(const AppContext& context, QWidget* parent = nullptr);
    ~RunsPage() override;

    QWidget* headerActions() override;
    void activated() override;
    bool isSettled() const override;
    void open(const QString& runId) override { choose(runId); }
    SweepStrip* sweeps() const { return m_sweeps; }

    // Also one whose folder has not been seen yet, or that a filter hides: the filter is then lifted.
    void choose(const QString& runId);
    void choose(const QStringList& runIds); // of those there are
    QString chosen() const { return m_selected.value(0); }
    const QStringList& selected() const { return m_selected; }

private:
    void setupActions();
    void setupBody();
    void setupSweeps();
    void setupStack();
    QWidget* makeInvitation(); // where there are no runs
    void setupFollower();
    void showIds(const QStringList& ids);
    void takeSelection(const QStringList& ids);
    void showChosen(const ChosenRuns& chosen);
    void showReading();
    void showSweep(const std::optional<QSet<QString>>& ids);
    void compareSweep();
    void chooseOfSweep(const QStringList& runIds);
    void updateActions();
    void setOptions();
    bool isShown() const; // what is selected
    QVector<RunRow> selectedRows() const;

    AppContext m_context;
    RunLauncher* m_launcher;
    QThread m_thread;
    RunFollower* m_follower; // on m_thread
    RunListModel* m_model;
    QString m_wanted;       // to be selected as soon as it is there
    QStringList m_selected; // as the list has it
    RunColours m_colours;
    ChosenRuns m_chosen;   // as it was read last
    QTimer m_readingTimer; // until it is said that what is selected is being read
    int m_read = 0;        // of the selected runs
    bool m_scanned = false;

    RunActions* m_actions;
    QStackedWidget* m_stack;
    QSplitter* m_splitter;
    RunListPanel* m_list;
    SweepStrip* m_sweeps;
    RunCentre* m_centre;
    RunInspector* m_inspector;
};

} // namespace roentgen::app
