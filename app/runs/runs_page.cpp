#include "app/runs/runs_page.h"

#include "app/runs/chart_grid.h"
#include "app/runs/run_actions.h"
#include "app/runs/run_inspector.h"
#include "app/runs/run_list_model.h"
#include "app/runs/run_list_panel.h"
#include "app/runs/run_notice.h"
#include "app/runs/sweep_strip.h"
#include "app/runs/sweep_table.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int MostDrawn = 24; // runs, in the charts and the inspector; actions act on all

} // namespace

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

void RunsPage::setupLogarithmicX(QHBoxLayout* row) {
    auto* button = new QToolButton(m_work);
    button->setProperty("chip", true);
    button->setText(tr("log", "logarithmic scale of the charts' x axis"));
    button->setCheckable(true);
    button->setToolTip(tr("Logarithmic x axis of the charts (Shift+L)"));
    button->setAccessibleName(tr("Logarithmic x axis"));
    row->addSpacing(8);
    row->addWidget(button);
    connect(button, &QToolButton::clicked, m_charts, &ChartGrid::setLogarithmicX);
    connect(m_charts, &ChartGrid::logarithmicXChanged, button, &QToolButton::setChecked);
}

void RunsPage::setupSmoothing(QHBoxLayout* row) {
    auto* caption = new QLabel(tr("Smoothing"), m_work);
    caption->setProperty("role", QStringLiteral("caption"));
    m_smoothing = new QSlider(Qt::Horizontal, m_work);
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(120);
    m_smoothing->setValue(QSettings().value(QStringLiteral("runs/smoothing"), 80).toInt());
    m_smoothing->setAccessibleName(tr("Smoothing of the charts"));
    m_smoothing->setToolTip(tr("How much the lines are smoothed; the measured values stay faint behind them"));
    m_smoothingValue = new QLabel(m_work);
    m_smoothingValue->setFont(widgets::font(widgets::Type::Caption));
    m_smoothingValue->setMinimumWidth(28);
    const auto take = [this](int value) {
        m_options.smoothing = value / 100.0;
        m_smoothingValue->setText(value == 0 ? tr("off", "smoothing") : QLocale().toString(value / 100.0, 'f', 2));
    };
    take(m_smoothing->value());
    connect(m_smoothing, &QSlider::valueChanged, this, [this, take](int value) {
        take(value);
        QSettings().setValue(QStringLiteral("runs/smoothing"), value);
        setOptions();
    });
    row->addWidget(caption);
    row->addWidget(m_smoothing);
    row->addWidget(m_smoothingValue);
}

void RunsPage::setupWork() {
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_list = new RunListPanel(m_model, m_splitter);
    m_splitter->addWidget(m_list);
    connect(m_list, &RunListPanel::selectionChanged, this, &RunsPage::takeSelection);
    m_work = new QWidget(m_splitter);
    auto* layout = new QVBoxLayout(m_work);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    setupHeader();
    layout->addWidget(m_headline);
    layout->addWidget(m_notice);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_charts = new ChartGrid(m_work);
    setupAxisButtons(row);
    setupLogarithmicX(row);
    row->addStretch(1);
    setupSmoothing(row);
    layout->addLayout(row);
    layout->addWidget(m_charts, 1);
    m_splitter->addWidget(m_work);
    m_inspector = new RunInspector(m_splitter);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({496, 584, 300});
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
    connect(table, &SweepTable::runsRequested, this, qOverload<const QStringList&>(&RunsPage::choose));
    connect(table, &SweepTable::said, m_context.navigator, &Navigator::messageRequested);
    table->show();
}

void RunsPage::setupFollower() {
    m_follower->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_follower, &RunFollower::start);
    connect(&m_thread, &QThread::finished, m_follower, &QObject::deleteLater);
    connect(m_follower, &RunFollower::listed, this, &RunsPage::showIds);
    connect(m_follower, &RunFollower::rowsChanged, m_model, &RunListModel::updateRows);
    connect(m_follower, &RunFollower::rowsChanged, this, &RunsPage::updateActions);
    connect(m_follower, &RunFollower::chosenChanged, this, &RunsPage::showChosen);
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
        m_charts->resetAxes();
    m_selected = ids;
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
    QMetaObject::invokeMethod(m_follower,
                              [follower = m_follower, options = m_options] { follower->setChartOptions(options); });
}

void RunsPage::showChosen(const ChosenRuns& chosen) {
    m_chosen = chosen;
    if (!isShown()) // others were selected meanwhile: their answer is on its way
        return;
    showHeadline();
    m_charts->show(chosen.charts);
    m_inspector->show(chosen.runs);
    updateActions();
}

void RunsPage::showHeadline() {
    if (m_chosen.runs.size() != 1)
        m_notice->hide();
    QString text;
    if (m_chosen.runs.size() == 1) {
        const RunSummary& summary = m_chosen.runs.first().row.summary;
        text = RunWords::headline(summary);
        if (text.isEmpty())
            text = RunWords::state(summary.state);
        m_notice->showFor(summary);
    } else if (!m_chosen.runs.isEmpty()) {
        text = tr("%n run(s) selected", "", int(m_selected.size()));
        if (m_selected.size() > MostDrawn)
            text += QStringLiteral(" · ") + tr("the first %n are drawn", "", MostDrawn);
        const RunDetail* best = nullptr;
        for (const RunDetail& run : m_chosen.runs)
            if (run.row.summary.bestMeanAuc && (!best || *run.row.summary.bestMeanAuc > *best->row.summary.bestMeanAuc))
                best = &run;
        if (best)
            text += QStringLiteral(" · ") +
                    tr("best AUC %1 (%2)", "value, run")
                        .arg(QLocale().toString(*best->row.summary.bestMeanAuc, 'f', 3), best->label);
    }
    m_headline->setText(text);
    m_headline->setToolTip(text);
}

void RunsPage::updateActions() {
    QVector<RunRow> rows;
    for (const QString& id : m_selected)
        if (const RunRow* row = m_model->find(id))
            rows.append(*row);
    m_actions->setRuns(rows, isShown() ? m_chosen.runs : QVector<RunDetail>());
    m_actions->setShown(m_model->rowCount() > 0);
}

} // namespace roentgen::app
