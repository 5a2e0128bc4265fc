#include "app/review/reading_watch.h"

namespace roentgen::app {

ReadingWatch::ReadingWatch(Library* library, QObject* parent)
    : QObject(parent)
    , m_library(library) {
    if (m_library == nullptr || !m_library->isOpen()) {
        return;
    }
    m_writes = m_library->writesOfOthers();
    m_seen = m_library->lastAct();
    connect(&m_timer, &QTimer::timeout, this, &ReadingWatch::look);
    m_timer.start(LookEveryMilliseconds);
}

void ReadingWatch::look() {
    const qint64 writes = m_library->writesOfOthers();
    if (writes == m_writes) {
        return;
    }
    m_writes = writes;
    QList<ReadingAct> acts = m_library->actsAfter(m_seen);
    if (acts.isEmpty()) {
        return;
    }
    m_seen = acts.last().id;
    acts.removeIf([this](const ReadingAct& act) { return m_library->isOwn(act); });
    if (!acts.isEmpty()) {
        Q_EMIT heard(acts);
    }
}

} // namespace roentgen::app
