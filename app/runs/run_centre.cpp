#include "app/runs/run_centre.h"

#include "app/runs/chart_controls.h"
#include "app/runs/chart_grid.h"
#include "app/runs/metric_words.h"
#include "app/runs/run_notice.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace roentgen::app {

RunCentre::RunCentre(QWidget* parent)
    : QWidget(parent)
    , m_headline(new QLabel(this))
    , m_notice(new RunNotice(this))
    , m_charts(new ChartGrid(this))
    , m_controls(new ChartControls(this)) {
    m_headline->setObjectName(QStringLiteral("headline"));
    m_headline->setFont(widgets::font(widgets::Type::Body, QFont::DemiBold));
    m_headline->setWordWrap(true);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_headline->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_headline->setMinimumHeight(28);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_headline);
    layout->addWidget(m_notice);
    layout->addWidget(m_controls);
    layout->addWidget(m_charts, 1);
    connect(m_controls, &ChartControls::axisChanged, m_charts, &ChartGrid::resetAxes);
    connect(m_controls, &ChartControls::optionsChanged, this, &RunCentre::optionsChanged);
    connect(m_controls, &ChartControls::logarithmicXChosen, m_charts, &ChartGrid::setLogarithmicX);
    connect(m_charts, &ChartGrid::logarithmicXChanged, m_controls, &ChartControls::logarithmicXShown);
}

const ChartOptions& RunCentre::options() const {
    return m_controls->options();
}

void RunCentre::resetAxes() {
    m_charts->resetAxes();
}

void RunCentre::show(const ChosenRuns& drawn, const QVector<RunRow>& selected) {
    if (drawn.runs.size() == 1)
        m_notice->showFor(drawn.runs.first().row.summary);
    else
        m_notice->hide();
    setHeadline(headlineOf(drawn, selected));
    m_charts->show(drawn.charts);
}

void RunCentre::showCharts(const RunCharts& charts) {
    m_charts->show(charts);
}

// Long logs: the charts of what was selected before would be taken for these runs'.
void RunCentre::showReading(int read, int all) {
    m_notice->hide();
    setHeadline(tr("Reading runs: %1 of %2").arg(read).arg(all));
    RunCharts charts = RunChartMaker({}, options().axis).make();
    for (widgets::ChartData& chart : charts)
        chart.emptyText = tr("Reading…");
    m_charts->show(charts);
}

QString RunCentre::headlineOf(const ChosenRuns& drawn, const QVector<RunRow>& selected) const {
    if (drawn.runs.isEmpty())
        return {};
    if (drawn.runs.size() == 1) {
        const RunSummary& summary = drawn.runs.first().row.summary;
        const QString text = RunWords::headline(summary);
        return text.isEmpty() ? RunWords::state(summary.state) : text;
    }
    QString text = tr("%n run(s) selected", "", int(selected.size()));
    if (selected.size() > drawn.runs.size())
        text += QStringLiteral(" · ") + tr("the first %n are drawn", "", int(drawn.runs.size()));
    const RunRow* best = nullptr;
    for (const RunRow& row : selected)
        if (const RunSummary& one = row.summary;
            one.best && (!best || (one.headline == best->summary.headline &&
                                   isBetter(*one.best, *best->summary.best, one.headlineDirection()))))
            best = &row;
    if (!best)
        return text;
    QString name = QString::fromStdString(best->summary.name);
    for (const RunDetail& run : drawn.runs)
        if (run.row.id == best->id)
            name = run.label;
    return text + QStringLiteral(" · ") +
           tr("best %1 %2 (%3)", "a metric, its value, the run")
               .arg(MetricWords::shortName(best->summary.headline), QLocale().toString(*best->summary.best, 'f', 3),
                    name);
}

void RunCentre::setHeadline(const QString& text) {
    m_headline->setText(text);
    m_headline->setToolTip(text);
}

} // namespace roentgen::app
