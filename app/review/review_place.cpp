#include "app/review/review_place.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSettings>

namespace roentgen::app {

namespace {

QString groupOf(const QString& workspace) {
    const QByteArray hash =
        QCryptographicHash::hash(QDir(workspace).absolutePath().toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("review/place-") + QString::fromLatin1(hash);
}

} // namespace

ReviewPlace readReviewPlace(const QString& workspace) {
    QSettings settings;
    settings.beginGroup(groupOf(workspace));
    const auto text = [&](const QString& key) { return settings.value(key).toString(); };
    return {text(QStringLiteral("model")), text(QStringLiteral("images")), text(QStringLiteral("image")),
            text(QStringLiteral("finding"))};
}

void keepReviewPlace(const QString& workspace, const ReviewPlace& place) {
    QSettings settings;
    settings.beginGroup(groupOf(workspace));
    settings.setValue(QStringLiteral("model"), place.model);
    settings.setValue(QStringLiteral("images"), place.images);
    settings.setValue(QStringLiteral("image"), place.image);
    if (!place.finding.isEmpty()) {
        settings.setValue(QStringLiteral("finding"), place.finding);
    }
}

} // namespace roentgen::app
