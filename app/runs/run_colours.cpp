#include "app/runs/run_colours.h"

#include <QSet>

namespace roentgen::app {

void RunColours::setRuns(const QStringList& ids) {
    QHash<QString, int> kept;
    QSet<int> taken;
    for (const QString& id : ids) {
        const auto before = m_slots.constFind(id);
        if (before == m_slots.constEnd())
            continue;
        kept.insert(id, *before);
        taken.insert(*before);
    }
    int free = 0;
    for (const QString& id : ids) {
        if (kept.contains(id))
            continue;
        while (taken.contains(free))
            ++free;
        taken.insert(free);
        kept.insert(id, free);
    }
    m_slots = kept;
}

} // namespace roentgen::app
