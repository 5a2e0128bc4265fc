// How the Runs page is laid out: the list, the charts under their controls, the inspector; or that there are no runs.
#include "app/runs/chart_grid.h"
#include "app/runs/run_inspector.h"
#include "app/runs/run_list_panel.h"
#include "app/runs/run_notice.h"
#include "app/runs/runs_page.h"
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

namespace roentgen::app {

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
    button->setShortcut(QKeySequence(QStringLiteral("Shift+L")));
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
    m_splitter->setSizes({496, 584, 328});
    m_inspector->setMinimumWidth(272);
    m_splitter->restoreState(QSettings().value(QStringLiteral("runs/splitter")).toByteArray());
}

} // namespace roentgen::app
