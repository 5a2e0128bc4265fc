#include "app/studies/study_columns.h"

#include <algorithm>
#include <iterator>

namespace roentgen::app {

namespace {

// From left to right: what tells images apart, what is said of them, the rest.
constexpr StudyColumn shownOrder[] = {StudyColumn::Patient,    StudyColumn::Study,  StudyColumn::Image,
                                      StudyColumn::Problem,    StudyColumn::Labels, StudyColumn::View,
                                      StudyColumn::Laterality, StudyColumn::AgeSex, StudyColumn::Date,
                                      StudyColumn::Modality,   StudyColumn::Split,  StudyColumn::Size};

// Where there is no room for all: the first of these stay whatever they take.
constexpr StudyColumn byImportance[] = {StudyColumn::Patient, StudyColumn::Image, StudyColumn::Problem,
                                        StudyColumn::Labels,  StudyColumn::View,  StudyColumn::Laterality,
                                        StudyColumn::AgeSex,  StudyColumn::Date,  StudyColumn::Modality,
                                        StudyColumn::Split,   StudyColumn::Size,  StudyColumn::Study};
constexpr int alwaysShown = 4;
static_assert(std::size(byImportance) == size_t(StudyColumn::Count));

constexpr size_t longestMeasured = 8, othersMeasured = 48;

size_t textLength(const StudyTable& table, const StudyTable::Row& row, StudyColumn column) {
    const auto length = [&](StudyTable::Text id) { return table.text(id).size(); };
    switch (column) {
    case StudyColumn::Patient:
        return length(row.patient) + length(row.patientName);
    case StudyColumn::Study:
        return length(row.study);
    case StudyColumn::Image:
        return length(row.image == 0 ? row.file : row.image);
    case StudyColumn::Modality:
        return length(row.modality);
    case StudyColumn::View:
        return length(row.view);
    case StudyColumn::Problem:
        return length(row.refusal);
    case StudyColumn::Labels: {
        size_t sum = 0;
        for (int i = 0; i < row.labelCount; ++i) {
            sum += length(table.labels(row)[i]) + 2;
        }
        return sum;
    }
    case StudyColumn::Size:
        return row.columns > 9999 || row.rows > 9999 ? 5 : 4;
    default:
        return 0; // all alike
    }
}

} // namespace

StudyColumn shownColumn(int place) {
    return shownOrder[place];
}

std::vector<uint32_t> rowsToMeasure(const StudyTable& table, StudyColumn column) {
    std::vector<std::pair<size_t, uint32_t>> longest; // descending
    const auto& rows = table.rows();
    for (size_t i = 0; i < rows.size(); ++i) {
        const size_t length = textLength(table, rows[i], column);
        if (longest.size() == longestMeasured && length <= longest.back().first) {
            continue;
        }
        const auto at =
            std::find_if(longest.begin(), longest.end(), [&](const auto& one) { return one.first < length; });
        longest.insert(at, {length, uint32_t(i)});
        if (longest.size() > longestMeasured) {
            longest.pop_back();
        }
    }
    std::vector<uint32_t> result;
    for (const auto& [length, row] : longest) {
        result.push_back(row);
    }
    for (size_t i = 0; i < othersMeasured && !rows.empty(); ++i) {
        result.push_back(uint32_t(i * rows.size() / othersMeasured));
    }
    return result;
}

ColumnNeed columnNeed(StudyColumn column, int content, int title) {
    const auto between = [&](int least, int most, int turn) {
        const int wanted = std::max(title, std::min(content, most));
        return ColumnNeed{wanted, std::min(wanted, std::max(least, title)), turn};
    };
    switch (column) {
    case StudyColumn::Study:
        return between(110, 200, 0); // mostly a UID
    case StudyColumn::Image:
        return between(160, 420, 1);
    case StudyColumn::Labels:
        return between(110, 420, 1);
    case StudyColumn::Problem:
        return between(120, 360, 1);
    case StudyColumn::Patient:
        return between(200, 300, 2);
    default:
        return between(content, content, 3);
    }
}

std::vector<StudyColumn> columnsWithRoom(const std::vector<ColumnClaim>& claims, int width) {
    std::vector<StudyColumn> shown;
    int wish = 0; // pixels that those that are shown would like to have besides
    const auto take = [&](int place, bool saysLittle) {
        const auto found = std::find_if(claims.begin(), claims.end(), [&](const ColumnClaim& claim) {
            return claim.column == byImportance[place] && (place < alwaysShown || claim.saysLittle == saysLittle);
        });
        if (found != claims.end() && (place < alwaysShown || found->need.least <= width)) {
            shown.push_back(found->column);
            width -= found->need.least;
            wish += found->need.wanted - found->need.least;
        }
    };
    for (int place = 0; place < int(std::size(byImportance)); ++place) {
        take(place, false);
    }
    width -= wish;
    for (int place = alwaysShown; place < int(std::size(byImportance)); ++place) {
        take(place, true);
    }
    return shown;
}

std::vector<int> fitColumns(const std::vector<ColumnNeed>& needs, int width, size_t widest) {
    std::vector<int> widths;
    int missing = -width, lastTurn = 0;
    for (const ColumnNeed& need : needs) {
        widths.push_back(need.wanted);
        missing += need.wanted;
        lastTurn = std::max(lastTurn, need.turn);
    }
    for (int turn = 0; turn <= lastTurn && missing > 0; ++turn) {
        int spare = 0;
        for (size_t i = 0; i < needs.size(); ++i) {
            spare += needs[i].turn == turn ? widths[i] - needs[i].least : 0;
        }
        int toTake = std::min(missing, spare);
        missing -= toTake;
        for (size_t i = 0; i < needs.size() && spare > 0; ++i) {
            if (needs[i].turn == turn) { // each by its share of what is left to take
                const int own = widths[i] - needs[i].least, taken = int((int64_t(toTake) * own + spare - 1) / spare);
                widths[i] -= taken;
                toTake -= taken;
                spare -= own;
            }
        }
    }
    if (missing < 0 && widest < widths.size()) {
        widths[widest] -= missing;
    }
    return widths;
}

bool isEmptyColumn(const StudyTable& table, StudyColumn column) {
    using Row = StudyTable::Row;
    const auto& rows = table.rows();
    switch (column) {
    case StudyColumn::Patient:
        return !table.hasAny(&Row::patient) && !table.hasAny(&Row::patientName);
    case StudyColumn::Study: // of plain images it is the patient again
        return std::all_of(rows.begin(), rows.end(),
                           [](const Row& row) { return row.study == 0 || row.study == row.patient; });
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
    case StudyColumn::Problem:
        return !table.hasAny(&Row::refusal);
    case StudyColumn::Size:
        return std::none_of(rows.begin(), rows.end(), [](const Row& row) { return row.columns > 0; });
    default:
        return false;
    }
}

} // namespace roentgen::app
