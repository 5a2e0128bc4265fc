// Draws the cells of the table of images.
#pragma once

#include <QStyledItemDelegate>

namespace roentgen::app {

// Within a width: of a path the file's name whole where there is room for it, and what fits of the folder; else its
// middle is left out.
QString elidedPath(const QString& path, const QFontMetrics& metrics, int width);

// Plain text, drawn without the style sheet's machinery: a screen of cells takes half the time. The gallery's pictures
// are of the same model; the table does not even ask for them.
class StudyCellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int margin = 11; // beside the text

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace roentgen::app
