#include "app/dataset_titles.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int MostFolders = 8;

// 0: its own folder. 1 and more: so many of those above it.
QString foldersOf(const NamedDataSet& set, int above) {
    return above == 0 ? QFileInfo(set.folder).fileName()
                      : QFileInfo(set.folder).path().section(QLatin1Char('/'), -above, -1, QString::SectionSkipEmpty);
}

// What tells it apart from the others of its name.
QString placeOf(const NamedDataSet& set, const QList<const NamedDataSet*>& others) {
    for (int above = 0; above <= MostFolders; ++above) {
        const QString folders = foldersOf(set, above);
        if (folders != set.name && std::none_of(others.begin(), others.end(), [&](const NamedDataSet* other) {
                return foldersOf(*other, above) == folders;
            })) {
            return folders;
        }
    }
    return QFileInfo(set.toml).completeBaseName();
}

QString titleOf(const NamedDataSet& set, const QList<NamedDataSet>& sets) {
    QList<const NamedDataSet*> others;
    for (const NamedDataSet& other : sets) {
        if (&other != &set && other.name == set.name) {
            others << &other;
        }
    }
    return others.isEmpty() ? set.name
                            : QCoreApplication::translate("DataSetTitles", "%1 in %2", "data set, folder")
                                  .arg(set.name, placeOf(set, others));
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
