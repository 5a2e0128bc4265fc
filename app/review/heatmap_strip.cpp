#include "app/review/heatmap_strip.h"

#include "widgets/image_view.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSettings>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

namespace roentgen::app {

using widgets::ColorMap;

HeatmapStrip::HeatmapStrip(widgets::ImageView* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_row(new QHBoxLayout(this)) {
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    m_row->setContentsMargins(12, 6, 12, 6);
    m_row->setSpacing(8);
    m_previous = addButton(QStringLiteral("previous"), tr("Previous image (←)"));
    m_next = addButton(QStringLiteral("next"), tr("Next image (→)"));
    m_row->addStretch(1);
    addHeatmapControls();
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(1); });
    const QSettings settings;
    setOpacity(settings.value(QStringLiteral("review/opacity"), 0.5).toDouble());
    m_colorMap->setCurrentIndex(
        std::max(0, m_colorMap->findData(settings.value(QStringLiteral("review/colorMap"), 0))));
}

void HeatmapStrip::keepSettings() const {
    QSettings settings;
    settings.setValue(QStringLiteral("review/opacity"), m_view->heatmapOpacity());
    settings.setValue(QStringLiteral("review/colorMap"), int(m_view->colorMap()));
}

QToolButton* HeatmapStrip::addButton(const QString& icon, const QString& tip) {
    auto* button = new QToolButton;
    button->setIcon(widgets::icon(icon));
    button->setIconSize({20, 20});
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::TabFocus);
    m_row->addWidget(button);
    return button;
}

void HeatmapStrip::addHeatmapControls() {
    m_heldBack = new QLabel(tr("Below the threshold"));
    m_heldBack->setObjectName(QStringLiteral("heatmapNote"));
    m_heldBack->setProperty("role", QStringLiteral("caption"));
    m_heldBack->setToolTip(tr("The heatmap of a finding below the threshold is shown on request (H)."));
    m_heldBack->hide();
    m_row->addWidget(m_heldBack);
    m_heatmap = addButton(QStringLiteral("heatmap"), tr("Heatmap (H)"));
    m_heatmap->setCheckable(true);
    m_heatmap->setChecked(true);
    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    m_opacity->setPageStep(10);
    m_opacity->setMinimumWidth(80);
    m_opacity->setMaximumWidth(180);
    m_opacity->setAccessibleName(tr("Heatmap opacity"));
    m_opacity->setToolTip(tr("Heatmap opacity ([ and ])"));
    m_row->addWidget(m_opacity, 2);
    m_opacityText = new QLabel;
    m_opacityText->setProperty("role", QStringLiteral("secondary"));
    m_opacityText->setMinimumWidth(44);
    m_row->addWidget(m_opacityText);
    m_colorMap = new QComboBox;
    m_colorMap->setAccessibleName(tr("Colour map"));
    m_colorMap->setToolTip(tr("Colour map"));
    for (const ColorMap map : widgets::AllColorMaps) {
        m_colorMap->addItem(widgets::colorMapName(map), int(map));
    }
    m_row->addWidget(m_colorMap);
    connect(m_heatmap, &QToolButton::clicked, this, &HeatmapStrip::toggleHeatmap);
    connect(m_opacity, &QSlider::valueChanged, this, [this](int percent) { setOpacity(percent / 100.0); });
    connect(m_colorMap, &QComboBox::currentIndexChanged, this,
            [this] { m_view->setColorMap(ColorMap(m_colorMap->currentData().toInt())); });
}

void HeatmapStrip::setSteps(bool previous, bool next) {
    m_previous->setEnabled(previous);
    m_next->setEnabled(next);
}

void HeatmapStrip::forgetAsked() {
    m_choice.forgetAsked();
}

void HeatmapStrip::setHeatmap(const QString& finding, const std::optional<widgets::Heatmap>& heatmap,
                              bool isBelowThreshold) {
    m_choice.setFinding(finding, heatmap.has_value(), isBelowThreshold);
    m_view->setHeatmap(heatmap);
    showHeatmap();
}

void HeatmapStrip::toggleHeatmap() {
    m_choice.toggle();
    showHeatmap();
}

void HeatmapStrip::showHeatmap() {
    m_view->setHeatmapVisible(m_choice.isShown());
    m_heldBack->setVisible(m_choice.isHeldBack());
    m_heatmap->setChecked(m_choice.isShown());
}

void HeatmapStrip::changeOpacity(double by) {
    setOpacity(m_view->heatmapOpacity() + by);
}

void HeatmapStrip::setOpacity(double opacity) {
    m_view->setHeatmapOpacity(opacity);
    const int percent = int(m_view->heatmapOpacity() * 100 + 0.5);
    const QSignalBlocker blocker(m_opacity);
    m_opacity->setValue(percent);
    m_opacityText->setText(tr("%1 %").arg(QLocale().toString(percent)));
}

} // namespace roentgen::app
