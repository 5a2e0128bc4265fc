#include "app/experiments/scaling_panel.h"

#include "app/experiments/scaling_charts.h"
#include "app/experiments/scaling_fields.h"
#include "widgets/line_chart.h"
#include "widgets/scroll_column.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::textLabel;

ScalingPanel::ScalingPanel(const AppContext& context, QWidget* parent)
    : QWidget(parent)
    , m_store(context.workspace)
    , m_planner(new ScalingPlanner(context, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 12, 12);
    layout->setSpacing(8);
    setupMeasuring();
    setupCharts();
    m_predictTimer.setSingleShot(true);
    m_predictTimer.setInterval(200);
    connect(&m_predictTimer, &QTimer::timeout, this, [this] {
        if (m_record)
            m_planner->predict(m_file, *m_record, m_fields->link());
    });
    connect(m_planner, &ScalingPlanner::progressed, this, &ScalingPanel::showState);
    connect(m_planner, &ScalingPlanner::cancelled, this, &ScalingPanel::showState);
    connect(m_planner, &ScalingPlanner::measured, this, [this](const QString& name) {
        if (name == m_name)
            reread();
        showState();
    });
    connect(m_planner, &ScalingPlanner::measuringFailed, this, [this](const QString& name, const QString& error) {
        if (name == m_name)
            m_failure = error;
        showState();
        showWarning();
    });
    connect(m_planner, &ScalingPlanner::predicted, this, &ScalingPanel::showRows);
    connect(m_planner, &ScalingPlanner::failed, this, [this](const QString& error) {
        m_failure = error;
        showRows({});
        showWarning();
    });
    showRows({});
}

void ScalingPanel::setupMeasuring() {
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(4);
    m_state = textLabel({}, "secondary", this);
    m_warning = textLabel({}, "warning", this);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("Progress of the measurement"));
    for (QWidget* each :
         {static_cast<QWidget*>(m_state), static_cast<QWidget*>(m_warning), static_cast<QWidget*>(m_progress)})
        texts->addWidget(each);
    texts->addStretch(1);
    row->addLayout(texts, 1);
    m_measure = new QPushButton(this);
    connect(m_measure, &QPushButton::clicked, this, &ScalingPanel::buttonClicked);
    row->addWidget(m_measure, 0, Qt::AlignTop);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    m_fields = new ScalingFields(this);
    connect(m_fields, &ScalingFields::edited, this, [this] {
        if (m_fields->error().isEmpty())
            refresh();
    });
    layout()->addWidget(m_fields);
}

void ScalingPanel::setupCharts() {
    m_speed = new widgets::LineChart(this);
    m_efficiency = new widgets::LineChart(this);
    for (widgets::LineChart* chart : {m_speed, m_efficiency}) {
        static_cast<QVBoxLayout*>(layout())->addWidget(chart, 1);
        connect(chart, &widgets::LineChart::maximiseRequested, this, [this, chart] {
            widgets::LineChart* const other = chart == m_speed ? m_efficiency : m_speed;
            other->setVisible(!other->isVisible());
            chart->setMaximised(!other->isVisible());
        });
    }
    connect(m_speed, &widgets::LineChart::crosshairMoved, m_efficiency,
            [this](double x) { m_efficiency->setCrosshair(x, widgets::LineChart::Crosshair::LineOnly); });
    connect(m_efficiency, &widgets::LineChart::crosshairMoved, m_speed,
            [this](double x) { m_speed->setCrosshair(x, widgets::LineChart::Crosshair::LineOnly); });
    m_note =
        textLabel(tr("Weak: every rank keeps its batch. Strong: all hosts share the batch of one. The model assumes "
                     "equal hosts and a network for them alone; a real cluster reaches less."),
                  "caption", this);
    layout()->addWidget(m_note);
}

void ScalingPanel::setExperiment(const QString& name, const QString& file, const Experiment& experiment,
                                 const QString& reason) {
    const bool another = name != m_name;
    m_name = name;
    m_file = file;
    m_experiment = experiment;
    m_reason = reason;
    if (another)
        reread();
    showState();
    showWarning();
}

