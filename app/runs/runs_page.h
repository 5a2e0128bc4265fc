// The Runs page: every run of the workspace, the charts of the chosen one, and what can be done with it.
#pragma once

#include "app/app_context.h"
#include "app/page.h"
#include "app/runs/run_follower.h"
#include "app/runs/run_launcher.h"

#include <QThread>

class QHBoxLayout;
class QLabel;
class QMenu;
class QSlider;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace roentgen::app {

class ChartGrid;
class RunInspector;
class RunListModel;
class RunListPanel;
class RunNotice;
class SweepStrip;

class RunsPage : public Page {
    Q_OBJECT
public:
    explicit RunsPage(const AppContext& context, QWidget* parent = nullptr);
    ~RunsPage() override;

    QString title() const override { return tr("Runs"); }
    QWidget* headerActions() override { return m_actions; }
    void activated() override;
    bool isSettled() const override;
    void open(const QString& runId) override { choose(runId); }
    SweepStrip* sweeps() const { return m_sweeps; }

    void choose(const QString& runId); // also one whose folder has not been seen yet
    QString chosen() const { return m_chosen; }

private:
    void setupActions();
    void setupEmptyPage();
    void setupHeader();
    void setupAxisButtons(QHBoxLayout* row);
    void setupWork();
    void setupSweeps();
    void setupFollower();
    void showIds(const QStringList& ids);
    void showDetail(const RunDetail& detail);
    void updateActions();
    void setOptions();
    void ask(void (RunLauncher::*verb)(const QString&, QObject*, RunLauncher::Done), const QString& done);
    void exportCsv();
    void moveAway();

    AppContext m_context;
    RunLauncher* m_launcher;
    QThread m_thread;
    RunFollower* m_follower; // on m_thread
    RunListModel* m_model;
    ChartOptions m_options;
    QString m_chosen;
    RunDetail m_detail;
    bool m_scanned = false, m_detailShown = false;

    QWidget* m_actions;
    QToolButton *m_stop, *m_stopNow, *m_resume, *m_review, *m_more;
    QMenu* m_menu;
    QAction *m_copyCommand, *m_export, *m_delete;
    QStackedWidget* m_stack;
    QSplitter* m_splitter;
    RunListPanel* m_list;
    SweepStrip* m_sweeps;
    QLabel* m_headline;
    RunNotice* m_notice;
    QWidget* m_work;
    QSlider* m_smoothing;
    ChartGrid* m_charts;
    RunInspector* m_inspector;
};

} // namespace roentgen::app
