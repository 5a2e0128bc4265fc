#include "widgets/parallel_bands.h"

#include <QSemaphore>
#include <QThread>
#include <QThreadPool>

#include <algorithm>

namespace roentgen::widgets {
namespace {

constexpr int PixelsWorthAThread = 100'000;

// Not the global pool: a paint must never queue behind thumbnails.
QThreadPool& paintPool() {
    static QThreadPool pool;
    static const bool ready = [] {
        pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 3));
        pool.setExpiryTimeout(-1);
        return true;
    }();
    Q_UNUSED(ready);
    return pool;
}

} // namespace

void forEachBand(int rows, int columns, const std::function<void(int begin, int end)>& work) {
    const qint64 pixels = qint64(rows) * columns;
    const int cores = std::clamp(QThread::idealThreadCount(), 1, 4);
    const int bands = int(std::clamp<qint64>(pixels / PixelsWorthAThread, 1, std::min(cores, std::max(rows, 1))));
    QSemaphore finished;
    for (int band = 1; band < bands; ++band) {
        const int begin = int(qint64(rows) * band / bands), end = int(qint64(rows) * (band + 1) / bands);
        paintPool().start([&work, &finished, begin, end] {
            work(begin, end);
            finished.release();
        });
    }
    work(0, rows / bands);
    finished.acquire(bands - 1);
}

} // namespace roentgen::widgets
