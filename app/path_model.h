// The entries of a folder as PathDialog lists them: our icons, the kinds of files that are asked for.
#pragma once

#include "app/path_question.h"

#include <QFileSystemModel>

namespace roentgen::app {

class PathModel : public QFileSystemModel {
    Q_OBJECT
public:
    enum Column { Name, Size, Type, Changed }; // QFileSystemModel's

    explicit PathModel(const PathQuestion& question, QObject* parent = nullptr);

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;
};

} // namespace roentgen::app
