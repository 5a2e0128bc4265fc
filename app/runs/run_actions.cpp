#include "app/runs/run_actions.h"

#include "app/background_work.h"
#include "app/path_question.h"
#include "app/runs/metrics_csv.h"
#include "app/runs/run_remover.h"
#include "engine/protocol/shell_line.h"
#include "widgets/action_button.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QToolButton>

#include <algorithm>
#include <memory>

namespace roentgen::app {

using widgets::actionButton;

namespace {

constexpr int MostNamed = 10; // runs in a question

template <typename Can>
QStringList idsOf(const QVector<RunRow>& runs, Can can) {
    QStringList ids;
    for (const RunRow& run : runs)
        if (run.loaded && can(run.summary))
            ids += run.id;
    return ids;
}

QStringList toStop(const QVector<RunRow>& runs) {
    return idsOf(runs, [](const RunSummary& one) { return isGoing(one.state) && one.state != RunState::Stopping; });
}
QStringList toStopNow(const QVector<RunRow>& runs) {
    return idsOf(runs, [](const RunSummary& one) { return isGoing(one.state); });
}
QStringList toResume(const QVector<RunRow>& runs) {
    return idsOf(runs, [](const RunSummary& one) { return one.canResume; });
}
QStringList toExport(const QVector<RunRow>& runs) {
    return idsOf(runs, [](const RunSummary& one) { return one.totalSteps > 0; });
}

// A line of the shell for each of these runs that has one.
QStringList commandsOf(const QString& workspace, const QStringList& ids) {
    QStringList lines;
    for (const QString& id : ids) {
        const RunFolder folder{(workspace + QStringLiteral("/runs/") + id).toStdString()};
        const Result<ProcessRecord> process = readProcessRecord(folder);
        const std::vector<std::string> command = process ? process->command : readRemoteCommand(folder);
        if (!command.empty())
            lines += QString::fromStdString(quoteForShell(command));
    }
    return lines;
}

} // namespace

RunActions::RunActions(const AppContext& context, RunLauncher* launcher, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_launcher(launcher)
    , m_remover(new RunRemover(context, this)) {
    connect(m_remover, &RunRemover::removed, this, &RunActions::runsChanged);
    connect(m_remover, &RunRemover::done, m_context.navigator, &Navigator::messageRequested);
    setupButtons();
    setupMenu();
    setRuns({}, {});
}

void RunActions::setupButtons() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_stop = actionButton({tr("Stop"), QStringLiteral("stop"), QKeySequence(QStringLiteral("Ctrl+.")),
                           tr("Write a checkpoint, then stop")},
                          this);
    m_stopNow = actionButton({tr("Stop now"), QStringLiteral("stop_now"), QKeySequence(QStringLiteral("Ctrl+Shift+.")),
                              tr("Stop at once; what came after the last checkpoint is lost")},
                             this);
    m_resume = actionButton({tr("Resume"), QStringLiteral("resume"), QKeySequence(QStringLiteral("Ctrl+Shift+R")),
                             tr("Go on from the last checkpoint; without one, from the beginning")},
                            this);
    m_review =
        actionButton({tr("Open in Review"), QStringLiteral("review"), QKeySequence(QStringLiteral("Ctrl+Return")),
                      tr("See what the best weights of this run say about films")},
                     this);
    m_more = new QToolButton(this);
    m_more->setIcon(widgets::icon(QStringLiteral("more")));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More actions for the selected runs"));
    m_more->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; width: 0; }"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    row->addStretch(1);
    for (QToolButton* button : {m_resume, m_stop, m_stopNow, m_review, m_more})
        row->addWidget(button);
    connect(m_stop, &QToolButton::clicked, this, &RunActions::stop);
    connect(m_stopNow, &QToolButton::clicked, this, [this] {
        const QStringList ids = toStopNow(m_runs);
        ask(&RunLauncher::stopNow, ids, tr("%n run(s) stop at once", "", int(ids.size())));
    });
    connect(m_resume, &QToolButton::clicked, this, &RunActions::resume);
    connect(m_review, &QToolButton::clicked, this, [this] {
        if (m_runs.size() == 1)
            Q_EMIT m_context.navigator->reviewRequested(m_runs.first().id);
    });
}

