#include "app/studies/study_search.h"

#include "app/studies/data_words.h"
#include "app/studies/study_model.h"

#include <QRegularExpression>

#include <algorithm>

namespace roentgen::app {

namespace {

using Row = StudyTable::Row;
using Text = StudyTable::Text;

// Columns of a few values, with the words that each value goes by.
struct ValueColumn {
    Text Row::*member;
    QStringList (*words)(const QString& value);
};

QStringList splitWords(const QString& value) {
    return {value, splitText(value)};
}

QStringList sexWords(const QString& value) {
    return {value == QLatin1String("F")   ? QStringLiteral("female")
            : value == QLatin1String("M") ? QStringLiteral("male")
                                          : QStringLiteral("other"),
            sexText(value)};
}

QStringList sideWords(const QString& value) {
    return {value == QLatin1String("L")   ? QStringLiteral("left")
            : value == QLatin1String("R") ? QStringLiteral("right")
                                          : QStringLiteral("both"),
            lateralityText(value)};
}

QStringList itself(const QString& value) {
    return {value};
}

QStringList refusalWords(const QString& value) {
    return {refusalText(value)};
}

constexpr ValueColumn valueColumns[] = {{&Row::view, itself},
                                        {&Row::modality, itself},
                                        {&Row::split, splitWords},
                                        {&Row::sex, sexWords},
                                        {&Row::laterality, sideWords}};

// One letter would be half of everything; one character of Chinese is a word.
bool isLongEnough(const QString& word) {
    constexpr char16_t firstIdeograph = 0x2e80;
    return word.size() > 1 || word[0].unicode() >= firstIdeograph;
}

bool isPartOfWord(const QString& text, qsizetype at) {
    return at >= 0 && at < text.size() && text[at].isLetterOrNumber();
}

bool hasWholeWord(const QString& text, const QString& word) {
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        if (!isPartOfWord(text, at - 1) && !isPartOfWord(text, at + word.size())) {
            return true;
        }
    }
    return false;
}

bool has(const QString& text, const QString& word, bool whole) {
    return whole ? hasWholeWord(text, word) : text.contains(word, Qt::CaseInsensitive);
}

std::vector<Text> usedStrings(const StudyTable& table, Text Row::*member) {
    std::vector<bool> used(table.textCount());
    std::vector<Text> strings;
    for (const Row& row : table.rows()) {
        if (row.*member != 0 && !used[row.*member]) {
            used[row.*member] = true;
            strings.push_back(row.*member);
        }
    }
    return strings;
}

} // namespace

QStringList searchWords(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("\"([^\"]*)\"|(\\S+)"));
    QStringList words;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        QString word = (match.capturedLength(2) > 0 ? match.captured(2) : match.captured(1)).trimmed();
        word.remove(QLatin1Char('"')); // of a quotation that is still being typed
        if (std::any_of(word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber(); })) {
            words << word; // "/" and "·" stand between the values of a cell
        }
    }
    return words;
}

StudySearch::StudySearch(const StudyTable& table, const QString& text)
    : m_table(table) {
    const QStringList words = searchWords(text);
    if (words.isEmpty()) {
        return;
    }
    for (const ValueColumn& column : valueColumns) {
        m_used.push_back(usedStrings(table, column.member));
    }
    m_used.push_back(usedStrings(table, &Row::refusal));
    m_names = usedStrings(table, &Row::patientName);
    for (const QString& word : words) {
        m_words.push_back(find(word));
    }
}

StudySearch::Word StudySearch::find(const QString& word) const {
    Word found;
    bool isValue = false; // of a column, entirely
    found.values.resize(m_used.size());
    for (size_t column = 0; column < m_used.size(); ++column) {
        const bool isRefusal = column == std::size(valueColumns);
        found.values[column].resize(m_table.textCount());
        for (const Text id : m_used[column]) {
            const QString value = m_table.string(id);
            const QStringList names = isRefusal ? refusalWords(value) : valueColumns[column].words(value);
            for (const QString& name : names) {
                const bool begins = name.startsWith(word, Qt::CaseInsensitive) && isLongEnough(word);
                found.values[column][id] = found.values[column][id] || (isRefusal ? has(name, word, false) : begins);
                isValue = isValue || (!isRefusal && begins && name.size() == word.size());
            }
        }
    }
    found.texts.resize(m_table.textCount());
    for (size_t id = 0; id < found.texts.size(); ++id) {
        QString text = m_table.string(Text(id));
        found.texts[id] =
            has(text, word, isValue) || has(text.replace(QLatin1Char('_'), QLatin1Char(' ')), word, isValue);
    }
    for (const Text id : m_names) {
        found.texts[id] = found.texts[id] || has(personName(m_table.string(id)), word, isValue);
    }
    found.noFinding = has(findingText(noFinding()), word, isValue) || has(QStringLiteral("No finding"), word, isValue);
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    found.number = isNumber ? number : -1;
    return found;
}

bool StudySearch::accepts(const Row& row, size_t number) const {
    const Word& word = m_words[number];
    for (const Text id : {row.patient, row.patientName, row.study, row.image, row.file, row.date}) {
        if (word.texts[id]) {
            return true;
        }
    }
    for (size_t column = 0; column < std::size(valueColumns); ++column) {
        if (word.values[column][row.*valueColumns[column].member]) {
            return true;
        }
    }
    if (word.values.back()[row.refusal] || (word.noFinding && row.labelled && row.labelCount == 0) ||
        (word.number >= 0 && (row.age == word.number || row.rows == word.number || row.columns == word.number))) {
        return true;
    }
    const Text* labels = m_table.labels(row);
    return std::any_of(labels, labels + row.labelCount, [&](Text label) { return word.texts[label]; });
}

bool StudySearch::accepts(const Row& row) const {
    for (size_t word = 0; word < m_words.size(); ++word) {
        if (!accepts(row, word)) {
            return false;
        }
    }
    return true;
}

} // namespace roentgen::app
