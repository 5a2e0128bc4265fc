#include "app/studies/study_query.h"

#include "app/studies/study_facets.h"
#include "app/studies/study_search.h"

#include <algorithm>
#include <numeric>

namespace roentgen::app {

namespace {

using Row = StudyTable::Row;
using Text = StudyTable::Text;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// A column of small numbers that sort as the column does.
template <typename TextOf>
std::vector<int64_t> textRanks(const StudyTable& table, TextOf textOf) {
    std::vector<bool> used(table.textCount());
    for (const Row& row : table.rows()) {
        used[textOf(row)] = true;
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
        keys.push_back(ranks[textOf(row)]);
    }
    return keys;
}

std::vector<int64_t> textRanks(const StudyTable& table, Text Row::*member) {
    return textRanks(table, [member](const Row& row) { return row.*member; });
}

// As the column shows them: those who are known by their names go by these, not by a hash.
std::vector<int64_t> patientRanks(const StudyTable& table) {
    const Text byName = table.find("name_and_birth_date");
    return textRanks(table, [byName](const Row& row) {
        return row.patientRule == byName && row.patientName != 0 ? row.patientName : row.patient;
    });
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
        return patientRanks(table);
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
    case StudyColumn::Problem:
        return textRanks(table, &Row::refusal);
    case StudyColumn::Count:
        break;
    }
    return std::vector<int64_t>(table.rows().size());
}

template <typename Take>
void forMatches(const StudyTable& table, const StudyQuery& query, const std::atomic<bool>& cancelled, Take take) {
    const StudySearch search(table, query.text);
    const std::vector<ChosenFacet> facets = chosenFacets(table, query);
    for (size_t i = 0; i < table.rows().size() && !cancelled; ++i) {
        const Row& row = table.rows()[i];
        if (search.accepts(row) &&
            std::all_of(facets.begin(), facets.end(), [&](const auto& facet) { return facet.accepts(table, row); })) {
            take(uint32_t(i));
        }
    }
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
    std::vector<uint32_t> result;
    forMatches(table, query, cancelled, [&result](uint32_t row) { result.push_back(row); });
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

int countRows(const StudyTable& table, const StudyQuery& query, const std::atomic<bool>& cancelled) {
    int count = 0;
    forMatches(table, query, cancelled, [&count](uint32_t) { ++count; });
    return count;
}

std::vector<Relaxation> relaxations(const StudyTable& table, const StudyQuery& query,
                                    const std::atomic<bool>& cancelled) {
    std::vector<Relaxation> all;
    const auto add = [&](Relaxation relaxed) {
        relaxed.count = cancelled ? 0 : countRows(table, relaxed.query, cancelled);
        if (relaxed.count > 0) {
            all.push_back(std::move(relaxed));
        }
    };
    const QStringList words = searchWords(query.text);
    for (const QString& word : words) {
        Relaxation relaxed{query, word};
        QStringList rest = words;
        rest.removeAll(word);
        for (QString& each : rest) {
            each = each.contains(QLatin1Char(' ')) ? QLatin1Char('"') + each + QLatin1Char('"') : each;
        }
        relaxed.query.text = rest.join(QLatin1Char(' '));
        add(std::move(relaxed));
    }
    for (int i = 0; i < int(Facet::Count); ++i) {
        if (!query.chosen[i].isEmpty()) {
            Relaxation relaxed{query, {}, Facet(i)};
            relaxed.query.chosen[i].clear();
            add(std::move(relaxed));
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
    return all;
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
