#include "widgets/tile_grid.h"

#include "widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace roentgen::widgets {

namespace {

constexpr int Gap = 4, LargestSide = 160;

} // namespace

TileGrid::TileGrid(int columns, QWidget* parent)
    : QWidget(parent)
    , m_columns(columns) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void TileGrid::setTiles(std::vector<Tile> tiles) {
    const bool isResized = tiles.size() != m_tiles.size();
    m_tiles = std::move(tiles);
    QStringList names;
    for (const Tile& tile : m_tiles)
        names += tile.tip;
    setAccessibleDescription(names.join(QStringLiteral("; ")));
    if (isResized)
        updateGeometry();
    update();
}

int TileGrid::side(int width) const {
    return std::clamp((width - (m_columns - 1) * Gap) / m_columns, 1, LargestSide);
}

int TileGrid::heightForWidth(int width) const {
    const int rows = (int(m_tiles.size()) + m_columns - 1) / m_columns;
    return rows * side(width) + std::max(0, rows - 1) * Gap;
}

QSize TileGrid::sizeHint() const {
    const int width = m_columns * 96 + (m_columns - 1) * Gap;
    return {width, heightForWidth(width)};
}

QRect TileGrid::tileRect(size_t tile) const {
    const int length = side(width()), column = int(tile) % m_columns, row = int(tile) / m_columns;
    return {column * (length + Gap), row * (length + Gap), length, length};
}

void TileGrid::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        painter.fillRect(tileRect(i), color(Role::ImageBackground));
        painter.drawImage(tileRect(i), m_tiles[i].image);
    }
}

bool TileGrid::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (size_t i = 0; i < m_tiles.size(); ++i)
        if (tileRect(i).contains(help->pos())) {
            QToolTip::showText(help->globalPos(), m_tiles[i].tip, this, tileRect(i));
            return true;
        }
    QToolTip::hideText();
    return true;
}

} // namespace roentgen::widgets
