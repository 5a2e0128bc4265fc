// What the typed filter finds: every word of it must occur in a row, in any of its columns. Pure; for workers.
#pragma once

#include "app/studies/study_table.h"

#include <QStringList>

#include <vector>

namespace roentgen::app {

// The words of a typed filter; "two words" in quotes are one.
QStringList searchWords(const QString& text);

class StudySearch {
public:
    // Looks at every string of the table once a word. Stays valid as long as the table.
    StudySearch(const StudyTable& table, const QString& text);

    bool accepts(const StudyTable::Row& row) const; // every word
    bool accepts(const StudyTable::Row& row, size_t word) const;

private:
    // A word that is a value of a column ("male", "PA", "test") finds that column's rows, and elsewhere only whole
    // words: "male" is not in "female", "PA" not in "Opacity". Any other word is found anywhere.
    struct Word {
        std::vector<bool> texts;               // per string of the table: the word is in it
        std::vector<std::vector<bool>> values; // per value column and string
        bool noFinding = false;
        int number = -1; // an age or a side of the image
    };
    Word find(const QString& word) const;

    const StudyTable& m_table;
    std::vector<std::vector<StudyTable::Text>> m_used; // per value column: the strings that occur
    std::vector<StudyTable::Text> m_names;             // of patients: found as they are shown, too
    std::vector<Word> m_words;
};

} // namespace roentgen::app
