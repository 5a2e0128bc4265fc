// Text printed over a film: each block where it has room of its own, readable on whatever lies below it.
#pragma once

#include <QImage>
#include <QPainter>
#include <QRect>
#include <QStringList>

#include <vector>

namespace roentgen::widgets {

// The film as it is shown, below the text.
class FilmBackdrop {
public:
    FilmBackdrop() = default; // none: black
    // pictureRect: where the picture (RGB32) stands, device pixels. inverted: by the reader. covered: something bright
    // may be drawn over the film. The picture must outlive it.
    FilmBackdrop(const QImage& picture, const QRect& pictureRect, double pixelRatio, bool inverted, bool covered);

    // Of what lies in rect (view pixels): a twentieth of it at most is brighter. 0…255.
    int brightest(const QRect& rect) const;
    // The share of rect where the film is more than its black background, 0…1.
    double tissue(const QRect& rect) const;

private:
    std::vector<int> valuesIn(const QRect& rect) const; // on a grid; -1: beside the film

    const QImage* m_picture = nullptr;
    QRect m_rect;
    double m_ratio = 1;
    bool m_inverted = false, m_covered = false;
};

struct FilmTextBlock {
    QStringList lines;
    Qt::Alignment corner; // lines are aligned like that
    bool firstLineLarge = false;
    QRect rect; // view pixels, with its rim
};

// Gives every block a place that no other has; what has none is left out. The first asked has the first choice.
class FilmTextLayout {
public:
    FilmTextLayout() = default;
    explicit FilmTextLayout(const QRect& view)
        : m_view(view) {}

    // In this corner: as long as it is, else cut short beside what stands there, else beyond it.
    void addCorner(Qt::Alignment corner, const QStringList& lines, bool firstLineLarge = false);
    // The mark of side and view, which must not lie on tissue where there is room elsewhere: top right, below the text
    // top left, bottom right, in this order. The first line is large.
    void addMark(const QStringList& lines, const FilmBackdrop& backdrop);
    // For something else that is drawn; false where it is not free. May be moved up or down.
    bool addMovable(QRect& rect);

    bool isFree(const QRect& rect) const; // and within the view
    const std::vector<FilmTextBlock>& blocks() const { return m_blocks; }
    std::vector<QRect> taken() const; // by all of them

private:
    QRect cornerRect(Qt::Alignment corner, QSize size) const;
    bool add(FilmTextBlock block);

    QRect m_view;
    std::vector<FilmTextBlock> m_blocks;
    std::vector<QRect> m_others;
};

constexpr int FilmTextMargin = 10; // of the letters, from the view's edge
constexpr int FilmTextRim = 4;     // of a block around its letters

void drawFilmText(QPainter& painter, const FilmTextBlock& block, const FilmBackdrop& backdrop);
// As dark as the text on it needs, and no darker: none on black.
void drawPlate(QPainter& painter, const QRect& rect, const FilmBackdrop& backdrop);
// Light letters with a dark rim.
void drawRimmed(QPainter& painter, const QRect& rect, int flags, const QString& text);

} // namespace roentgen::widgets
