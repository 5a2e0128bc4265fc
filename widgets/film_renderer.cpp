#include "widgets/film_renderer.h"

#include "widgets/parallel_bands.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {
namespace {

constexpr int Block = 64; // of the transposition: two blocks fit the first-level cache

// View pixels whose middle lies on the film.
QRect shownPixels(const QRectF& filmInView, QSize viewSize) {
    const int left = std::max(0, int(std::ceil(filmInView.left() - 0.5)));
    const int top = std::max(0, int(std::ceil(filmInView.top() - 0.5)));
    const int right = std::min(viewSize.width(), int(std::ceil(filmInView.right() - 0.5)));
    const int bottom = std::min(viewSize.height(), int(std::ceil(filmInView.bottom() - 0.5)));
    return right > left && bottom > top ? QRect(left, top, right - left, bottom - top) : QRect();
}

// in: rows × columns; out: columns × rows.
void transpose(const std::vector<uint16_t>& in, int rows, int columns, std::vector<uint16_t>& out) {
    for (int r0 = 0; r0 < rows; r0 += Block)
        for (int c0 = 0; c0 < columns; c0 += Block)
            for (int r = r0; r < std::min(r0 + Block, rows); ++r)
                for (int c = c0; c < std::min(c0 + Block, columns); ++c)
                    out[size_t(c) * size_t(rows) + size_t(r)] = in[size_t(r) * size_t(columns) + size_t(c)];
}

} // namespace

void FilmRenderer::setFilm(std::shared_ptr<const PreparedFilm> film) {
    m_film = std::move(film);
    m_sampled = m_windowed = false;
}

void FilmRenderer::setInterpolation(Interpolation interpolation) {
    m_interpolation = interpolation;
    m_sampled = m_windowed = false;
}

const QImage& FilmRenderer::render(const ViewTransform& transform, QSize viewSize, const WindowSetting& window) {
    if (!m_sampled || transform != m_transform || viewSize != m_viewSize) {
        m_transform = transform;
        m_viewSize = viewSize;
        m_rect = {};
        if (m_film)
            sample(transform, viewSize);
        m_sampled = true;
        m_windowed = false;
    }
    if (!m_windowed || window != m_window) {
        m_window = window;
        if (!m_rect.isEmpty())
            applyWindow(window);
        m_windowed = true;
    }
    return m_picture;
}

void FilmRenderer::sample(const ViewTransform& transform, QSize viewSize) {
    const QRectF film(0, 0, m_film->columns(), m_film->rows());
    m_rect = shownPixels(transform.toView(film, viewSize), viewSize);
    if (m_rect.isEmpty())
        return;

    const QPointF origin = transform.toFilm(m_rect.topLeft(), viewSize);
    const QPointF stepRight = transform.toFilm(m_rect.topLeft() + QPointF(1, 0), viewSize) - origin;
    const QPointF stepDown = transform.toFilm(m_rect.topLeft() + QPointF(0, 1), viewSize) - origin;
    m_codes.resize(size_t(m_rect.width()) * size_t(m_rect.height()));
    if (transform.quarterTurns % 2 == 0) {
        sampleFilm(*m_film, {origin.y(), stepDown.y(), m_rect.height()}, {origin.x(), stepRight.x(), m_rect.width()},
                   m_interpolation, m_codes.data());
        return;
    }
    // A quarter turn: film rows run along the view's x. Sample upright, then swap rows and columns.
    m_unturned.resize(m_codes.size());
    sampleFilm(*m_film, {origin.y(), stepRight.y(), m_rect.width()}, {origin.x(), stepDown.x(), m_rect.height()},
               m_interpolation, m_unturned.data());
    transpose(m_unturned, m_rect.width(), m_rect.height(), m_codes);
}

void FilmRenderer::applyWindow(const WindowSetting& window) {
    m_table.resize(65536);
    m_film->fillWindowTable(window.center, window.width, window.inverted, m_table.data());
    if (m_picture.size() != m_rect.size())
        m_picture = QImage(m_rect.size(), QImage::Format_RGB32);

    // bits() once, on this thread: it may detach.
    uchar* pixels = m_picture.bits();
    const qsizetype stride = m_picture.bytesPerLine();
    const size_t columns = size_t(m_rect.width());
    const uint8_t* table = m_table.data();
    forEachBand(m_rect.height(), m_rect.width(), [&](int begin, int end) {
        for (int r = begin; r < end; ++r) {
            auto* out = reinterpret_cast<uint32_t*>(pixels + r * stride);
            const uint16_t* codes = m_codes.data() + size_t(r) * columns;
            for (size_t c = 0; c < columns; ++c)
                out[c] = 0xff000000u | (uint32_t(table[codes[c]]) * 0x010101u);
        }
    });
}

} // namespace roentgen::widgets
