// Thumbnails: made by the worker, kept in workspace/thumbnails/, a bounded number of them in memory.
// What was asked for last is made first, so that what is on the screen comes before what was scrolled past.
// GUI thread only.
#pragma once

#include "app/engine_service.h"

#include <QCache>
#include <QDeadlineTimer>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QStringList>

namespace roentgen::app {

class ThumbnailStore : public QObject {
    Q_OBJECT
public:
    static constexpr int side = 256; // pixels of the longer side

    ThumbnailStore(EngineService* dataService, const QString& workspace, QObject* parent = nullptr);

    // Null until it is there: ready() follows. isFailed(): it could not be made; what the disk is to blame for is tried
    // again where it is asked for later.
    QImage thumbnail(const QString& path);
    bool isFailed(const QString& path) const { return m_failed.contains(path); }
    QString failure(const QString& path) const { return m_failed.value(path).why; }
    bool isIdle() const { return m_waiting.isEmpty() && m_underWay.isEmpty(); }

Q_SIGNALS:
    void ready(const QString& path); // also after a failure

private:
    void startNext();
    void lookOnDisk(const QString& path);
    void askWorker(const QString& path, const QString& file);
    struct Failure {
        QString why;
        QDeadlineTimer until = QDeadlineTimer::Forever; // it is not asked for again before
    };
    void finish(const QString& path, const QImage& image, Failure failure);

    EngineService* m_service;
    QString m_folder;
    QCache<QString, QImage> m_images; // cost: bytes
    QHash<QString, Failure> m_failed;
    QStringList m_waiting; // newest last
    QSet<QString> m_underWay;
};

// The worker's file: "RTHUMB1 rows columns\n" and rows * columns grey bytes. Null where it is anything else.
QImage readThumbnailFile(const QString& file);
// Changes with the image's time and size, so that a changed image gets a new thumbnail.
QString thumbnailFileName(const QString& imagePath);

} // namespace roentgen::app
