#include "app/runs/runs_page.h"

#include "app/runs/run_actions.h"
#include "app/runs/run_centre.h"
#include "app/runs/run_inspector.h"
#include "app/runs/run_list_model.h"
#include "app/runs/run_list_panel.h"
#include "app/runs/sweep_strip.h"
#include "app/runs/sweep_table.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int MostDrawn = 24; // runs, in the charts and the inspector; actions act on all
constexpr int ReadingIsSaidMilliseconds = 300;

} // namespace

RunsPage::RunsPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_launcher(new RunLauncher(context.binFolder, context.workspace, this))
    , m_follower(new RunFollower(context.workspace))
    , m_model(new RunListModel(this)) {
    setupActions();
    setupBody();
    setupSweeps();
    setupStack();
    setupFollower();
    updateActions();
    connect(context.navigator, &Navigator::runRequested, this, qOverload<const QString&>(&RunsPage::choose));
}

RunsPage::~RunsPage() {
    QSettings settings;
    settings.setValue(QStringLiteral("runs/splitter"), m_splitter->saveState());
    m_list->saveColumns();
    for (QObject* child : std::initializer_list<QObject*>{m_list, m_sweeps})
        child->disconnect(this); // they outlive this part of it
    m_thread.quit();
    m_thread.wait();
}

QWidget* RunsPage::headerActions() {
    return m_actions;
}

void RunsPage::setupActions() {
    m_actions = new RunActions(m_context, m_launcher, this);
    addActions(m_actions->menuActions()); // so that their shortcuts work on the whole page
    connect(m_actions, &RunActions::runsChanged, this,
            [this] { QMetaObject::invokeMethod(m_follower, &RunFollower::poll); });
}

void RunsPage::setupBody() {
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_list = new RunListPanel(m_model, m_splitter);
    m_centre = new RunCentre(m_splitter);
    m_inspector = new RunInspector(m_splitter);
    m_inspector->setMinimumWidth(272);
    for (QWidget* part : std::initializer_list<QWidget*>{m_list, m_centre, m_inspector})
        m_splitter->addWidget(part);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({524, 556, 328});
    m_splitter->restoreState(QSettings().value(QStringLiteral("runs/splitter")).toByteArray());
    connect(m_list, &RunListPanel::selectionChanged, this, &RunsPage::takeSelection);
    connect(m_centre, &RunCentre::optionsChanged, this, &RunsPage::setOptions);
}

void RunsPage::setupStack() {
    QWidget* invitation = makeInvitation();
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(invitation);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

QWidget* RunsPage::makeInvitation() {
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
    return page;
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
    connect(m_sweeps, &SweepStrip::runsChosen, this, &RunsPage::showSweep);
    connect(m_sweeps, &SweepStrip::cancelRequested, this, [this, say](const QString& name) {
        m_launcher->stop(name, this, say(tr("The sweep stops; its runs write a checkpoint")));
    });
    connect(m_sweeps, &SweepStrip::resumeRequested, this, [this, say](const QString& name) {
        m_launcher->sweep(name, RunLauncher::Memory::Checked, this, say(tr("The sweep goes on")));
    });
    connect(m_sweeps, &SweepStrip::compareRequested, this, &RunsPage::compareSweep);
    connect(m_context.navigator, &Navigator::sweepRequested, this, [this](const QString& name) {
        m_list->clearFilter();
        m_sweeps->choose(name);
    });
}

// The list shows these runs and what they differ in.
void RunsPage::showSweep(const std::optional<QSet<QString>>& ids) {
    m_model->setVaried(m_sweeps->varied());
    m_list->showOnly(ids);
}

// A window of its own: the page goes on beside it.
void RunsPage::compareSweep() {
    if (!m_sweeps->summary() || m_sweeps->summary()->rows.empty())
        return;
    for (auto* open : findChildren<SweepTable*>()) {
        if (open->sweep() != m_sweeps->chosen() || !open->isVisible())
            continue;
        open->raise();
        open->activateWindow();
        return;
    }
    auto* table = new SweepTable(*m_sweeps->summary(), this);
    table->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_sweeps, &SweepStrip::summarized, table, [this, table] { table->showSummary(*m_sweeps->summary()); });
    connect(table, &SweepTable::runsRequested, this, &RunsPage::chooseOfSweep);
    connect(table, &SweepTable::said, m_context.navigator, &Navigator::messageRequested);
    table->show();
}

// Runs of a sweep that wait have no folder yet.
void RunsPage::chooseOfSweep(const QStringList& runIds) {
    if (std::none_of(runIds.begin(), runIds.end(), [this](const QString& id) { return m_model->rowOf(id) >= 0; })) {
        Q_EMIT m_context.navigator->messageRequested(tr("%n run(s) have not begun yet", "", int(runIds.size())));
        return;
    }
    choose(runIds);
}

