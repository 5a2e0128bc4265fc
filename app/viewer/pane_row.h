// Films beside each other: how they hang, and how they follow one another in scale, place and window.
#pragma once

#include "app/viewer/film_pane.h"
#include "app/viewer/hanging.h"

#include "widgets/image_view.h"

#include <QWidget>

#include <functional>
#include <vector>

class QHBoxLayout;

namespace roentgen::app {

class PaneRow : public QWidget {
    Q_OBJECT
public:
    static constexpr int MostPanes = 2;
    // loader: outlives it. Whoever hangs films asks it for them.
    explicit PaneRow(const FilmLoader* loader, QWidget* parent = nullptr);

    // What is known of an image beyond its file: patient, view, labels, boxes. Asked for as images come up. May be
    // empty.
    using Describe = std::function<StudyImage(const QString& path)>;
    void setDescribe(Describe describe) { m_describe = std::move(describe); }
    StudyImage describe(const QString& path) const;
    void setClasses(const QStringList& classes) { m_classes = classes; } // they choose the colours of the boxes

    void hang(const QList<FilmKey>& films, Hanging hanging); // one a pane; an empty path: there is none
    QList<FilmKey> films() const;                            // that hang
    void setHanging(Hanging hanging);
    Hanging hanging() const { return m_hanging; }
    bool isBeside() const { return m_count > 1; }
    void showFrame(int pane, int frame); // of the stack that hangs there
    bool isSettled() const;              // every pane shows its film or an error

    widgets::ImageView* view(int pane) const { return m_panes[size_t(pane)].view(); }
    const FilmPane& active() const { return m_panes[size_t(m_active)]; } // that keys and tools work on
    int activeIndex() const { return m_active; }
    void focus(int pane);
    void fitActive();
    void setBoxesVisible(bool visible);

Q_SIGNALS:
    void displayChanged(); // something that a tool strip shows
    void frameRequested(int pane, int frame);
    void fullScreenRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addPane();
    void fill(FilmPane& pane);
    void hangFilms();
    void matchScales();
    bool areLinked() const;
    double columnMm(int pane) const;
    void followWindow(int from);
    void followTransform(int from);
    void align(int other, int from);
    QPointF anchorOf(int pane, const widgets::ViewTransform& transform) const;

    const FilmLoader* m_loader;
    Describe m_describe;
    QStringList m_classes;
    QHBoxLayout* m_layout;
    std::vector<FilmPane> m_panes;
    std::vector<int> m_padding; // of each: film columns beyond its chest wall
    int m_count = 1;            // of panes that are used
    int m_active = 0;
    Hanging m_hanging = Hanging::SideBySide;
};

} // namespace roentgen::app