void RunActions::setupMenu() {
    auto* menu = new QMenu(m_more);
    m_copyCommand = menu->addAction(tr("Copy command"));
    m_copyCommand->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+C")));
    m_export = menu->addAction(QString());
    m_export->setShortcut(QKeySequence(QStringLiteral("Ctrl+E")));
    menu->addSeparator();
    m_delete = menu->addAction(QString());
    m_delete->setShortcut(QKeySequence(QStringLiteral("Ctrl+Del")));
    m_more->setMenu(menu);
    connect(m_copyCommand, &QAction::triggered, this, &RunActions::copyCommands);
    connect(m_export, &QAction::triggered, this, &RunActions::exportCsv);
    connect(m_delete, &QAction::triggered, this, &RunActions::moveAway);
}

// With several runs selected a button says how many of them it acts on.
void RunActions::name(QToolButton* button, const QString& text, int count) const {
    button->setText(m_runs.size() > 1
                        ? tr("%1 (%2)", "an action, and on how many runs").arg(text, QLocale().toString(count))
                        : text);
    button->setEnabled(count > 0);
}

void RunActions::setRuns(const QVector<RunRow>& selected, const QVector<RunDetail>& details) {
    m_runs = selected;
    m_commands = details.isEmpty() ? 0 : int(m_runs.size() - details.size()); // more than those are never drawn
    for (const RunDetail& detail : details)
        m_commands += !detail.command.empty();
    // They keep their places: a second click on Resume must not meet another button.
    name(m_stop, tr("Stop"), int(toStop(m_runs).size()));
    name(m_stopNow, tr("Stop now"), int(toStopNow(m_runs).size()));
    name(m_resume, tr("Resume"), int(toResume(m_runs).size()));
    m_review->setEnabled(m_runs.size() == 1 && details.size() == 1 && details.first().hasBestWeights);
    m_more->setEnabled(!m_runs.isEmpty());
    m_copyCommand->setText(m_runs.size() > 1 ? tr("Copy %n command(s)", "", m_commands) : tr("Copy command"));
    m_copyCommand->setEnabled(m_commands > 0);
    const auto exported = int(toExport(m_runs).size()), deleted = int(toDelete().size());
    m_export->setText(m_runs.size() > 1 ? tr("Export metrics of %n run(s) as CSV…", "", exported)
                                        : tr("Export metrics as CSV…"));
    m_export->setEnabled(exported > 0);
    m_delete->setText(m_runs.size() > 1 ? tr("Delete %n run(s)…", "", deleted) : tr("Delete run…"));
    m_delete->setEnabled(deleted > 0);
}

// The buttons, not the actions as a whole: the header shows and hides those with the page.
void RunActions::setShown(bool shown) {
    for (QToolButton* button : {m_resume, m_stop, m_stopNow, m_review, m_more})
        button->setVisible(shown);
}

void RunActions::ask(Verb verb, const QStringList& ids, const QString& done) {
    struct Answers {
        int waited = 0, failed = 0;
        QString firstError;
    };
    auto answers = std::make_shared<Answers>();
    answers->waited = int(ids.size());
    const auto all = int(ids.size());
    for (const QString& id : ids)
        (m_launcher->*verb)(id, this, [this, answers, all, done](const LaunchAnswer& answer) {
            if (!answer.ok && answers->failed++ == 0)
                answers->firstError = answer.error;
            Q_EMIT runsChanged();
            if (--answers->waited > 0)
                return;
            QString text = done;
            if (answers->failed > 0)
                text = all == 1
                           ? answers->firstError
                           : tr("%n of the runs could not be asked: %1", "", answers->failed).arg(answers->firstError);
            Q_EMIT m_context.navigator->messageRequested(text);
        });
}

