#include "app/dataset_index.h"

#include "engine/protocol/dataset_file.h"
#include "engine/protocol/text_file.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace roentgen::app {

QString indexFileOf(const QString& toml) {
    const QFileInfo file(toml);
    return file.dir().filePath(file.completeBaseName() + QStringLiteral(".index"));
}

bool isIndexCurrent(const QString& toml) {
    const QFileInfo index(indexFileOf(toml));
    return index.exists() && index.lastModified() >= QFileInfo(toml).lastModified();
}

std::string descriptionBesidesName(const QString& toml) {
    Result<DatasetFile> file = readDatasetFile(toml.toStdString());
    if (file) {
        file->name.clear();
        return formatDatasetFile(*file);
    }
    const Result<std::string> text = readTextFile(toml.toStdString()); // that cannot be read: as it stands
    return text ? *text : std::string();
}

} // namespace roentgen::app
