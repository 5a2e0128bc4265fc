// What can be done with the selected runs, as the buttons and the menu in the page's header. Each acts on all of them
// that it can act on, and says how many those are. GUI thread.
#pragma once

#include "app/app_context.h"
#include "app/runs/run_follower.h"
#include "app/runs/run_launcher.h"

#include <QAction>
#include <QWidget>

class QToolButton;

namespace roentgen::app {

class RunRemover;

class RunActions : public QWidget {
    Q_OBJECT
public:
    RunActions(const AppContext& context, RunLauncher* launcher, QWidget* parent = nullptr);

    // The selected runs as the list has them, and what more is known of them; empty until it has been read.
    void setRuns(const QVector<RunRow>& selected, const QVector<RunDetail>& details);
    void setShown(bool shown); // there are runs
    QList<QAction*> menuActions() const { return {m_copyCommand, m_export, m_delete}; }

Q_SIGNALS:
    void runsChanged(); // something was done to them

private:
    using Verb = void (RunLauncher::*)(const QString&, QObject*, RunLauncher::Done);
    void setupButtons();
    void setupMenu();
    void name(QToolButton* button, const QString& text, int count) const;
    void ask(Verb verb, const QStringList& ids, const QString& done);
    void stop();
    void resume();
    void copyCommands();
    void exportCsv();
    void moveAway();
    QStringList toDelete() const; // those that have ended, and are not on their way already

    AppContext m_context;
    RunLauncher* m_launcher;
    RunRemover* m_remover;
    QVector<RunRow> m_runs;
    int m_commands = 0; // as many of them have one, as far as is known
    QToolButton *m_stop, *m_stopNow, *m_resume, *m_review, *m_more;
    QAction *m_copyCommand, *m_export, *m_delete;
};

} // namespace roentgen::app
