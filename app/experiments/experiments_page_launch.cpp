// What the Experiments page starts: a run, a sweep, or a run by its script.
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiment_saver.h"
#include "app/experiments/experiments_page.h"
#include "app/experiments/forecast_panel.h"
#include "app/experiments/forecaster.h"
#include "app/experiments/script_dialog.h"
#include "app/runs/run_launcher.h"
#include "engine/protocol/sweep_expansion.h"

#include <QMessageBox>
#include <QPushButton>

namespace roentgen::app {

void ExperimentsPage::launch() {
    if (m_name.isEmpty() || !m_busy.isEmpty())
        return;
    m_saver->flush();
    if (m_forecastDue) // typed a moment ago: the warning is of that, where it is known at once; else the launcher asks
        refreshForecast();
    if (!m_forecast->canLaunch())
        return;
    const Launch launch = {m_name, isSweep(m_form->experiment())};
    if (const QString warning = m_forecaster->memoryWarning(); !warning.isEmpty())
        return confirmLaunch(launch, warning);
    startLaunch(launch, RunLauncher::Memory::Checked);
}

// Another experiment may be chosen before the question comes, and before it is answered.
void ExperimentsPage::confirmLaunch(const Launch& launch, const QString& warning) {
    auto* box =
        new QMessageBox(QMessageBox::Warning, tr("Launch %1").arg(launch.name), warning, QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* nevertheless = box->addButton(tr("Launch nevertheless"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(nevertheless, &QPushButton::clicked, this, [this, launch] {
        if (m_busy.isEmpty())
            startLaunch(launch, RunLauncher::Memory::Forced);
    });
    box->open();
}

void ExperimentsPage::startLaunch(const Launch& launch, RunLauncher::Memory memory) {
    m_busy = tr("Starting…");
    showReason();
    const auto verb = launch.sweep ? &RunLauncher::sweep : &RunLauncher::start;
    (m_launcher->*verb)(m_store.file(launch.name), memory, this,
                        [this, launch](const LaunchAnswer& answer) { launchAnswered(launch, answer); });
}

void ExperimentsPage::launchAnswered(const Launch& launch, const LaunchAnswer& answer) {
    m_busy.clear();
    // Of another machine, or of one that has less by now, the launcher alone knows it.
    const QString error = answer.tooMuch.isEmpty() ? answer.error : QString();
    if (launch.name == m_name)
        m_forecaster->setLaunchError(error);
    else if (!error.isEmpty())
        say(tr("%1: %2", "an experiment, and why it could not be launched").arg(launch.name, error));
    showReason();
    if (!answer.tooMuch.isEmpty())
        return confirmLaunch(launch, answer.tooMuch);
    if (answer.ok && answer.json.is_object())
        showRun(answer, launch.sweep);
}

void ExperimentsPage::showRun(const LaunchAnswer& answer, bool sweep) {
    if (sweep) {
        const QString name = QString::fromStdString(answer.json.value("sweep", ""));
        say(tr("Sweep %1 started: %n run(s)", nullptr, answer.json.value("runs", 0)).arg(name));
        Q_EMIT m_context.navigator->sweepRequested(name);
        return;
    }
    const QString run = QString::fromStdString(answer.json.value("run", ""));
    say(tr("%1 started").arg(run));
    Q_EMIT m_context.navigator->runRequested(run);
}

void ExperimentsPage::editScript() {
    if (m_name.isEmpty() || !m_busy.isEmpty() || !m_forecast->canLaunch())
        return;
    m_saver->flush();
    m_busy = tr("Asking for the script…");
    showReason();
    m_launcher->dryRun(m_store.file(m_name), this, [this, name = m_name](const LaunchAnswer& shown) {
        m_busy.clear();
        if (name == m_name)
            m_forecaster->setLaunchError(shown.error);
        showReason();
        if (shown.ok && shown.json.is_object() && name == m_name)
            openScript(name, shown);
    });
}

// The script names its run's folder, so the run is started under the id that was shown.
void ExperimentsPage::openScript(const QString& name, const LaunchAnswer& shown) {
    const QString run = QString::fromStdString(shown.json.value("run", ""));
    auto* dialog = new ScriptDialog(run, QString::fromStdString(shown.json.value("script", "")), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ScriptDialog::launchRequested, this, [this, run, dialog, name](const QString& script) {
        m_launcher->startScript(m_store.file(name), run, script, dialog, [this, dialog](const LaunchAnswer& answer) {
            if (!answer.ok || !answer.json.is_object())
                return dialog->showError(answer.error);
            dialog->accept();
            showRun(answer, false);
        });
    });
    dialog->open();
}

} // namespace roentgen::app
