// What every label table has in common: its text, its header, its damaged rows.
#pragma once

#include "engine/datasets/folder_listing.h"
#include "engine/datasets/problem_list.h"
#include "engine/protocol/csv_reader.h"
#include "engine/protocol/study_index.h"

#include <functional>

namespace roentgen::datasets {

// One table in memory. Rows that are damaged are counted, never handed out.
class LabelTable {
public:
    static Result<LabelTable> open(const std::string& path);

    const std::string& path() const { return m_path; }
    // Column of that name, or -1.
    int column(std::string_view name) const;
    // Its names, without those beyond the last that is not empty.
    const std::vector<std::string>& columns() const { return m_columns; }
    std::string place(const CsvRow& row) const; // "Data_Entry_2017.csv:12"
    // Calls row for every sound row in the order of the file; where it returns false the row is counted as bad.
    void forEachRow(ProblemList& problems, const std::function<bool(const CsvRow&)>& row) const;

private:
    std::string m_path, m_fileName, m_text;
    std::vector<std::string> m_columns;
    bool m_utf8 = true;
};

// Tells which files of a listing are images, pairs label rows with them and notices names that occur twice.
class ImageMatcher {
public:
    ImageMatcher(const FolderListing& listing, ProblemList& problems);
    // The image a row names (by its last path component), nullptr where it is absent (counted) or taken (counted).
    const ListedFile* take(std::string_view name, const std::string& place);
    // Images that no row has taken, in order.
    std::vector<const ListedFile*> untaken() const;

private:
    const FolderListing& m_listing;
    ProblemList& m_problems;
    std::vector<bool> m_candidate, m_taken; // per listed file
};

// What a cell of a class's column says: 1, 0, -1 or nothing, with or without a decimal point.
enum class LabelCell { Absent, Present, Uncertain, Blank, Bad };
LabelCell labelCell(std::string_view text);

void sortByImageName(std::vector<StudyImage>& images);

int ageFromText(std::string_view text); // "58", "058Y", "006M" -> whole years; -1 where it is none
std::string sexFromText(std::string_view text);
bool parseNumber(std::string_view text, double& value); // whole text, no locale

} // namespace roentgen::datasets
