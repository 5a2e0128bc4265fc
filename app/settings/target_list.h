// The table of targets in Settings: name, kind, host, and what the last test said. GUI thread.
#pragma once

#include "app/settings/target_store.h"

#include <QTreeWidget>

namespace roentgen::app {

class TargetList : public QTreeWidget {
    Q_OBJECT
public:
    explicit TargetList(QWidget* parent = nullptr);

    void setEntries(const QList<TargetEntry>& entries); // the chosen one stays chosen; tells of no change
    QString chosen() const;                             // "" where none is
    bool isChosenElsewhere() const;                     // the chosen one is behind ssh
    void choose(const QString& name);                   // the first one where there is none of this name

private:
    void fill(QTreeWidgetItem* item, const TargetEntry& entry);
};

} // namespace roentgen::app
