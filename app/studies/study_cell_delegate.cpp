#include "app/studies/study_cell_delegate.h"

#include "app/studies/study_query.h"
#include "widgets/theme.h"

#include <QPainter>

namespace roentgen::app {

void StudyCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(option.rect, widgets::color(widgets::Role::Selection));
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(option.rect, widgets::color(widgets::Role::Hover));
    }
    const QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty()) {
        return;
    }
    const QRect field = option.rect.adjusted(margin, 0, -margin, 0);
    const bool isProblem = index.column() == int(StudyColumn::Problem);
    painter->setPen(widgets::color(isProblem ? widgets::Role::Warning : widgets::Role::Text));
    // The ends of names and UIDs tell them apart.
    const bool isName = index.column() == int(StudyColumn::Image) || index.column() == int(StudyColumn::Study);
    painter->drawText(field, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(text, isName ? Qt::ElideLeft : Qt::ElideRight, field.width()));
}

} // namespace roentgen::app
