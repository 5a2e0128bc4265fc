// Shows one film: window and level, pan, zoom, turns; boxes, heatmap and corner text over it.
// Draws values it is given and knows no file or process. GUI thread.
#pragma once

#include "widgets/film_renderer.h"
#include "widgets/heatmap.h"
#include "widgets/key_help.h"
#include "widgets/view_overlays.h"

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
    std::shared_ptr<const PreparedFilm> film() const { return m_film; }
    void setMessage(const QString& text); // shown while there is no film: what is loading, or what went wrong
    QString message() const { return m_message; }

    void setBoxes(std::vector<FilmBox> boxes);
    void setBoxesVisible(bool visible);
    bool boxesVisible() const { return m_boxesVisible; }
    void setCornerText(CornerText text);
    // What is printed over the film, and where, as painted last.
    const FilmTextLayout& printed() const { return m_printed; }
    void setStack(int frame, int frames); // more than one: the wheel scrolls, Ctrl+wheel zooms

    void setHeatmap(std::optional<Heatmap> heatmap);
    bool hasHeatmap() const { return m_hasHeatmap; }
    void setHeatmapVisible(bool visible);
    bool heatmapVisible() const { return m_heatmapVisible; }
    void setHeatmapOpacity(double opacity); // 0…1
    double heatmapOpacity() const { return m_opacity; }
    void setColorMap(ColorMap map);
    ColorMap colorMap() const { return m_colorMap; }

    WindowSetting window() const { return m_window; }
    void setWindow(const WindowSetting& window);
    ViewTransform transform() const { return m_transform; }
    void setTransform(const ViewTransform& transform);
    QSizeF deviceSize() const; // of the view
    QSizeF filmSize() const;

    // Where the fitted film stands: chest walls back to back. padding: film columns on that side that show nothing and
    // are left out of sight.
    void setFitSide(Side side, int padding = 0);
    Side fitSide() const { return m_fitSide; }
    void setLargestFit(double zoom); // beside a film that fits at less: both at one scale; 0: no limit
    void fit();
    bool isFitted() const { return m_fitted; }
    void actualSize(std::optional<QPointF> devicePoint = {}); // 1:1, that point stays
    void zoomBy(double factor);
    void reset();                  // window, zoom, turns
    void choosePreset(int number); // from 1
    void setInverted(bool inverted);
    void turn(int quarterTurns); // clockwise
    void mirror(bool leftRight, bool upDown);
    void setInterpolation(Interpolation interpolation);
    Interpolation interpolation() const { return m_interpolation; }

    std::vector<KeyHelpEntry> keyHelp() const; // of the view itself
    // Of the page around it, shown first. replaced: keys (as keyHelp() writes them) that the page takes for itself.
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
    enum class Drag { None, Window, Pan, Zoom };
    QPointF devicePoint(QPointF viewPoint) const { return viewPoint * devicePixelRatioF(); }
    void refit();
    void changeZoom(QPointF anchor, double zoom);
    void transformEdited();
    void windowEdited();
    void paintFilm(QPainter& painter, const ViewTransform& transform);
    void paintOverlays(QPainter& painter, const ViewTransform& transform);
    QStringList stateLines() const;
    QString windowText() const;
    QString pointerText() const;

    std::shared_ptr<const PreparedFilm> m_film;
    QString m_message;
    FilmRenderer m_renderer;
    HeatmapRenderer m_heatmap;
    bool m_hasHeatmap = false, m_heatmapVisible = true;
    double m_opacity = 0.5;
    ColorMap m_colorMap = ColorMap::Inferno;
    Interpolation m_interpolation = Interpolation::Bilinear;

    std::vector<FilmBox> m_boxes;
    bool m_boxesVisible = true, m_textVisible = true, m_keyHelpVisible = false;
    CornerText m_corner;
    FilmTextLayout m_printed;
    std::vector<KeyHelpEntry> m_furtherKeys;
    QStringList m_replacedKeys;
    int m_frame = 0, m_frames = 1;

    WindowSetting m_window;
    ViewTransform m_transform;
    bool m_fitted = true;
    Side m_fitSide = Side::Middle;
    int m_fitPadding = 0;
    double m_largestFit = 0;

    Drag m_drag = Drag::None;
    QPointF m_pressed, m_last;
    WindowSetting m_pressedWindow;
    double m_pressedZoom = 1;
    std::optional<QPoint> m_pointer;
};

} // namespace roentgen::widgets
