#include "widgets/role_delegate.h"

namespace roentgen::widgets {

void RoleDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (const QVariant role = index.data(TextRole); role.isValid()) {
        option->palette.setColor(QPalette::Text, color(Role(role.toInt())));
    }
}

} // namespace roentgen::widgets
