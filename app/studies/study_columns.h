// How the columns of the table of images are laid out before the user changes it. Pure functions.
#pragma once

#include "app/studies/study_query.h"

namespace roentgen::app {

StudyColumn shownColumn(int place);                              // from left to right
bool isEmptyColumn(const StudyTable& table, StudyColumn column); // says nothing of any image, or what another says

// Rows to measure a column's content by: those with its longest texts, and some from all over the table.
std::vector<uint32_t> rowsToMeasure(const StudyTable& table, StudyColumn column);

// Pixels that a column would like to have, and how it gives way where there are too few.
struct ColumnNeed {
    int wanted = 0;
    int least = 0;
    int turn = 0; // those of 0 give way first; all of a turn together
};
// content, title: pixels of its longest text and of its header, with their margins.
ColumnNeed columnNeed(StudyColumn column, int content, int title);
// Of some columns those that have room side by side, each at its least: the ones that matter most first. What names a
// row, what is wrong with it and its labels always stay.
struct ColumnClaim {
    StudyColumn column;
    ColumnNeed need;
    bool saysLittle =
        false; // the same of every image, or nothing of most: comes after the others are as wide as wanted
};
std::vector<StudyColumn> columnsWithRoom(const std::vector<ColumnClaim>& claims, int width);
// What is left of the width goes to the column `widest`. Sum to more than the width where nothing can give way.
std::vector<int> fitColumns(const std::vector<ColumnNeed>& needs, int width, size_t widest);

} // namespace roentgen::app
