// Draws a film into a picture of the view's size, keeping what did not change: a new window costs one look-up a pixel.
#pragma once

#include "widgets/film_sampler.h"
#include "widgets/view_transform.h"

#include <QImage>
#include <QRect>

namespace roentgen::widgets {

struct WindowSetting {
    double center = 127.5, width = 256;
    bool inverted = false; // by the reader, on top of the film's own
    bool operator==(const WindowSetting& o) const {
        return center == o.center && width == o.width && inverted == o.inverted;
    }
    bool operator!=(const WindowSetting& o) const { return !(*this == o); }
};

// GUI thread; works on several threads inside.
class FilmRenderer {
public:
    void setFilm(std::shared_ptr<const PreparedFilm> film);
    void setInterpolation(Interpolation interpolation);

    // The picture (RGB32) of the part of the film that lies in a view of viewSize device pixels; it belongs at
    // pictureRect(). transform must be snapped. Valid until the next call.
    const QImage& render(const ViewTransform& transform, QSize viewSize, const WindowSetting& window);
    QRect pictureRect() const { return m_rect; }

private:
    void sample(const ViewTransform& transform, QSize viewSize);
    void applyWindow(const WindowSetting& window);

    std::shared_ptr<const PreparedFilm> m_film;
    Interpolation m_interpolation = Interpolation::Bilinear;
    bool m_sampled = false, m_windowed = false;
    ViewTransform m_transform;
    QSize m_viewSize;
    WindowSetting m_window;
    QRect m_rect;
    std::vector<uint16_t> m_codes, m_unturned;
    std::vector<uint8_t> m_table;
    QImage m_picture;
};

} // namespace roentgen::widgets
