// Work on a thread of a pool whose answer is wanted on the thread that asked.
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrent>

#include <type_traits>
#include <utility>

namespace roentgen::app {

// Runs work() in the pool and then done(result) on this thread, unless `owner`, an object of this thread, is gone by
// then. Not QFuture::then(owner, …): in Qt 6.4 it looks at the owner from the pool's thread, without a lock, and hands
// its answer to one that is just being destroyed; a window that closed while work ended crashed.
template <typename Work, typename Done>
void workInBackground(QObject* owner, QThreadPool* pool, Work work, Done done) {
    auto* watcher = new QFutureWatcher<std::invoke_result_t<Work>>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        done(watcher->future().takeResult());
    });
    watcher->setFuture(QtConcurrent::run(pool, std::move(work)));
}

template <typename Work, typename Done>
void workInBackground(QObject* owner, Work work, Done done) {
    workInBackground(owner, QThreadPool::globalInstance(), std::move(work), std::move(done));
}

} // namespace roentgen::app
