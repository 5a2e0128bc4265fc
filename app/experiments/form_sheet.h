// The fields of the experiment in their sections: made from the protocol's table of keys, and of them those are seen
// that a search finds, or that a run reads. Knows where Tab goes, and nothing of what is right or wrong. GUI thread.
#pragma once

#include "app/experiments/experiment_words.h"
#include "app/experiments/form_search.h"

#include <QWidget>

#include <array>
#include <map>

class QLabel;

namespace roentgen::app {

class FormSectionBox;
class SweepEditor;
class ValueField;

class FormSheet : public QWidget {
    Q_OBJECT
public:
    explicit FormSheet(QWidget* parent = nullptr);

    const std::map<std::string, ValueField*>& fields() const { return m_fields; } // by the key's path
    ValueField* field(const std::string& path) const;                             // nullptr: no such field
    FormSectionBox* section(FormSection section) const { return m_sections[size_t(section)]; }
    SweepEditor* sweepEditor() const { return m_sweepEditor; }
    ValueField* firstShown() const; // nullptr: none

    // Folds what it does not read, and sums its closed sections up; its values are for others to set.
    void arrangeFor(const Experiment& experiment);
    void setSearch(const FormSearch& search);
    const FormSearch& search() const { return m_search; }
    void setSuggestions(const std::string& path, const QStringList& names);
    void setMachine(const QString& text);
    void orderTabs(); // after editors were made anew

private:
    void setupSections();
    void setupFields();
    void arrange();
    void openFound(const FormSearch& before);
    bool isFolded(const ValueField* field) const;

    Experiment m_experiment; // as it was arranged for
    std::array<FormSectionBox*, FormSectionCount> m_sections;
    std::map<std::string, ValueField*> m_fields;
    std::map<std::string, QLabel*> m_headings; // by the keys' section
    SweepEditor* m_sweepEditor;
    QLabel *m_machine, *m_nothing;
    FormSearch m_search;
    std::array<bool, FormSectionCount> m_openBefore = {}; // the search
};

} // namespace roentgen::app
