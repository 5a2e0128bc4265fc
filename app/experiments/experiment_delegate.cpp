#include "app/experiments/experiment_delegate.h"

#include "app/experiments/experiment_list_model.h"
#include "app/experiments/experiment_name_editor.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace roentgen::app {

using widgets::Role;

QSize ExperimentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    return {120, index.data(ExperimentListModel::KindRole).toInt() == ExperimentListModel::Heading ? 34 : 46};
}

QWidget* ExperimentDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                          const QModelIndex& index) const {
    const auto* model = qobject_cast<const ExperimentListModel*>(index.model());
    const QString name = index.data(ExperimentListModel::KeyRole).toString();
    return new ExperimentNameEditor(
        [model, name](const QString& newName) { return model ? model->renameFault(name, newName) : QString(); },
        parent);
}

void ExperimentDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                              const QModelIndex&) const {
    if (auto* name = qobject_cast<ExperimentNameEditor*>(editor))
        name->place(option.rect);
}

void ExperimentDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    const auto* name = qobject_cast<const ExperimentNameEditor*>(editor);
    if (!name || name->error().isEmpty())
        QStyledItemDelegate::setModelData(editor, model, index);
}

bool ExperimentDelegate::eventFilter(QObject* editor, QEvent* event) {
    const auto* name = qobject_cast<const ExperimentNameEditor*>(editor);
    if (name && !name->error().isEmpty() && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Backtab)
            return true;
    }
    return QStyledItemDelegate::eventFilter(editor, event);
}

void ExperimentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QRect area = item.rect.adjusted(12, 0, -12, 0);
    if (index.data(ExperimentListModel::KindRole).toInt() == ExperimentListModel::Heading) {
        painter->setFont(widgets::font(widgets::Type::Caption, QFont::DemiBold));
        painter->setPen(widgets::color(Role::Secondary));
        painter->drawText(area.adjusted(0, 8, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, item.text);
        return;
    }
    const QWidget* widget = item.widget;
    (widget ? widget->style() : QApplication::style())
        ->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, widget);
    const auto line = [&](const QRect& place, const QString& text, const QFont& font, Role role) {
        painter->setFont(font);
        painter->setPen(widgets::color(role));
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
    };
    const bool broken = index.data(ExperimentListModel::BrokenRole).toBool();
    line(QRect(area.left(), area.top() + 5, area.width(), 20), item.text, widgets::font(widgets::Type::Body),
         Role::Text);
    line(QRect(area.left(), area.top() + 24, area.width(), 16), index.data(ExperimentListModel::DetailRole).toString(),
         widgets::font(widgets::Type::Caption), broken ? Role::Bad : Role::Secondary);
}

} // namespace roentgen::app
