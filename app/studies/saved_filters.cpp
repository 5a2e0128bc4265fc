#include "app/studies/saved_filters.h"

#include <QCryptographicHash>
#include <QSettings>

#include <algorithm>

namespace roentgen::app {

namespace {

// A path holds slashes, which would be groups of the settings.
QString arrayName(const QString& datasetToml) {
    const QByteArray hash = QCryptographicHash::hash(datasetToml.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QStringLiteral("filters-%1").arg(QString::fromLatin1(hash.left(16)));
}

QString facetKey(int facet) {
    return QStringLiteral("facet%1").arg(facet);
}

void write(const QString& datasetToml, const QList<SavedFilter>& filters) {
    QSettings settings;
    settings.remove(arrayName(datasetToml));
    settings.beginWriteArray(arrayName(datasetToml), int(filters.size()));
    for (int i = 0; i < int(filters.size()); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("name"), filters[i].name);
        settings.setValue(QStringLiteral("text"), filters[i].query.text);
        for (int facet = 0; facet < int(Facet::Count); ++facet) {
            settings.setValue(facetKey(facet), filters[i].query.chosen[facet]);
        }
    }
    settings.endArray();
}

} // namespace

QList<SavedFilter> savedFilters(const QString& datasetToml) {
    QSettings settings;
    QList<SavedFilter> filters;
    const int count = settings.beginReadArray(arrayName(datasetToml));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        SavedFilter filter;
        filter.name = settings.value(QStringLiteral("name")).toString();
        filter.query.text = settings.value(QStringLiteral("text")).toString();
        for (int facet = 0; facet < int(Facet::Count); ++facet) {
            filter.query.chosen[facet] = settings.value(facetKey(facet)).toStringList();
        }
        filters.append(filter);
    }
    settings.endArray();
    return filters;
}

void saveFilter(const QString& datasetToml, const SavedFilter& filter) {
    QList<SavedFilter> filters = savedFilters(datasetToml);
    filters.removeIf([&](const SavedFilter& other) { return other.name == filter.name; });
    filters.append(filter);
    std::sort(filters.begin(), filters.end(), [](const SavedFilter& a, const SavedFilter& b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    write(datasetToml, filters);
}

void removeFilter(const QString& datasetToml, const QString& name) {
    QList<SavedFilter> filters = savedFilters(datasetToml);
    filters.removeIf([&](const SavedFilter& other) { return other.name == name; });
    write(datasetToml, filters);
}

} // namespace roentgen::app
