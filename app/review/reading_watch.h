// Tells what others (another window, another person) add to the library while this window is open. GUI thread only.
#pragma once

#include "app/library.h"

#include <QTimer>

namespace roentgen::app {

class ReadingWatch : public QObject {
    Q_OBJECT
public:
    static constexpr int LookEveryMilliseconds = 500;

    // library: may be nullptr, and outlives it. What was there before is not told.
    explicit ReadingWatch(Library* library, QObject* parent = nullptr);

    void look(); // itself every half second

Q_SIGNALS:
    void heard(const QList<roentgen::app::ReadingAct>& acts); // oldest first; of other sittings than the library's

private:
    Library* m_library;
    QTimer m_timer;
    qint64 m_seen = 0, m_writes = 0;
};

} // namespace roentgen::app