void RunActions::stop() {
    const QStringList ids = toStop(m_runs);
    const bool waits = m_runs.size() == 1 && m_runs.first().summary.state == RunState::Queued;
    ask(&RunLauncher::stop, ids,
        waits ? tr("The run leaves the queue") : tr("%n run(s) write a checkpoint and stop", "", int(ids.size())));
}

void RunActions::resume() {
    const QStringList ids = toResume(m_runs);
    QString done = tr("%n run(s) go on", "", int(ids.size()));
    if (m_runs.size() == 1)
        done = m_runs.first().summary.hasCheckpoint ? tr("The run goes on from its last checkpoint")
                                                    : tr("The run begins again: it had not come to a checkpoint");
    ask(&RunLauncher::resume, ids, done);
}

void RunActions::copyCommands() {
    QStringList ids;
    for (const RunRow& run : std::as_const(m_runs))
        ids += run.id;
    workInBackground(
        this, [workspace = m_context.workspace, ids] { return commandsOf(workspace, ids); },
        [this](const QStringList& lines) {
            QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
            Q_EMIT m_context.navigator->messageRequested(tr("%n command(s) copied", "", int(lines.size())));
        });
}

void RunActions::exportCsv() {
    const QStringList ids = toExport(m_runs);
    const QString proposed = (ids.size() == 1 ? ids.first() : QStringLiteral("metrics")) + QStringLiteral(".csv");
    QStringList folders;
    for (const QString& id : ids)
        folders += m_context.workspace + QStringLiteral("/runs/") + id;
    const PathQuestion question = {PathQuestion::Wanted::NewFile,
                                   tr("Export metrics"),
                                   QDir::home().filePath(proposed),
                                   tr("CSV files"),
                                   {QStringLiteral(".csv")}};
    askForPath(question, this, [this, folders](const QString& path) {
        workInBackground(
            this, [folders, path] { return exportMetrics(folders, path); },
            [this, path, count = int(folders.size())](const QString& error) {
                Q_EMIT m_context.navigator->messageRequested(
                    error.isEmpty() ? tr("Metrics of %n run(s) written to %1", "", count).arg(path) : error);
            });
    });
}

void RunActions::moveAway() {
    const QStringList ids = toDelete();
    const auto going = int(toStopNow(m_runs).size());
    const auto unread = int(std::count_if(m_runs.begin(), m_runs.end(), [](const RunRow& run) { return !run.loaded; }));
    QString question =
        ids.size() == 1
            ? tr("Delete %1? Its folder moves to the trash and can be brought back from there with a file manager.")
                  .arg(ids.first())
            : tr("Delete %n run(s)? Their folders move to the trash and can be brought back from there with a file "
                 "manager.",
                 "", int(ids.size())) +
                  QStringLiteral("\n\n") + ids.mid(0, MostNamed).join(QLatin1Char('\n')) +
                  (ids.size() > MostNamed ? QStringLiteral("\n…") : QString());
    if (going > 0)
        question += QStringLiteral("\n\n") + tr("%n of the selected run(s) still go on, and stay.", "", going);
    if (unread > 0)
        question +=
            QStringLiteral("\n\n") + tr("%n of the selected run(s) have not been read yet, and stay.", "", unread);
    const auto answer = QMessageBox::question(this, tr("Delete runs"), question, QMessageBox::Yes | QMessageBox::Cancel,
                                              QMessageBox::Cancel);
    if (answer != QMessageBox::Yes)
        return;
    m_remover->remove(ids);
    Q_EMIT runsChanged();
}

QStringList RunActions::toDelete() const {
    QStringList ids = idsOf(m_runs, [](const RunSummary& one) { return !isGoing(one.state); });
    ids.removeIf([this](const QString& id) { return m_remover->isRemoving(id); });
    return ids;
}

} // namespace roentgen::app
