#include "app/runs/runs_page.h"

#include "app/runs/chart_grid.h"
#include "app/runs/metrics_csv.h"
#include "app/runs/run_inspector.h"
#include "app/runs/run_list_model.h"
#include "app/runs/run_list_panel.h"
#include "app/runs/run_notice.h"
#include "app/runs/run_removal.h"
#include "app/runs/sweep_strip.h"
#include "app/runs/sweep_table.h"
#include "widgets/action_button.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace roentgen::app {

using widgets::actionButton;

RunsPage::RunsPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_launcher(new RunLauncher(context.binFolder, context.workspace, this))
    , m_follower(new RunFollower(context.workspace))
    , m_model(new RunListModel(this)) {
    setupActions();
    setupWork();
    setupSweeps();
    setupEmptyPage();
    setupFollower();
    updateActions();
    connect(context.navigator, &Navigator::runRequested, this, &RunsPage::choose);
}

RunsPage::~RunsPage() {
    QSettings settings;
    settings.setValue(QStringLiteral("runs/splitter"), m_splitter->saveState());
    m_thread.quit();
    m_thread.wait();
}

void RunsPage::setupActions() {
    m_actions = new QWidget(this);
    auto* row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_stop = actionButton({tr("Stop"), QStringLiteral("stop"), QKeySequence(QStringLiteral("Ctrl+.")),
                           tr("Write a checkpoint, then stop")},
                          m_actions);
    m_stopNow = actionButton({tr("Stop now"), QStringLiteral("stop_now"), QKeySequence(QStringLiteral("Ctrl+Shift+.")),
                              tr("Stop at once; what came after the last checkpoint is lost")},
                             m_actions);
    m_resume = actionButton({tr("Resume"), QStringLiteral("resume"), QKeySequence(QStringLiteral("Ctrl+Shift+R")),
                             tr("Go on from the last checkpoint; without one, from the beginning")},
                            m_actions);
    m_review =
        actionButton({tr("Open in Review"), QStringLiteral("review"), QKeySequence(QStringLiteral("Ctrl+Return")),
                      tr("See what the best weights of this run say about films")},
                     m_actions);
    m_more = new QToolButton(m_actions);
    m_more->setIcon(widgets::icon(QStringLiteral("more")));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More actions for this run"));
    m_more->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; width: 0; }"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_menu = new QMenu(m_more);
    m_copyCommand = m_menu->addAction(tr("Copy command"));
    m_copyCommand->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+C")));
    m_export = m_menu->addAction(tr("Export metrics as CSV…"));
    m_export->setShortcut(QKeySequence(QStringLiteral("Ctrl+E")));
    m_menu->addSeparator();
    m_delete = m_menu->addAction(tr("Delete run…"));
    m_delete->setShortcut(QKeySequence(QStringLiteral("Ctrl+Del")));
    addActions({m_copyCommand, m_export, m_delete}); // so that their shortcuts work on the whole page
    m_more->setMenu(m_menu);
    row->addStretch(1);
    for (QToolButton* button : {m_resume, m_stop, m_stopNow, m_review, m_more})
        row->addWidget(button);

    connect(m_stop, &QToolButton::clicked, this, [this] {
        const bool waits = m_detail.row.id == m_chosen && m_detail.row.summary.state == RunState::Queued;
        ask(&RunLauncher::stop, waits ? tr("The run leaves the queue") : tr("The run writes a checkpoint and stops"));
    });
    connect(m_stopNow, &QToolButton::clicked, this,
            [this] { ask(&RunLauncher::stopNow, tr("The run stops at once")); });
    connect(m_resume, &QToolButton::clicked, this, [this] {
        const bool saved = m_detail.row.id == m_chosen && m_detail.row.summary.hasCheckpoint;
        ask(&RunLauncher::resume, saved ? tr("The run goes on from its last checkpoint")
                                        : tr("The run begins again: it had not come to a checkpoint"));
    });
    connect(m_review, &QToolButton::clicked, this, [this] { Q_EMIT m_context.navigator->reviewRequested(m_chosen); });
    connect(m_copyCommand, &QAction::triggered, this, [this] {
        QApplication::clipboard()->setText(shellCommand(m_detail.command));
        Q_EMIT m_context.navigator->messageRequested(tr("Command copied"));
    });
    connect(m_export, &QAction::triggered, this, &RunsPage::exportCsv);
    connect(m_delete, &QAction::triggered, this, &RunsPage::moveAway);
}

