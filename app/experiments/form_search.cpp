#include "app/experiments/form_search.h"

#include "app/experiments/experiment_words.h"

#include <QRegularExpression>

#include <algorithm>

namespace roentgen::app {

FormSearch::FormSearch(const QString& text)
    : m_words(text.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts)) {}

bool FormSearch::matches(const ExperimentKey& key) const {
    QStringList texts = {ExperimentWords::label(key), ExperimentWords::help(key), QString::fromStdString(key.path()),
                         ExperimentWords::section(sectionOf(key))};
    for (const std::string& choice : key.choices)
        texts += QString::fromStdString(choice);
    const QString all = texts.join(QLatin1Char('\n'));
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace roentgen::app
