#include "app/background_jobs.h"

#include <QDateTime>

#include <algorithm>

namespace roentgen::app {

namespace {

double nowSeconds() {
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000.0;
}

} // namespace

double BackgroundJob::remainingSeconds(double now) const {
    const double elapsed = now - startTime;
    // Too early a guess would jump about.
    if (fraction < 0.02 || elapsed < 1.0) {
        return -1;
    }
    return elapsed * (1.0 - fraction) / fraction;
}

quint64 BackgroundJobs::start(const QString& what, std::function<void()> cancel) {
    BackgroundJob job;
    job.id = m_nextId++;
    job.what = what;
    job.startTime = nowSeconds();
    job.cancel = std::move(cancel);
    m_jobs.append(job);
    Q_EMIT changed();
    return job.id;
}

void BackgroundJobs::progress(quint64 id, double fraction, const QString& detail) {
    for (BackgroundJob& job : m_jobs) {
        if (job.id == id) {
            job.fraction = std::clamp(fraction, 0.0, 1.0);
            job.detail = detail;
            Q_EMIT changed();
            return;
        }
    }
}

void BackgroundJobs::finish(quint64 id) {
    const auto removed = m_jobs.removeIf([id](const BackgroundJob& job) { return job.id == id; });
    if (removed > 0) {
        Q_EMIT changed();
    }
}

void BackgroundJobs::cancel(quint64 id) {
    for (const BackgroundJob& job : m_jobs) {
        if (job.id == id && job.cancel) {
            const auto cancel = job.cancel; // the call may finish the job
            cancel();
            return;
        }
    }
}

} // namespace roentgen::app
