// Filters that the user gave a name, per data set, kept in the user's configuration. GUI thread only.
#pragma once

#include "app/studies/study_query.h"

#include <QList>

namespace roentgen::app {

struct SavedFilter {
    QString name;
    StudyQuery query; // its order of rows is not kept
};

QList<SavedFilter> savedFilters(const QString& datasetToml);            // by name
void saveFilter(const QString& datasetToml, const SavedFilter& filter); // replaces one of the same name
void removeFilter(const QString& datasetToml, const QString& name);

} // namespace roentgen::app
