// What data sets are called in lists: by their names, and where several have the same, by what tells them apart.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace roentgen::app {

struct NamedDataSet {
    QString name, folder, toml;
};

// One for each, in this order: "films", or "films in Hospital A" by its folder or as many of those above as it takes;
// of the same folder twice, by the data set's file.
QStringList dataSetTitles(const QList<NamedDataSet>& sets);

} // namespace roentgen::app
