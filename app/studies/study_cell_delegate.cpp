#include "app/studies/study_cell_delegate.h"

#include "app/studies/study_query.h"
#include "widgets/theme.h"

#include <QPainter>

namespace roentgen::app {

QString elidedPath(const QString& path, const QFontMetrics& metrics, int width) {
    if (metrics.horizontalAdvance(path) <= width) {
        return path;
    }
    const QString file = path.mid(path.lastIndexOf(QLatin1Char('/')));
    const int left = width - metrics.horizontalAdvance(file);
    return file != path && left > metrics.horizontalAdvance(QStringLiteral("…"))
               ? metrics.elidedText(path.chopped(file.size()), Qt::ElideRight, left) + file
               : metrics.elidedText(file == path ? path : file.mid(1), Qt::ElideMiddle, width);
}

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
    const QString fitting =
        index.column() == int(StudyColumn::Image)
            ? elidedPath(text, option.fontMetrics, field.width())
            // The ends of UIDs tell them apart.
            : option.fontMetrics.elidedText(
                  text, index.column() == int(StudyColumn::Study) ? Qt::ElideLeft : Qt::ElideRight, field.width());
    painter->drawText(field, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine, fitting);
}

} // namespace roentgen::app
