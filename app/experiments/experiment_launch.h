// The way from an experiment to its runs: asks where they need more memory than there is, has the launcher start a run,
// a sweep or a run by its script, and goes to what was started. GUI thread.
#pragma once

#include "app/app_context.h"
#include "app/runs/run_launcher.h"

class QWidget;

namespace roentgen::app {

class ExperimentLaunch : public QObject {
    Q_OBJECT
public:
    // window: above it the questions stand; the owner.
    ExperimentLaunch(RunLauncher* launcher, Navigator* navigator, QWidget* window);

    struct Wanted {
        QString name, file; // of the experiment, whichever is shown by the time that it is answered
        bool sweep = false;
    };
    void launch(const Wanted& wanted, const QString& memoryWarning); // "": it fits, as far as is known
    void editScript(const Wanted& wanted);                           // of a Slurm run, before it is launched
    QString goingOn() const { return m_goingOn; }                    // in words; "": nothing
    void setShown(const QString& name);                              // the experiment whose errors answered() tells

Q_SIGNALS:
    void goingOnChanged();
    void answered(const QString& error); // "": it went well

private:
    void setGoingOn(const QString& text);
    void confirm(const Wanted& wanted, const QString& warning);
    void start(const Wanted& wanted, RunLauncher::Memory memory);
    void take(const Wanted& wanted, const LaunchAnswer& answer);
    void openScript(const Wanted& wanted, const LaunchAnswer& shown);
    void showStarted(const LaunchAnswer& answer, bool sweep);
    void say(const QString& text);

    RunLauncher* m_launcher;
    Navigator* m_navigator;
    QWidget* m_window;
    QString m_goingOn, m_shown;
};

} // namespace roentgen::app
