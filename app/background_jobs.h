// What goes on behind the pages: one line each in the bar at the bottom. GUI thread only.
#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <functional>

namespace roentgen::app {

struct BackgroundJob {
    quint64 id = 0;
    QString what;                 // "Indexing cxr-nih"
    QString detail;               // "3,120 of 112,120 images"; may be empty
    double fraction = -1;         // 0…1; negative: unknown
    double startTime = 0;         // seconds since 1970, UTC
    std::function<void()> cancel; // empty: cannot be cancelled

    // Seconds, from the pace so far; negative: unknown.
    double remainingSeconds(double now) const;
};

class BackgroundJobs : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    quint64 start(const QString& what, std::function<void()> cancel = {});
    void progress(quint64 id, double fraction, const QString& detail = {});
    void finish(quint64 id); // done, failed or cancelled; an unknown id is ignored
    void cancel(quint64 id);
    const QList<BackgroundJob>& jobs() const { return m_jobs; } // oldest first

Q_SIGNALS:
    void changed();

private:
    QList<BackgroundJob> m_jobs;
    quint64 m_nextId = 1;
};

} // namespace roentgen::app
