// Below a film: steps to the next case, and how the heatmap lies over the film.
#pragma once

#include "app/review/heatmap_choice.h"

#include "widgets/heatmap.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace roentgen::widgets {
class ImageView;
}

namespace roentgen::app {

class HeatmapStrip : public QWidget {
    Q_OBJECT
public:
    // view: shows the film; outlives it.
    explicit HeatmapStrip(widgets::ImageView* view, QWidget* parent = nullptr);

    void setSteps(bool previous, bool next); // there is one
    void forgetAsked();                      // for maps below the threshold: another image comes
    void setHeatmap(const QString& finding, const std::optional<widgets::Heatmap>& heatmap, bool isBelowThreshold);
    void toggleHeatmap();
    void changeOpacity(double by); // 0…1
    void keepSettings() const;

Q_SIGNALS:
    void stepRequested(int distance);

private:
    QToolButton* addButton(const QString& icon, const QString& tip);
    void addHeatmapControls();
    void setOpacity(double opacity);
    void showHeatmap();

    widgets::ImageView* m_view;
    HeatmapChoice m_choice;
    QHBoxLayout* m_row;
    QToolButton *m_previous, *m_next, *m_heatmap;
    QLabel *m_heldBack, *m_opacityText;
    QSlider* m_opacity;
    QComboBox* m_colorMap;
};

} // namespace roentgen::app
