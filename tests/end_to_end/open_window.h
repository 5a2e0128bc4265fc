// The window over a workspace, as the program makes it, in the test's own process; going away closes it.
#pragma once

#include "app/experiments/experiments_page.h"
#include "app/main_window.h"
#include "app/runs/run_row.h"
#include "app/runs/runs_page.h"
#include "app/session.h"

class QToolButton;

class OpenWindow {
public:
    OpenWindow(const QString& workspace, const QString& page);

    roentgen::app::ExperimentsPage* experiments();
    roentgen::app::RunsPage* runs();
    QString page() { return m_session.window()->currentPage(); }
    // A stored experiment is shown and its target chosen in the form's combo boxes; "" or why it cannot be launched.
    QString choose(const QString& experiment, const char* kind, const QString& target);
    // Presses Launch; the id of the run that the Runs page shows then, "" where it shows none within a minute.
    QString launch();
    roentgen::app::RunRow row(const QString& id); // as the run list has it
    int lossPoints();                             // of the chart of the chosen run
    QString notice();                             // the line above the charts; "" while it is hidden
    QToolButton* action(const QString& text);     // of the Runs page's header

private:
    roentgen::app::Session m_session;
};
