// The form of an experiment, made from the protocol's table of keys.
#pragma once

#include "app/experiments/experiment_words.h"
#include "app/experiments/form_search.h"

#include <QScrollArea>

#include <array>
#include <map>
#include <optional>
#include <vector>

class QLabel;
class QToolButton;

namespace roentgen::app {

class FormSectionBox;
class SweepEditor;
class ValueField;

class ExperimentForm : public QScrollArea {
    Q_OBJECT
public:
    explicit ExperimentForm(QWidget* parent = nullptr);

    void setExperiment(const Experiment& experiment);
    const Experiment& experiment() const { return m_experiment; } // with the last good value of every field
    void setReadOnly(bool readOnly);

    // The first thing to correct, as "Label: what is wrong"; "" where all is good.
    QString firstError() const;
    ValueField* field(const std::string& path) const; // nullptr: no such field
    FormSectionBox* section(FormSection section) const { return m_sections[int(section)]; }
    SweepEditor* sweepEditor() const { return m_sweepEditor; }
    void showField(const std::string& path); // opens its section and gives it the focus

    // Shows the keys alone in whose words all of these occur, the unused ones as well; "" shows all that are used.
    void setSearch(const QString& text);
    ValueField* firstShown() const; // nullptr: none

    void setDatasets(const QStringList& names);
    void setWeights(const QStringList& names);
    void setTargets(const QStringList& names); // of the workspace; before that every name is taken to be one
    void addPreview(QWidget* preview);         // above the augmentation's fields
    void setMachine(const QString& text);      // "This machine has 16 cores", above the ranks

Q_SIGNALS:
    void searchIsInTheWay(); // of a field that is to be shown: whoever has its words takes them away
    void edited();
    void finished();                    // what was edited is whole: chosen, or typed and left or confirmed
    void augmentationShown(bool shown); // its fields have come into view or gone

protected:
    bool viewportEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void followAugmentation();
    void setupSections(QWidget* content);
    void setupFields();
    void setupSweep();
    // experiment_form_layout.cpp: what is seen, and where Tab goes
    void arrange();
    void showInSection(FormSection which, int shown, int folded);
    bool isFolded(const ValueField* field) const;
    void orderTabs();
    void openFound(const FormSearch& before);
    void takeField(const ValueField* field);
    void showSummaries();
    QString targetFault() const; // "" where the target is there, or this machine
    void checkTogether();
    void addBrowse(const char* path, const QString& name, const QString& title);

    Experiment m_experiment;
    std::array<FormSectionBox*, FormSectionCount> m_sections;
    std::map<std::string, ValueField*> m_fields;
    std::map<std::string, QLabel*> m_headings; // by the keys' section
    SweepEditor* m_sweepEditor;
    QLabel *m_machine, *m_nothing;
    std::vector<QToolButton*> m_browse;
    std::optional<QStringList> m_targets;
    FormSearch m_search;
    std::array<bool, FormSectionCount> m_openBefore = {}; // the search
    bool m_readOnly = false;
    bool m_augmentationShown = false;
};

} // namespace roentgen::app
