// The form of an experiment: takes what is typed into its sheet of fields, and says what is wrong. GUI thread.
#pragma once

#include "app/experiments/form_sheet.h"

#include <QScrollArea>

#include <optional>
#include <vector>

class QToolButton;

namespace roentgen::app {

class ExperimentForm : public QScrollArea {
    Q_OBJECT
public:
    explicit ExperimentForm(QWidget* parent = nullptr);

    void setExperiment(const Experiment& experiment);
    const Experiment& experiment() const { return m_experiment; } // with the last good value of every field
    void setReadOnly(bool readOnly);

    // The first thing to correct, as "Label: what is wrong"; "" where all is good.
    QString firstError() const;
    ValueField* field(const std::string& path) const { return m_sheet->field(path); } // nullptr: no such field
    FormSectionBox* section(FormSection section) const { return m_sheet->section(section); }
    SweepEditor* sweepEditor() const { return m_sheet->sweepEditor(); }
    void showField(const std::string& path); // opens its section and gives it the focus

    // Shows the keys alone in whose words all of these occur, the unused ones as well; "" shows all that are used.
    void setSearch(const QString& text);
    ValueField* firstShown() const { return m_sheet->firstShown(); } // nullptr: none

    void setDatasets(const QStringList& names) { m_sheet->setSuggestions("data.dataset", names); }
    void setWeights(const QStringList& names) { m_sheet->setSuggestions("model.weights", names); }
    void setTargets(const QStringList& names); // of the workspace; before that every name is taken to be one
    // "This machine has 16 cores", above the ranks
    void setMachine(const QString& text) { m_sheet->setMachine(text); }

Q_SIGNALS:
    void searchIsInTheWay(); // of a field that is to be shown: whoever has its words takes them away
    void edited();
    void finished();                    // what was edited is whole: chosen, or typed and left or confirmed
    void augmentationShown(bool shown); // its fields have come into view or gone

protected:
    bool viewportEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void connectFields();
    void followAugmentation();
    void takeField(const ValueField* field);
    QString targetFault() const; // "" where the target is there, or this machine
    void checkTogether();
    void addBrowse(const char* path, const QString& name, const QString& title);

    Experiment m_experiment;
    FormSheet* m_sheet;
    std::vector<QToolButton*> m_browse;
    std::optional<QStringList> m_targets;
    bool m_readOnly = false;
    bool m_augmentationShown = false;
};

} // namespace roentgen::app
