// What the rows of a table are filtered by on the left side, and how many there are of each kind. Pure; for workers.
#pragma once

#include "app/studies/study_query.h"

namespace roentgen::app {

// The chosen values of a facet as the table's numbers of them.
struct ChosenFacet {
    Facet facet;
    std::vector<StudyTable::Text> values;
    bool none = false; // Finding: also images without a finding

    bool accepts(const StudyTable& table, const StudyTable::Row& row) const;
};
std::vector<ChosenFacet> chosenFacets(const StudyTable& table, const StudyQuery& query);

struct FacetCount {
    QString value; // as in StudyQuery::chosen
    int count = 0; // of the rows that the query's text and other facets leave
};
// Per facet: findings in the data set's order, the others by how often they occur. Values that no row of the table has
// are left out, and a facet with one value only is empty. Empty where cancelled became true.
std::vector<std::vector<FacetCount>> countFacets(const StudyTable& table, const StudyQuery& query,
                                                 const std::atomic<bool>& cancelled);

} // namespace roentgen::app
