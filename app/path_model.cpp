#include "app/path_model.h"

#include "widgets/theme.h"

#include <QDateTime>
#include <QLocale>

namespace roentgen::app {

PathModel::PathModel(const PathQuestion& question, QObject* parent)
    : QFileSystemModel(parent) {
    setReadOnly(true);
    // Asking the desktop for a folder's icon reads its files.
    setOption(QFileSystemModel::DontUseCustomDirectoryIcons);
    QDir::Filters wanted = QDir::AllDirs | QDir::NoDotAndDotDot;
    if (question.wanted != PathQuestion::Wanted::Folder) {
        wanted |= QDir::Files;
    }
    setFilter(wanted);
    QStringList patterns;
    for (const QString& end : question.ends) {
        patterns << QLatin1Char('*') + end;
    }
    setNameFilters(patterns);
    setNameFilterDisables(false);
}

// Qt's own words come in no language but English where its translations are not installed.
QVariant PathModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        return section == Name   ? tr("Name")
               : section == Size ? tr("Size")
               : section == Type ? tr("Kind")
                                 : tr("Changed");
    }
    if (role == Qt::TextAlignmentRole) { // Qt's stands at the top
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    }
    return role == Qt::DecorationRole ? QVariant() : QFileSystemModel::headerData(section, orientation, role);
}

QVariant PathModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::DecorationRole && index.column() == Name) {
        return widgets::icon(isDir(index) ? QStringLiteral("folder") : QStringLiteral("file"));
    }
    if (role == Qt::ToolTipRole) {
        return fileName(index);
    }
    if (role == Qt::DisplayRole && index.column() == Size) {
        return isDir(index) ? QString() : QLocale().formattedDataSize(size(index));
    }
    if (role == Qt::DisplayRole && index.column() == Changed) {
        return QLocale().toString(lastModified(index), QLocale::ShortFormat);
    }
    return QFileSystemModel::data(index, role);
}

} // namespace roentgen::app
