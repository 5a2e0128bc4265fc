// The words that were typed to find a key of the experiment.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/experiment_keys.h"

#include <QStringList>

namespace roentgen::app {

class FormSearch {
public:
    FormSearch() = default;
    explicit FormSearch(const QString& text);

    bool isEmpty() const { return m_words.isEmpty(); }
    // Every word occurs in the key's label, its help, its path, its section's title or its choices, in capitals or not.
    bool matches(const ExperimentKey& key) const;

private:
    QStringList m_words;
};

} // namespace roentgen::app
