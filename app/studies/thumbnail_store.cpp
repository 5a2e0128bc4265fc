#include "app/studies/thumbnail_store.h"

#include "app/background_work.h"
#include "engine/protocol/messages/film_messages.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace roentgen::app {

namespace {

constexpr qsizetype cacheBytes = 96 * 1024 * 1024;
constexpr int mostUnderWay = 8;   // what a fast scroll leaves to be made in vain
constexpr int longestQueue = 400; // a few screens; older wishes are dropped and asked again when seen
constexpr int maker = 2;          // how the worker makes them: those of before had pixels that were not square
constexpr int largestSide = 4096;
constexpr int tryAgainMilliseconds = 5000; // after the disk was full

struct OnDisk {
    QString file;
    QImage image;
};

} // namespace

QImage readThumbnailFile(const QString& fileName) {
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QList<QByteArray> header = file.readLine(64).trimmed().split(' ');
    const int rows = header.size() == 3 ? header[1].toInt() : 0;
    const int columns = header.size() == 3 ? header[2].toInt() : 0;
    if (header.value(0) != "RTHUMB1" || rows < 1 || columns < 1 || rows > largestSide || columns > largestSide) {
        return {};
    }
    const QByteArray pixels = file.readAll();
    if (pixels.size() != qsizetype(rows) * columns) {
        return {};
    }
    return QImage(reinterpret_cast<const uchar*>(pixels.constData()), columns, rows, columns, QImage::Format_Grayscale8)
        .copy();
}

QString thumbnailFileName(const QString& imagePath) {
    const QFileInfo info(imagePath);
    const QString key = QStringLiteral("%1\n%2\n%3\n%4")
                            .arg(imagePath)
                            .arg(info.size())
                            .arg(info.lastModified().toMSecsSinceEpoch())
                            .arg(maker);
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1).toHex());
    return QStringLiteral("%1/%2.rthumb").arg(hash.left(2), hash.mid(2));
}

ThumbnailStore::ThumbnailStore(EngineService* dataService, const QString& workspace, QObject* parent)
    : QObject(parent)
    , m_service(dataService)
    , m_folder(QDir(workspace).filePath(QStringLiteral("thumbnails")))
    , m_images(cacheBytes) {}

QImage ThumbnailStore::thumbnail(const QString& path) {
    if (const QImage* image = m_images.object(path)) {
        return *image;
    }
    const auto failed = m_failed.constFind(path);
    if (m_underWay.contains(path) || (failed != m_failed.constEnd() && !failed->until.hasExpired())) {
        return {};
    }
    if (m_waiting.isEmpty() || m_waiting.last() != path) {
        m_waiting.removeOne(path);
        m_waiting.append(path);
        if (m_waiting.size() > longestQueue) {
            m_waiting.removeFirst();
        }
    }
    // Not at once: the whole screen asks first, and its last row must not wait behind its first.
    QMetaObject::invokeMethod(this, &ThumbnailStore::startNext, Qt::QueuedConnection);
    return {};
}

void ThumbnailStore::startNext() {
    while (m_underWay.size() < mostUnderWay && !m_waiting.isEmpty()) {
        const QString path = m_waiting.takeLast();
        m_underWay.insert(path);
        lookOnDisk(path);
    }
}

void ThumbnailStore::lookOnDisk(const QString& path) {
    workInBackground(
        this,
        [path, folder = m_folder] {
            const QString file = QDir(folder).filePath(thumbnailFileName(path));
            return OnDisk{file, readThumbnailFile(file)};
        },
        [this, path](const OnDisk& found) {
            if (found.image.isNull()) {
                askWorker(path, found.file);
            } else {
                finish(path, found.image, {});
            }
        });
}

void ThumbnailStore::askWorker(const QString& path, const QString& file) {
    QDir().mkpath(QFileInfo(file).path());
    m_service->request(
        ThumbnailRequest{path.toStdString(), file.toStdString(), side}, this,
        [this, path, file](const ThumbnailAnswer&) {
            const QImage image = readThumbnailFile(file);
            finish(path, image, {image.isNull() ? tr("The thumbnail could not be read") : QString()});
        },
        [this, path](const ServiceError& error) {
            Failure failure{error.toText()};
            if (error.code == QLatin1String("environment"))
                failure.until.setRemainingTime(tryAgainMilliseconds);
            finish(path, {}, failure);
        });
}

void ThumbnailStore::finish(const QString& path, const QImage& image, Failure failure) {
    m_underWay.remove(path);
    if (image.isNull()) {
        m_failed.insert(path, std::move(failure));
    } else {
        m_failed.remove(path);
        m_images.insert(path, new QImage(image), image.sizeInBytes());
    }
    Q_EMIT ready(path);
    startNext();
}

} // namespace roentgen::app
