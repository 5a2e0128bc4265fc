#include "app/runs/chart_controls.h"

#include "widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSettings>
#include <QSlider>
#include <QToolButton>

namespace roentgen::app {

ChartControls::ChartControls(QWidget* parent)
    : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    addAxes(row);
    addLogarithmicX(row);
    row->addStretch(1);
    addSmoothing(row);
}

void ChartControls::addAxes(QHBoxLayout* row) {
    auto* group = new QButtonGroup(this);
    const std::pair<ChartAxis, QString> axes[] = {
        {ChartAxis::Epoch, tr("Epochs")}, {ChartAxis::Step, tr("Steps")}, {ChartAxis::RelativeTime, tr("Time")}};
    m_options.axis = ChartAxis(QSettings().value(QStringLiteral("runs/axis"), int(ChartAxis::Epoch)).toInt());
    for (const auto& [axis, name] : axes) {
        auto* button = new QToolButton(this);
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
        Q_EMIT axisChanged();
        Q_EMIT optionsChanged();
    });
}

void ChartControls::addLogarithmicX(QHBoxLayout* row) {
    auto* button = new QToolButton(this);
    button->setProperty("chip", true);
    button->setText(tr("log", "logarithmic scale of the charts' x axis"));
    button->setCheckable(true);
    button->setToolTip(tr("Logarithmic x axis of the charts (Shift+L)"));
    button->setShortcut(QKeySequence(QStringLiteral("Shift+L")));
    button->setAccessibleName(tr("Logarithmic x axis"));
    row->addSpacing(8);
    row->addWidget(button);
    connect(button, &QToolButton::clicked, this, &ChartControls::logarithmicXChosen);
    connect(this, &ChartControls::logarithmicXShown, button, &QToolButton::setChecked);
}

void ChartControls::addSmoothing(QHBoxLayout* row) {
    auto* caption = new QLabel(tr("Smoothing"), this);
    caption->setProperty("role", QStringLiteral("caption"));
    auto* slider = new QSlider(Qt::Horizontal, this);
    slider->setRange(0, 99);
    slider->setFixedWidth(120);
    slider->setValue(QSettings().value(QStringLiteral("runs/smoothing"), 80).toInt());
    slider->setAccessibleName(tr("Smoothing of the charts"));
    slider->setToolTip(tr("How much the lines are smoothed; the measured values stay faint behind them"));
    auto* number = new QLabel(this);
    number->setFont(widgets::font(widgets::Type::Caption));
    number->setMinimumWidth(28);
    const auto take = [this, number](int value) {
        m_options.smoothing = value / 100.0;
        number->setText(value == 0 ? tr("off", "smoothing") : QLocale().toString(value / 100.0, 'f', 2));
    };
    take(slider->value());
    connect(slider, &QSlider::valueChanged, this, [this, take](int value) {
        take(value);
        QSettings().setValue(QStringLiteral("runs/smoothing"), value);
        Q_EMIT optionsChanged();
    });
    for (QWidget* widget : std::initializer_list<QWidget*>{caption, slider, number})
        row->addWidget(widget);
}

} // namespace roentgen::app
