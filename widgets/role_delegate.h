// Text of items in a role's colour: the role is asked at every paint, where a brush of QStandardItem's kind would keep
// the colours of the theme that it was made in.
#pragma once

#include "widgets/theme.h"

#include <QStyledItemDelegate>

namespace roentgen::widgets {

// An item's data under this number is a Role; items without it are drawn as ever.
inline constexpr int TextRole = Qt::UserRole + 100;

class RoleDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace roentgen::widgets
