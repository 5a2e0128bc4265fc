#include "app/studies/counted_list.h"

#include "widgets/role_delegate.h"

#include <QHeaderView>

namespace roentgen::app {

CountedList::CountedList(QWidget* parent)
    : QTreeWidget(parent) {
    setItemDelegate(new widgets::RoleDelegate(this));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(24);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
}

} // namespace roentgen::app
