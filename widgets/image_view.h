// Shows one film: window and level, pan, zoom, turns; boxes, heatmap and corner text over it.
// Draws values it is given and knows no file or process. GUI thread.
#pragma once

#include "widgets/drag_tool.h"
#include "widgets/film_annotations.h"
#include "widgets/heatmap_layer.h"
#include "widgets/key_help.h"

#include <QWidget>

#include <optional>

namespace roentgen::widgets {

class ImageView : public QWidget {
    Q_OBJECT
public:
    explicit ImageView(QWidget* parent = nullptr);

    // The next film keeps zoom and window where keepView is set (frames of one stack), else starts fitted with its
    // default window. nullptr clears.
    void setFilm(std::shared_ptr<const PreparedFilm> film, bool keepView = false);
    std::shared_ptr<const PreparedFilm> film() const { return m_shown.film; }
    void setMessage(const QString& text); // shown while there is no film: what is loading, or what went wrong
    QString message() const { return m_message; }

    void setBoxes(std::vector<FilmBox> boxes);
    void setBoxesVisible(bool visible);
    bool boxesVisible() const { return m_annotations.boxesVisible(); }
    void setCornerText(CornerText text);
    // What is printed over the film, and where, as painted last.
    const FilmTextLayout& printed() const { return m_annotations.printed(); }
    void setStack(int frame, int frames); // more than one: the wheel scrolls, Ctrl+wheel zooms

    void setHeatmap(std::optional<Heatmap> heatmap);
    bool hasHeatmap() const { return m_heatmap.hasHeatmap(); }
    void setHeatmapVisible(bool visible);
    bool heatmapVisible() const { return m_heatmap.isVisible(); }
    void setHeatmapOpacity(double opacity); // 0…1
    double heatmapOpacity() const { return m_heatmap.opacity(); }
    void setColorMap(ColorMap map);
    ColorMap colorMap() const { return m_heatmap.colorMap(); }

    WindowSetting window() const { return m_shown.window; }
    void setWindow(const WindowSetting& window);
    ViewTransform transform() const { return m_shown.placement.transform(); }
    void setTransform(const ViewTransform& transform);
    QSizeF deviceSize() const; // of the view
    QSizeF filmSize() const { return m_shown.placement.film(); }

    // As FilmPlacement has them.
    void setFitSide(Side side, int padding = 0);
    void setLargestFit(double zoom);
    void fit();
    bool isFitted() const { return m_shown.placement.isFitted(); }
    void actualSize(std::optional<QPointF> devicePoint = {}); // 1:1, that point stays
    void zoomBy(double factor);
    void reset();                  // window, zoom, turns
    void choosePreset(int number); // from 1
    void setInverted(bool inverted);
    void turn(int quarterTurns); // clockwise
    void mirror(bool leftRight, bool upDown);
    void setInterpolation(Interpolation interpolation);
    Interpolation interpolation() const { return m_interpolation; }

    // Of the page around it: as KeyHelp::setFurther has it.
    void setFurtherKeyHelp(std::vector<KeyHelpEntry> keys, const QStringList& replaced = {});
    void setKeyHelpVisible(bool visible);
    bool keyHelpVisible() const { return m_keyHelpVisible; }

Q_SIGNALS:
    void windowChanged();    // by the user
    void transformChanged(); // by the user
    void frameRequested(int frame);
    void fullScreenRequested();
    void displayChanged(); // something that a tool strip shows

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void setupKeys();
    QPointF devicePoint(QPointF viewPoint) const { return viewPoint * devicePixelRatioF(); }
    QPointF deviceMiddle() const { return QRectF(QPointF(), deviceSize()).center(); }
    void zoomAt(QPointF anchor, double zoom);
    void redisplay();
    void edited(Edited what);
    void paintFilm(QPainter& painter);

    Presentation m_shown;
    Interpolation m_interpolation = Interpolation::Bilinear;
    FilmRenderer m_renderer;
    HeatmapLayer m_heatmap;
    FilmAnnotations m_annotations;
    int m_frame = 0, m_frames = 1;
    QString m_message;

    KeyHelp m_keys;
    bool m_keyHelpVisible = false;
    std::unique_ptr<DragTool> m_tool; // while a button is held
    std::optional<QPoint> m_pointer;
};

} // namespace roentgen::widgets
