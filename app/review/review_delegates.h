// How the Review page paints a case of the work-list and a finding.
#pragma once

#include <QStyledItemDelegate>

namespace roentgen::app {

// A mark (read or not), the image's name, patient and labels, and the chosen finding's probability.
class CaseDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

// Truth by shape (filled diamond: in the labels, ring: not, dash: unknown), name, probability as number and bar with a
// tick at the threshold, and the verdict's sign.
class FindingDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace roentgen::app
