#include "app/dataset_titles.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int MostFolders = 8;

QString foldersAbove(const NamedDataSet& set, int count) {
    return QFileInfo(set.folder).path().section(QLatin1Char('/'), -count, -1, QString::SectionSkipEmpty);
}

QString titleOf(const NamedDataSet& set, const QList<NamedDataSet>& sets) {
    QList<const NamedDataSet*> others;
    for (const NamedDataSet& other : sets) {
        if (&other != &set && other.name == set.name) {
            others << &other;
        }
    }
    if (others.isEmpty()) {
        return set.name;
    }
    for (int count = 1; count <= MostFolders; ++count) {
        const QString above = foldersAbove(set, count);
        if (std::none_of(others.begin(), others.end(),
                         [&](const NamedDataSet* other) { return foldersAbove(*other, count) == above; })) {
            return QCoreApplication::translate("DataSetTitles", "%1 in %2", "data set, folder").arg(set.name, above);
        }
    }
    return QCoreApplication::translate("DataSetTitles", "%1 in %2", "data set, folder")
        .arg(set.name, QFileInfo(set.toml).completeBaseName());
}

} // namespace

QStringList dataSetTitles(const QList<NamedDataSet>& sets) {
    QStringList titles;
    for (const NamedDataSet& set : sets) {
        titles << titleOf(set, sets);
    }
    return titles;
}

} // namespace roentgen::app
