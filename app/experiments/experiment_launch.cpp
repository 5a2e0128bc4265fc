#include "app/experiments/experiment_launch.h"

#include "app/experiments/script_dialog.h"

#include <QMessageBox>
#include <QPushButton>

namespace roentgen::app {

ExperimentLaunch::ExperimentLaunch(RunLauncher* launcher, Navigator* navigator, QWidget* window)
    : QObject(window)
    , m_launcher(launcher)
    , m_navigator(navigator)
    , m_window(window) {}

void ExperimentLaunch::setShown(const QString& name) {
    m_shown = name;
}

void ExperimentLaunch::setGoingOn(const QString& text) {
    m_goingOn = text;
    Q_EMIT goingOnChanged();
}

void ExperimentLaunch::say(const QString& text) {
    Q_EMIT m_navigator->messageRequested(text);
}

void ExperimentLaunch::launch(const Wanted& wanted, const QString& memoryWarning) {
    if (!memoryWarning.isEmpty())
        return confirm(wanted, memoryWarning);
    start(wanted, RunLauncher::Memory::Checked);
}

// Another experiment may be chosen before the question comes, and before it is answered.
void ExperimentLaunch::confirm(const Wanted& wanted, const QString& warning) {
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Launch %1").arg(wanted.name), warning, QMessageBox::NoButton,
                                m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* nevertheless = box->addButton(tr("Launch nevertheless"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(nevertheless, &QPushButton::clicked, this, [this, wanted] {
        if (m_goingOn.isEmpty())
            start(wanted, RunLauncher::Memory::Forced);
    });
    box->open();
}

void ExperimentLaunch::start(const Wanted& wanted, RunLauncher::Memory memory) {
    setGoingOn(tr("Starting…"));
    const auto verb = wanted.sweep ? &RunLauncher::sweep : &RunLauncher::start;
    (m_launcher->*verb)(wanted.file, memory, this,
                        [this, wanted](const LaunchAnswer& answer) { take(wanted, answer); });
}

void ExperimentLaunch::take(const Wanted& wanted, const LaunchAnswer& answer) {
    // Of another machine, or of one that has less by now, the launcher alone knows it.
    const QString error = answer.tooMuch.isEmpty() ? answer.error : QString();
    if (wanted.name == m_shown)
        Q_EMIT answered(error);
    else if (!error.isEmpty())
        say(tr("%1: %2", "an experiment, and why it could not be launched").arg(wanted.name, error));
    setGoingOn({});
    if (!answer.tooMuch.isEmpty())
        return confirm(wanted, answer.tooMuch);
    if (answer.ok)
        showStarted(answer, wanted.sweep);
}

void ExperimentLaunch::showStarted(const LaunchAnswer& answer, bool sweep) {
    if (sweep) {
        const QString name = QString::fromStdString(answer.sweep.sweep);
        say(tr("Sweep %1 started: %n run(s)", nullptr, int(answer.sweep.runs)).arg(name));
        Q_EMIT m_navigator->sweepRequested(name);
        return;
    }
    const QString run = QString::fromStdString(answer.start.run);
    say(tr("%1 started").arg(run));
    Q_EMIT m_navigator->runRequested(run);
}

void ExperimentLaunch::editScript(const Wanted& wanted) {
    setGoingOn(tr("Asking for the script…"));
    m_launcher->dryRun(wanted.file, this, [this, wanted](const LaunchAnswer& shown) {
        const bool isShown = wanted.name == m_shown;
        if (isShown)
            Q_EMIT answered(shown.error);
        setGoingOn({});
        if (shown.ok && isShown)
            openScript(wanted, shown);
    });
}

// The script names its run's folder, so the run is started under the id that was shown.
void ExperimentLaunch::openScript(const Wanted& wanted, const LaunchAnswer& shown) {
    const QString run = QString::fromStdString(shown.start.run);
    auto* dialog = new ScriptDialog(run, QString::fromStdString(shown.start.script), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ScriptDialog::launchRequested, this, [this, run, dialog, wanted](const QString& script) {
        m_launcher->startScript(wanted.file, run, script, dialog, [this, dialog](const LaunchAnswer& answer) {
            if (!answer.ok)
                return dialog->showError(answer.error);
            dialog->accept();
            showStarted(answer, false);
        });
    });
    dialog->open();
}

} // namespace roentgen::app
