// Square images in a grid, as large as the width allows.
#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

namespace roentgen::widgets {

struct Tile {
    QImage image;
    QString tip; // what it is
};

class TileGrid : public QWidget {
    Q_OBJECT
public:
    explicit TileGrid(int columns, QWidget* parent = nullptr);

    void setTiles(std::vector<Tile> tiles);
    const std::vector<Tile>& tiles() const { return m_tiles; }
    QRect tileRect(size_t tile) const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int side(int width) const;

    int m_columns;
    std::vector<Tile> m_tiles;
};

} // namespace roentgen::widgets