void RunsPage::setupFollower() {
    m_follower->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_follower, &RunFollower::start);
    connect(&m_thread, &QThread::finished, m_follower, &QObject::deleteLater);
    connect(m_follower, &RunFollower::listed, this, &RunsPage::showIds);
    connect(m_follower, &RunFollower::rowsChanged, m_model, &RunListModel::updateRows);
    connect(m_follower, &RunFollower::rowsChanged, this, &RunsPage::updateActions);
    connect(m_follower, &RunFollower::chosenChanged, this, &RunsPage::showChosen);
    connect(m_follower, &RunFollower::chartsChanged, this, [this](const RunCharts& charts) {
        if (isShown())
            m_centre->showCharts(charts);
    });
    connect(m_follower, &RunFollower::readingChosen, this, [this](int read, int all) {
        if (isShown() || all != std::min(MostDrawn, int(m_selected.size())))
            return;
        m_read = read;
        if (!m_readingTimer.isActive())
            showReading();
    });
    m_readingTimer.setSingleShot(true);
    m_readingTimer.setInterval(ReadingIsSaidMilliseconds);
    connect(&m_readingTimer, &QTimer::timeout, this, &RunsPage::showReading);
    connect(m_follower, &RunFollower::firstScanDone, this, [this] { m_scanned = true; });
    setOptions();
    m_thread.setObjectName(QStringLiteral("RunFollower"));
    m_thread.start(QThread::LowPriority);
}

void RunsPage::activated() {
    m_list->takeFocus();
}

bool RunsPage::isSettled() const {
    return m_scanned && m_launcher->underWay() == 0 && m_wanted.isEmpty() && isShown();
}

bool RunsPage::isShown() const {
    QStringList shown;
    for (const RunDetail& run : m_chosen.runs)
        shown += run.row.id;
    return shown == m_selected.mid(0, MostDrawn);
}

void RunsPage::showIds(const QStringList& ids) {
    m_model->setIds(ids);
    m_stack->setCurrentIndex(ids.isEmpty() ? 1 : 0);
    if (const QString wanted = m_wanted; ids.contains(wanted))
        choose(wanted);
    m_list->ensureSelection();
    updateActions();
}

void RunsPage::choose(const QString& runId) {
    if (m_model->rowOf(runId) < 0) {
        m_wanted = runId;
        QMetaObject::invokeMethod(m_follower, &RunFollower::poll);
        return;
    }
    m_wanted.clear();
    choose(QStringList{runId});
}

void RunsPage::choose(const QStringList& runIds) {
    const auto areShown = [&] {
        return std::all_of(runIds.begin(), runIds.end(),
                           [this](const QString& id) { return m_model->rowOf(id) < 0 || m_list->shows(id); });
    };
    if (!areShown())
        m_list->clearFilter();
    if (!areShown())
        m_sweeps->choose(QString());
    m_list->select(runIds);
}

void RunsPage::takeSelection(const QStringList& ids) {
    // Who adds a run to those that are compared keeps the part of the axis that is looked at.
    if (std::none_of(ids.begin(), ids.end(), [this](const QString& id) { return m_selected.contains(id); }))
        m_centre->resetAxes();
    m_selected = ids;
    m_read = 0;
    m_readingTimer.start();
    const QStringList drawn = ids.mid(0, MostDrawn);
    m_colours.setRuns(drawn);
    m_model->setColourSlots(drawn.size() > 1 ? m_colours.all() : QHash<QString, int>());
    QVector<RunChoice> choices;
    for (const QString& id : drawn)
        choices.append({id, m_colours.slotOf(id)});
    QMetaObject::invokeMethod(m_follower, [follower = m_follower, choices] { follower->choose(choices); });
    updateActions();
}

void RunsPage::setOptions() {
    QMetaObject::invokeMethod(
        m_follower, [follower = m_follower, options = m_centre->options()] { follower->setChartOptions(options); });
}

void RunsPage::showChosen(const ChosenRuns& chosen) {
    m_chosen = chosen;
    if (!isShown()) // others were selected meanwhile: their answer is on its way
        return;
    m_centre->show(chosen, selectedRows());
    m_inspector->show(chosen.runs);
    updateActions();
}

void RunsPage::showReading() {
    if (isShown())
        return;
    m_centre->showReading(m_read, std::min(MostDrawn, int(m_selected.size())));
    m_inspector->show({});
}

QVector<RunRow> RunsPage::selectedRows() const {
    QVector<RunRow> rows;
    for (const QString& id : m_selected)
        if (const RunRow* row = m_model->find(id))
            rows.append(*row);
    return rows;
}

void RunsPage::updateActions() {
    m_actions->setRuns(selectedRows(), isShown() ? m_chosen.runs : QVector<RunDetail>());
    m_actions->setShown(m_model->rowCount() > 0);
}

} // namespace roentgen::app
