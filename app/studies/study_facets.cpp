#include "app/studies/study_facets.h"

#include "app/studies/study_search.h"

#include <algorithm>

namespace roentgen::app {

namespace {

using Row = StudyTable::Row;
using Text = StudyTable::Text;

Text facetText(const Row& row, Facet facet) {
    switch (facet) {
    case Facet::Split:
        return row.split;
    case Facet::Modality:
        return row.modality;
    case Facet::View:
        return row.view;
    default:
        return 0;
    }
}

} // namespace

bool ChosenFacet::accepts(const StudyTable& table, const Row& row) const {
    if (facet != Facet::Finding) {
        return std::find(values.begin(), values.end(), facetText(row, facet)) != values.end();
    }
    return (none && row.labelled && row.labelCount == 0) ||
           std::any_of(values.begin(), values.end(), [&](Text label) { return table.hasLabel(row, label); });
}

std::vector<ChosenFacet> chosenFacets(const StudyTable& table, const StudyQuery& query) {
    std::vector<ChosenFacet> result;
    for (int i = 0; i < int(Facet::Count); ++i) {
        const QStringList& chosen = query.chosen[i];
        if (chosen.isEmpty()) {
            continue;
        }
        ChosenFacet facet{Facet(i), {}};
        for (const QString& value : chosen) {
            facet.none = facet.none || (Facet(i) == Facet::Finding && value == noFinding());
            facet.values.push_back(table.find(value.toStdString()));
        }
        result.push_back(facet);
    }
    return result;
}

namespace {

// How many rows have each value of a facet: all, and those that the query leaves.
struct FacetTally {
    std::vector<int> all, left; // by the value's string
    int noneAll = 0, noneLeft = 0;

    void add(const StudyTable& table, const Row& row, Facet facet, bool isLeft) {
        const int counted = isLeft ? 1 : 0;
        if (facet != Facet::Finding) {
            ++all[facetText(row, facet)];
            left[facetText(row, facet)] += counted;
            return;
        }
        const bool none = row.labelled && row.labelCount == 0;
        noneAll += none ? 1 : 0;
        noneLeft += none ? counted : 0;
        for (int i = 0; i < row.labelCount; ++i) {
            ++all[table.labels(row)[i]];
            left[table.labels(row)[i]] += counted;
        }
    }
};

std::vector<FacetCount> listed(const StudyTable& table, Facet facet, const FacetTally& tally) {
    std::vector<Text> ids;
    std::vector<bool> isListed(tally.all.size());
    if (facet == Facet::Finding) {
        for (const std::string& name : table.header().classes) {
            const Text id = table.find(name);
            if (id != StudyTable::notFound && tally.all[id] > 0 && !isListed[id]) {
                ids.push_back(id);
                isListed[id] = true;
            }
        }
    }
    const auto ordered = long(ids.size());
    for (Text id = 0; id < tally.all.size(); ++id) {
        if (tally.all[id] > 0 && !isListed[id]) {
            ids.push_back(id);
        }
    }
    std::stable_sort(ids.begin() + ordered, ids.end(), [&](Text a, Text b) { return tally.all[a] > tally.all[b]; });
    std::vector<FacetCount> result;
    for (const Text id : ids) {
        result.push_back({table.string(id), tally.left[id]});
    }
    if (tally.noneAll > 0) {
        result.push_back({noFinding(), tally.noneLeft});
    }
    return result.size() > 1 ? result : std::vector<FacetCount>();
}

} // namespace

std::vector<std::vector<FacetCount>> countFacets(const StudyTable& table, const StudyQuery& query,
                                                 const std::atomic<bool>& cancelled) {
    const StudySearch search(table, query.text);
    const std::vector<ChosenFacet> facets = chosenFacets(table, query);
    std::vector<FacetTally> tallies(size_t(Facet::Count));
    for (FacetTally& tally : tallies) {
        tally.all.resize(table.textCount());
        tally.left.resize(table.textCount());
    }
    for (const Row& row : table.rows()) {
        if (cancelled) {
            return {};
        }
        const bool isFound = search.accepts(row);
        int refusing = 0;
        Facet last = Facet::Count;
        for (const ChosenFacet& facet : facets) {
            if (!facet.accepts(table, row)) {
                ++refusing;
                last = facet.facet;
            }
        }
        for (int i = 0; i < int(Facet::Count); ++i) {
            // A facet's own choice takes no other of its values away.
            const bool isLeft = isFound && (refusing == 0 || (refusing == 1 && last == Facet(i)));
            tallies[size_t(i)].add(table, row, Facet(i), isLeft);
        }
    }
    std::vector<std::vector<FacetCount>> result;
    for (int i = 0; i < int(Facet::Count); ++i) {
        result.push_back(listed(table, Facet(i), tallies[size_t(i)]));
    }
    return result;
}

} // namespace roentgen::app