void RunsPage::setupEmptyPage() {
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setAlignment(Qt::AlignCenter);
    layout->setSpacing(12);
    auto* title = new QLabel(tr("No runs yet"), page);
    title->setProperty("role", QStringLiteral("title"));
    auto* text =
        new QLabel(tr("A run is one training of an experiment. Launch one, and follow its curves here."), page);
    text->setProperty("role", QStringLiteral("secondary"));
    auto* button = new QPushButton(tr("Set up an experiment"), page);
    button->setProperty("primary", true);
    connect(button, &QPushButton::clicked, this,
            [this] { Q_EMIT m_context.navigator->pageRequested(QStringLiteral("experiments")); });
    for (QWidget* widget : std::initializer_list<QWidget*>{title, text, button})
        layout->addWidget(widget, 0, Qt::AlignHCenter);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void RunsPage::setupHeader() {
    m_headline = new QLabel(m_work);
    m_headline->setObjectName(QStringLiteral("headline"));
    m_headline->setFont(widgets::font(widgets::Type::Body, QFont::DemiBold));
    m_headline->setWordWrap(true);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_headline->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_headline->setMinimumHeight(28);
    m_notice = new RunNotice(m_work);
}

void RunsPage::setupAxisButtons(QHBoxLayout* row) {
    auto* group = new QButtonGroup(this);
    const std::pair<ChartAxis, QString> axes[] = {
        {ChartAxis::Epoch, tr("Epochs")}, {ChartAxis::Step, tr("Steps")}, {ChartAxis::RelativeTime, tr("Time")}};
    m_options.axis = ChartAxis(QSettings().value(QStringLiteral("runs/axis"), int(ChartAxis::Epoch)).toInt());
    for (const auto& [axis, name] : axes) {
        auto* button = new QToolButton(m_work);
        button->setProperty("chip", true);
        button->setText(name);
        button->setCheckable(true);
        button->setChecked(axis == m_options.axis);
        button->setToolTip(tr("What the charts run along"));
        group->addButton(button, int(axis));
        row->addWidget(button);
    }
    connect(group, &QButtonGroup::idClicked, this, [this](int id) {
        m_options.axis = ChartAxis(id);
        QSettings().setValue(QStringLiteral("runs/axis"), id);
        m_charts->resetAxes();
        setOptions();
    });
}

void RunsPage::setupWork() {
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_list = new RunListPanel(m_model, m_splitter);
    m_splitter->addWidget(m_list);
    connect(m_list, &RunListPanel::chosen, this, &RunsPage::choose);
    m_work = new QWidget(m_splitter);
    auto* layout = new QVBoxLayout(m_work);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    setupHeader();
    layout->addWidget(m_headline);
    layout->addWidget(m_notice);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    setupAxisButtons(row);
    row->addStretch(1);
    auto* caption = new QLabel(tr("Smoothing"), m_work);
    caption->setProperty("role", QStringLiteral("caption"));
    m_smoothing = new QSlider(Qt::Horizontal, m_work);
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(120);
    m_smoothing->setValue(QSettings().value(QStringLiteral("runs/smoothing"), 80).toInt());
    m_smoothing->setAccessibleName(tr("Smoothing of the charts"));
    m_smoothing->setToolTip(tr("How much the lines are smoothed; the measured values stay faint behind them"));
    m_options.smoothing = m_smoothing->value() / 100.0;
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int value) {
        m_options.smoothing = value / 100.0;
        QSettings().setValue(QStringLiteral("runs/smoothing"), value);
        setOptions();
    });
    row->addWidget(caption);
    row->addWidget(m_smoothing);
    layout->addLayout(row);
    m_charts = new ChartGrid(m_work);
    layout->addWidget(m_charts, 1);
    m_splitter->addWidget(m_work);
    m_inspector = new RunInspector(m_splitter);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({464, 616, 300});
    m_inspector->setMinimumWidth(240);
    m_splitter->restoreState(QSettings().value(QStringLiteral("runs/splitter")).toByteArray());
}

void RunsPage::setupSweeps() {
    m_sweeps = new SweepStrip(m_context.workspace, m_model, m_list);
    m_list->setTop(m_sweeps);
    const auto say = [this](const QString& done) {
        return [this, done](const LaunchAnswer& answer) {
            Q_EMIT m_context.navigator->messageRequested(answer.ok ? done : answer.error);
            m_sweeps->refresh();
        };
    };
    connect(m_sweeps, &SweepStrip::runsChosen, m_list, &RunListPanel::showOnly);
    connect(m_sweeps, &SweepStrip::cancelRequested, this, [this, say](const QString& name) {
        m_launcher->stop(name, this, say(tr("The sweep stops; its runs write a checkpoint")));
    });
    connect(m_sweeps, &SweepStrip::resumeRequested, this, [this, say](const QString& name) {
        m_launcher->sweep(name, RunLauncher::Memory::Checked, this, say(tr("The sweep goes on")));
    });
    connect(m_sweeps, &SweepStrip::compareRequested, this, [this] {
        if (!m_sweeps->summary() || m_sweeps->summary()->rows.empty())
            return;
        auto* table = new SweepTable(*m_sweeps->summary(), this);
        table->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_sweeps, &SweepStrip::summarized, table, [this, table] { table->showSummary(*m_sweeps->summary()); });
        table->open();
    });
    connect(m_context.navigator, &Navigator::sweepRequested, m_sweeps, &SweepStrip::choose);
}

