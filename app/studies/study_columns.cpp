#include "app/studies/study_columns.h"

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int columnWidths[] = {80, 76, 152, 80, 60, 60, 92, 84, 200, 88, 116};

// From left to right: what tells images apart, what is said of them, the rest.
constexpr StudyColumn shownOrder[] = {StudyColumn::Patient, StudyColumn::Study, StudyColumn::Image,
                                      StudyColumn::Labels,  StudyColumn::View,  StudyColumn::Laterality,
                                      StudyColumn::AgeSex,  StudyColumn::Date,  StudyColumn::Modality,
                                      StudyColumn::Split,   StudyColumn::Size};

} // namespace

StudyColumn shownColumn(int place) {
    return shownOrder[place];
}

int columnWidth(StudyColumn column) {
    return columnWidths[int(column)];
}

bool isEmptyColumn(const StudyTable& table, StudyColumn column) {
    using Row = StudyTable::Row;
    const auto& rows = table.rows();
    switch (column) {
    case StudyColumn::Patient:
        return !table.hasAny(&Row::patient) && !table.hasAny(&Row::patientName);
    case StudyColumn::Study:
        return !table.hasAny(&Row::study);
    case StudyColumn::Modality:
        return !table.hasAny(&Row::modality);
    case StudyColumn::View:
        return !table.hasAny(&Row::view);
    case StudyColumn::Laterality:
        return !table.hasAny(&Row::laterality);
    case StudyColumn::Date:
        return !table.hasAny(&Row::date);
    case StudyColumn::Split:
        return !table.hasAny(&Row::split);
    case StudyColumn::AgeSex:
        return !table.hasAny(&Row::sex) &&
               std::none_of(rows.begin(), rows.end(), [](const Row& row) { return row.age >= 0; });
    case StudyColumn::Labels:
        return std::none_of(rows.begin(), rows.end(),
                            [](const Row& row) { return row.labelled || row.labelCount > 0; });
    case StudyColumn::Size:
        return std::none_of(rows.begin(), rows.end(), [](const Row& row) { return row.columns > 0; });
    default:
        return false;
    }
}

} // namespace roentgen::app
