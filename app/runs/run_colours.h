// Which colour a chosen run has: it keeps it for as long as it is chosen, whatever others come and go.
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace roentgen::app {

class RunColours {
public:
    void setRuns(const QStringList& ids);
    // 0, 1, 2 … of the chosen runs: a colour slot of the charts.
    int slotOf(const QString& id) const { return m_slots.value(id, 0); }
    const QHash<QString, int>& all() const { return m_slots; }

private:
    QHash<QString, int> m_slots;
};

} // namespace roentgen::app