void ScalingPanel::renamed(const QString& name, const QString& newName) {
    m_store.rename(name, newName);
    m_planner->renamed(name, newName);
}

bool ScalingPanel::isSettled() const {
    return !m_predictTimer.isActive() && m_planner->isIdle();
}

QString ScalingPanel::state() const {
    return m_state->text();
}
QString ScalingPanel::warning() const {
    return m_warning->text();
}

void ScalingPanel::buttonClicked() {
    if (m_planner->measuring().isEmpty())
        Q_EMIT measureRequested();
    else
        m_planner->cancel();
}

void ScalingPanel::measure() {
    if (m_name.isEmpty() || !m_reason.isEmpty())
        return;
    m_failure.clear();
    m_planner->measure(m_name, m_file);
    showWarning();
}

void ScalingPanel::reread() {
    m_failure.clear();
    m_record = m_store.read(m_name);
    showRows({});
    refresh();
    showWarning();
}

void ScalingPanel::refresh() {
    m_pending = !isVisible();
    if (!m_pending && m_record)
        m_predictTimer.start();
}

void ScalingPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_pending)
        refresh();
}

QString ScalingPanel::measuredText() const {
    const QLocale locale;
    return tr("Measured %1 on %2: %3 images/s with a local batch of %4, ranks: %5, threads of each: %6.")
        .arg(locale.toString(m_record->time, QLocale::ShortFormat), m_record->host,
             locale.toString(m_record->imagesPerSecond, 'f', 1), locale.toString(qlonglong(m_record->localBatch)),
             locale.toString(m_record->ranks), locale.toString(m_record->threadsPerRank));
}

void ScalingPanel::showState() {
    const QString measuring = m_planner->measuring();
    const bool mine = !measuring.isEmpty() && measuring == m_name;
    if (mine)
        m_state->setText(m_planner->turns() > 0
                             ? tr("Measuring on this machine, %1 of %2").arg(m_planner->turn()).arg(m_planner->turns())
                             : tr("Measuring on this machine"));
    else if (!measuring.isEmpty())
        m_state->setText(tr("%1 is being measured.").arg(measuring));
    else if (m_name.isEmpty())
        m_state->setText(tr("Make an experiment from this preset to plan it."));
    else
        m_state->setText(m_record ? measuredText()
                                  : tr("Measure this experiment's step on this machine first. It takes a minute or "
                                       "more and needs no images."));
    m_progress->setVisible(mine);
    m_progress->setRange(0, m_planner->turns());
    m_progress->setValue(std::max(0, m_planner->turn() - 1));
    m_measure->setText(mine ? tr("Cancel") : m_record ? tr("Measure again") : tr("Measure"));
    m_measure->setProperty("primary", !mine && !m_record);
    m_measure->setToolTip(!mine && !m_reason.isEmpty() ? m_reason
                          : mine                       ? tr("End the measurement")
                                 : tr("Time the training step on this machine, on synthetic images"));
    m_measure->setEnabled(mine || (measuring.isEmpty() && !m_name.isEmpty() && m_reason.isEmpty()));
}

void ScalingPanel::showWarning() {
    QStringList lines;
    if (!m_failure.isEmpty())
        lines += m_failure;
    const QStringList changed = m_record ? ScalingStore::changedSince(*m_record, m_experiment) : QStringList();
    if (!changed.isEmpty())
        lines += tr("Out of date. Changed since: %1.").arg(QLocale().createSeparatedList(changed));
    if (m_record && m_record->machineWasBusy())
        lines += tr("The machine was busy with other work then. Measure again when it is quiet.");
    m_warning->setText(lines.join(QLatin1Char('\n')));
    m_warning->setVisible(!lines.isEmpty());
}

void ScalingPanel::showRows(const QList<ScalingRow>& rows) {
    m_speed->setData(ScalingCharts::imagesPerSecond(rows));
    m_efficiency->setData(ScalingCharts::efficiency(rows));
}

} // namespace roentgen::app
