// How the list of experiments paints its two lines and its headings.
#pragma once

#include <QStyledItemDelegate>

namespace roentgen::app {

class ExperimentDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace roentgen::app
