#include "app/settings/target_list.h"

#include "app/settings/target_words.h"
#include "widgets/role_delegate.h"

#include <QHeaderView>
#include <QSignalBlocker>

#include <algorithm>

namespace roentgen::app {

namespace {

enum Column { NameColumn, KindColumn, HostColumn, TestColumn, ColumnCount };
constexpr int RowHeight = 30, HeaderHeight = 32, MostRows = 6;

} // namespace

TargetList::TargetList(QWidget* parent)
    : QTreeWidget(parent) {
    setObjectName(QStringLiteral("targets"));
    setItemDelegate(new widgets::RoleDelegate(this));
    setColumnCount(ColumnCount);
    setHeaderLabels({tr("Name"), tr("Kind"), tr("Host"), tr("Last test")});
    setAccessibleName(tr("Targets"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(true);
    setColumnWidth(NameColumn, 124);
    setColumnWidth(KindColumn, 64);
    setColumnWidth(HostColumn, 188);
}

void TargetList::setEntries(const QList<TargetEntry>& entries) {
    const QSignalBlocker quiet(this);
    const QString name = chosen();
    clear();
    for (const TargetEntry& entry : entries) {
        fill(new QTreeWidgetItem(this), entry);
    }
    choose(name);
    setFixedHeight(HeaderHeight + RowHeight * std::clamp(int(entries.size()), 1, MostRows));
}

QString TargetList::chosen() const {
    const QTreeWidgetItem* item = currentItem();
    return item != nullptr ? item->text(NameColumn) : QString();
}

bool TargetList::isChosenElsewhere() const {
    const QTreeWidgetItem* item = currentItem();
    return item != nullptr && !item->data(HostColumn, Qt::UserRole).toString().isEmpty();
}

void TargetList::choose(const QString& name) {
    const auto found = findItems(name, Qt::MatchExactly, NameColumn);
    setCurrentItem(found.isEmpty() ? topLevelItem(0) : found.first());
}

void TargetList::fill(QTreeWidgetItem* item, const TargetEntry& entry) {
    item->setText(NameColumn, entry.name);
    item->setText(KindColumn, entry.error.isEmpty() ? TargetWords::kind(entry.kind) : QString());
    item->setText(HostColumn, entry.error.isEmpty() ? TargetWords::host(entry.host) : QString());
    item->setData(HostColumn, Qt::UserRole, entry.host);
    widgets::Role role = widgets::Role::Secondary;
    if (!entry.error.isEmpty()) {
        item->setText(TestColumn, tr("✕ cannot be read"));
        role = widgets::Role::Bad;
    } else if (!entry.tested.isValid()) {
        item->setText(TestColumn, tr("not tested"));
    } else {
        item->setText(TestColumn, entry.test.ok ? tr("✓ ready") : tr("✕ not ready"));
        role = entry.test.ok ? widgets::Role::Good : widgets::Role::Bad;
    }
    item->setData(TestColumn, widgets::TextRole, int(role));
    for (int column = 0; column < ColumnCount; ++column) {
        item->setToolTip(column, item->text(column));
        item->setSizeHint(column, {0, RowHeight});
    }
}

} // namespace roentgen::app
