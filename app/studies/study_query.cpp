#include "app/studies/study_query.h"

#include <algorithm>
#include <numeric>

namespace roentgen::app {

namespace {

using Row = StudyTable::Row;
using Text = StudyTable::Text;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

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

// For each string of the table: does it hold the word? Each string is looked at once, however many rows share it.
std::vector<bool> stringsWith(const StudyTable& table, const QString& word) {
    std::vector<bool> result(table.textCount());
    for (size_t id = 0; id < result.size(); ++id) {
        QString text = table.string(Text(id));
        result[id] = text.contains(word, Qt::CaseInsensitive) ||
                     text.replace(QLatin1Char('_'), QLatin1Char(' ')).contains(word, Qt::CaseInsensitive);
    }
    return result;
}

bool rowHas(const StudyTable& table, const Row& row, const std::vector<bool>& strings) {
    if (strings[row.patient] || strings[row.patientName] || strings[row.study] || strings[row.image] ||
        strings[row.file]) {
        return true;
    }
    const Text* labels = table.labels(row);
    return std::any_of(labels, labels + row.labelCount, [&](Text label) { return strings[label]; });
}

// A column of small numbers that sort as the column does.
std::vector<int64_t> textRanks(const StudyTable& table, Text Row::*member) {
    std::vector<bool> used(table.textCount());
    for (const Row& row : table.rows()) {
        used[row.*member] = true;
    }
    std::vector<Text> ids;
    for (Text id = 0; id < used.size(); ++id) {
        if (used[id]) {
            ids.push_back(id);
        }
    }
    std::sort(ids.begin(), ids.end(), [&](Text a, Text b) { return naturalLess(table.text(a), table.text(b)); });
    std::vector<int64_t> ranks(table.textCount());
    for (size_t i = 0; i < ids.size(); ++i) {
        ranks[ids[i]] = int64_t(i);
    }
    std::vector<int64_t> keys;
    keys.reserve(table.rows().size());
    for (const Row& row : table.rows()) {
        keys.push_back(ranks[row.*member]);
    }
    return keys;
}

template <typename Number>
std::vector<int64_t> numberKeys(const StudyTable& table, Number number) {
    std::vector<int64_t> keys;
    keys.reserve(table.rows().size());
    for (const Row& row : table.rows()) {
        keys.push_back(number(row));
    }
    return keys;
}

// By the data set's order of classes: first finding, then the number of findings; unknown before "no finding".
std::vector<int64_t> labelKeys(const StudyTable& table) {
    std::vector<int64_t> place(table.textCount(), INT32_MAX);
    const auto& classes = table.header().classes;
    for (size_t i = 0; i < classes.size(); ++i) {
        const Text id = table.find(classes[i]);
        if (id != StudyTable::notFound) {
            place[id] = int64_t(i);
        }
    }
    return numberKeys(table, [&](const Row& row) -> int64_t {
        if (row.labelCount == 0) {
            return row.labelled ? 1 : 0;
        }
        return ((place[table.labels(row)[0]] + 1) << 16) + row.labelCount;
    });
}

std::vector<int64_t> sortKeys(const StudyTable& table, StudyColumn column) {
    switch (column) {
    case StudyColumn::Patient:
        return textRanks(table, &Row::patient);
    case StudyColumn::Study:
        return textRanks(table, &Row::study);
    case StudyColumn::Image:
        return textRanks(table, &Row::image);
    case StudyColumn::Modality:
        return textRanks(table, &Row::modality);
    case StudyColumn::View:
        return textRanks(table, &Row::view);
    case StudyColumn::Laterality:
        return textRanks(table, &Row::laterality);
    case StudyColumn::Date:
        return textRanks(table, &Row::date);
    case StudyColumn::Split:
        return textRanks(table, &Row::split);
    case StudyColumn::AgeSex:
        return numberKeys(table, [](const Row& row) -> int64_t { return row.age; });
    case StudyColumn::Size:
        return numberKeys(table, [](const Row& row) { return int64_t(row.rows) * row.columns; });
    case StudyColumn::Labels:
        return labelKeys(table);
    case StudyColumn::Count:
        break;
    }
    return std::vector<int64_t>(table.rows().size());
}

// A chosen value as the table's number of it.
struct ChosenFacet {
    Facet facet;
    std::vector<Text> values;
    bool none = false; // Finding: also images without a finding

