// Which rows of a StudyTable, in which order; and how many there are of each kind. Pure functions for workers.
#pragma once

#include "app/studies/study_table.h"

#include <QStringList>

#include <atomic>
#include <vector>

namespace roentgen::app {

enum class StudyColumn {
    Patient,
    Study,
    Image,
    Modality,
    View,
    Laterality,
    Date,
    AgeSex,
    Labels,
    Split,
    Size,
    Problem, // why it cannot be shown
    Count
};

// What rows are counted and filtered by.
enum class Facet { Finding, Split, Modality, View, Count };

struct StudyQuery {
    QString text;                             // every word must occur in one of its columns (study_search.h)
    QStringList chosen[size_t(Facet::Count)]; // none: all; several: any of them. "" stands for "not known"
    StudyColumn sortColumn = StudyColumn::Patient;
    bool descending = false;

    bool operator==(const StudyQuery& other) const;
    bool isFiltering() const;
};

// The value of Facet::Finding for images whose label row names no finding.
QString noFinding();

// Row numbers. Ties keep the index's order. Stops early (with what it has) where cancelled becomes true.
std::vector<uint32_t> runQuery(const StudyTable& table, const StudyQuery& query, const std::atomic<bool>& cancelled);

// How many rows it leaves; sooner told than which. Too few where cancelled becomes true.
int countRows(const StudyTable& table, const StudyQuery& query, const std::atomic<bool>& cancelled);

// What would find something where a query finds nothing: the same without one of its words or facets.
struct Relaxation {
    StudyQuery query;
    QString word;                 // what was taken away; empty: a facet was
    Facet facet = Facet::Finding; // which
    int count = 0;                // of rows, more than 0
};
// The most rows first. Stops early where cancelled becomes true.
std::vector<Relaxation> relaxations(const StudyTable& table, const StudyQuery& query,
                                    const std::atomic<bool>& cancelled);

// "img2" before "img10"; digits by value, the rest by bytes.
bool naturalLess(std::string_view a, std::string_view b);

} // namespace roentgen::app