void RunsPage::setupFollower() {
    m_follower->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_follower, &RunFollower::start);
    connect(&m_thread, &QThread::finished, m_follower, &QObject::deleteLater);
    connect(m_follower, &RunFollower::listed, this, &RunsPage::showIds);
    connect(m_follower, &RunFollower::rowsChanged, m_model, &RunListModel::updateRows);
    connect(m_follower, &RunFollower::rowsChanged, this, &RunsPage::updateActions);
    connect(m_follower, &RunFollower::detailChanged, this, &RunsPage::showDetail);
    connect(m_follower, &RunFollower::firstScanDone, this, [this] { m_scanned = true; });
    setOptions();
    m_thread.setObjectName(QStringLiteral("RunFollower"));
    m_thread.start(QThread::LowPriority);
}

void RunsPage::activated() {
    m_list->takeFocus();
}

bool RunsPage::isSettled() const {
    return m_scanned && m_launcher->underWay() == 0 && (m_chosen.isEmpty() || m_detailShown);
}

void RunsPage::showIds(const QStringList& ids) {
    m_model->setIds(ids);
    m_stack->setCurrentIndex(ids.isEmpty() ? 1 : 0);
    if (!m_chosen.isEmpty() && !ids.contains(m_chosen) && m_detailShown)
        m_chosen.clear();
    if (m_chosen.isEmpty() && !ids.isEmpty())
        choose(ids.first());
    else
        m_list->select(m_chosen);
    updateActions();
}

void RunsPage::choose(const QString& runId) {
    if (m_model->rowOf(runId) >= 0)
        m_list->select(runId);
    else
        QMetaObject::invokeMethod(m_follower, &RunFollower::poll);
    if (m_chosen == runId)
        return;
    m_chosen = runId;
    m_detailShown = false;
    m_charts->resetAxes();
    QMetaObject::invokeMethod(m_follower, [follower = m_follower, runId] { follower->choose(runId); });
    updateActions();
}

void RunsPage::setOptions() {
    QMetaObject::invokeMethod(m_follower,
                              [follower = m_follower, options = m_options] { follower->setChartOptions(options); });
}

void RunsPage::showDetail(const RunDetail& detail) {
    if (detail.row.id != m_chosen)
        return;
    m_detail = detail;
    m_detailShown = true;
    const QString facts = RunWords::headline(detail.row.summary);
    m_headline->setText(facts.isEmpty() ? RunWords::state(detail.row.summary.state) : facts);
    m_headline->setToolTip(m_headline->text());
    m_notice->showFor(detail.row.summary);
    m_charts->show(detail.charts);
    m_inspector->show(detail);
    updateActions();
}

void RunsPage::updateActions() {
    const RunRow* row = m_model->find(m_chosen);
    const bool loaded = row && row->loaded;
    const RunState state = loaded ? row->summary.state : RunState::Prepared;
    const bool going = loaded && isGoing(state);
    // They keep their places: a second click on Resume must not meet another button.
    m_stop->setEnabled(going && state != RunState::Stopping);
    m_stopNow->setEnabled(going);
    m_resume->setEnabled(loaded && row->summary.canResume);
    const bool detailed = m_detailShown && m_detail.row.id == m_chosen;
    m_review->setEnabled(detailed && m_detail.hasBestWeights);
    m_copyCommand->setEnabled(detailed && !m_detail.command.empty());
    m_export->setEnabled(detailed && m_detail.hello.has_value());
    m_delete->setEnabled(loaded && !going);
    m_more->setEnabled(loaded);
    // Not the actions themselves: the header shows and hides those with the page.
    for (QToolButton* button : {m_resume, m_stop, m_stopNow, m_review, m_more})
        button->setVisible(m_model->rowCount() > 0);
}

void RunsPage::ask(void (RunLauncher::*verb)(const QString&, QObject*, RunLauncher::Done), const QString& done) {
    (m_launcher->*verb)(m_chosen, this, [this, done](const LaunchAnswer& answer) {
        Q_EMIT m_context.navigator->messageRequested(answer.ok ? done : answer.error);
        QMetaObject::invokeMethod(m_follower, &RunFollower::poll);
    });
}

void RunsPage::exportCsv() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export metrics"), m_chosen + QStringLiteral(".csv"),
                                                      tr("CSV files (*.csv)"));
    if (path.isEmpty())
        return;
    const QString folder = QString::fromStdString(m_detail.folder.path);
    QtConcurrent::run([folder, path] {
        return exportMetrics(folder, path);
    }).then(this, [this, path](const QString& error) {
        Q_EMIT m_context.navigator->messageRequested(error.isEmpty() ? tr("Metrics written to %1").arg(path) : error);
    });
}

void RunsPage::moveAway() {
    const auto answer = QMessageBox::question(
        this, tr("Delete run"),
        tr("Delete %1? Its folder moves to the trash and can be brought back from there with a file manager.")
            .arg(m_chosen),
        QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Yes)
        return;
    const QString error = moveRunToTrash(m_context.workspace, m_chosen);
    Q_EMIT m_context.navigator->messageRequested(error.isEmpty() ? tr("%1 moved to the trash").arg(m_chosen) : error);
    QMetaObject::invokeMethod(m_follower, &RunFollower::poll);
}

} // namespace roentgen::app