    bool accepts(const StudyTable& table, const Row& row) const {
        if (facet != Facet::Finding) {
            return std::find(values.begin(), values.end(), facetText(row, facet)) != values.end();
        }
        return (none && row.labelled && row.labelCount == 0) ||
               std::any_of(values.begin(), values.end(), [&](Text label) { return table.hasLabel(row, label); });
    }
};

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

} // namespace

bool StudyQuery::operator==(const StudyQuery& other) const {
    return text == other.text && sortColumn == other.sortColumn && descending == other.descending &&
           std::equal(std::begin(chosen), std::end(chosen), std::begin(other.chosen));
}

bool StudyQuery::isFiltering() const {
    return !text.trimmed().isEmpty() ||
           std::any_of(std::begin(chosen), std::end(chosen), [](const QStringList& list) { return !list.isEmpty(); });
}

QString noFinding() {
    return QStringLiteral("|no finding|");
} // no class can be called so: '|' separates findings

std::vector<uint32_t> runQuery(const StudyTable& table, const StudyQuery& query, const std::atomic<bool>& cancelled) {
    std::vector<std::vector<bool>> words;
    const QStringList wanted = query.text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : wanted) {
        words.push_back(stringsWith(table, word));
    }
    const std::vector<ChosenFacet> facets = chosenFacets(table, query);
    std::vector<uint32_t> result;
    for (size_t i = 0; i < table.rows().size() && !cancelled; ++i) {
        const Row& row = table.rows()[i];
        if (std::all_of(words.begin(), words.end(), [&](const auto& strings) { return rowHas(table, row, strings); }) &&
            std::all_of(facets.begin(), facets.end(), [&](const auto& facet) { return facet.accepts(table, row); })) {
            result.push_back(uint32_t(i));
        }
    }
    if (cancelled) {
        return result;
    }
    const std::vector<int64_t> keys = sortKeys(table, query.sortColumn);
    if (query.descending) {
        std::stable_sort(result.begin(), result.end(), [&](uint32_t a, uint32_t b) { return keys[a] > keys[b]; });
    } else {
        std::stable_sort(result.begin(), result.end(), [&](uint32_t a, uint32_t b) { return keys[a] < keys[b]; });
    }
    return result;
}

std::vector<FacetCount> countFacet(const StudyTable& table, Facet facet) {
    std::vector<int> counts(table.textCount());
    int none = 0;
    for (const Row& row : table.rows()) {
        if (facet != Facet::Finding) {
            ++counts[facetText(row, facet)];
            continue;
        }
        none += row.labelled && row.labelCount == 0 ? 1 : 0;
        for (int i = 0; i < row.labelCount; ++i) {
            ++counts[table.labels(row)[i]];
        }
    }
    std::vector<FacetCount> result;
    if (facet == Facet::Finding) {
        for (const std::string& name : table.header().classes) {
            const Text id = table.find(name);
            if (id != StudyTable::notFound && counts[id] > 0) {
                result.push_back({QString::fromStdString(name), counts[id]});
                counts[id] = 0;
            }
        }
    }
    const size_t ordered = result.size();
    for (Text id = 0; id < counts.size(); ++id) {
        if (counts[id] > 0) {
            result.push_back({table.string(id), counts[id]});
        }
    }
    std::stable_sort(result.begin() + long(ordered), result.end(),
                     [](const FacetCount& a, const FacetCount& b) { return a.count > b.count; });
    if (none > 0) {
        result.push_back({noFinding(), none});
    }
    return result.size() > 1 ? result : std::vector<FacetCount>();
}

bool naturalLess(std::string_view a, std::string_view b) {
    size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (!isDigit(a[i]) || !isDigit(b[j])) {
            if (a[i] != b[j]) {
                return uint8_t(a[i]) < uint8_t(b[j]);
            }
            ++i, ++j;
            continue;
        }
        while (i < a.size() && a[i] == '0') {
            ++i;
        }
        while (j < b.size() && b[j] == '0') {
            ++j;
        }
        size_t endA = i, endB = j;
        while (endA < a.size() && isDigit(a[endA])) {
            ++endA;
        }
        while (endB < b.size() && isDigit(b[endB])) {
            ++endB;
        }
        if (endA - i != endB - j) {
            return endA - i < endB - j;
        }
        const int order = a.substr(i, endA - i).compare(b.substr(j, endB - j));
        if (order != 0) {
            return order < 0;
        }
        i = endA;
        j = endB;
    }
    // "07" and "7": the same number; the shorter text first keeps this an order.
    return i == a.size() && j == b.size() ? a < b : i == a.size();
}

} // namespace roentgen::app
