// The form of an experiment, made from the protocol's table of keys.
#pragma once

#include "app/experiments/experiment_words.h"

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
    FormSectionBox* sweepSection() const { return m_sweepBox; }
    void showField(const std::string& path); // opens its section and gives it the focus

    void setDatasets(const QStringList& names);
    void setWeights(const QStringList& names);
    void setTargets(const QStringList& names); // of the workspace; before that every name is taken to be one
    void addPreview(QWidget* preview);         // above the augmentation's fields
    void setMachine(const QString& text);      // "This machine has 16 cores", above the ranks

Q_SIGNALS:
    void edited();
    void augmentationShown(bool shown); // its fields have come into view or gone

protected:
    bool viewportEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void followAugmentation();
    void setupSections(QWidget* content);
    void setupFields();
    void setupSweep(QWidget* content);
    void checkSweep();
    void takeField(const ValueField* field);
    void showSummaries();
    QString targetFault() const; // "" where the target is there, or this machine
    void checkTogether();
    void addBrowse(const char* path, const QString& name, const QString& title);

    Experiment m_experiment;
    std::array<FormSectionBox*, FormSectionCount> m_sections;
    std::map<std::string, ValueField*> m_fields;
    FormSectionBox* m_sweepBox;
    SweepEditor* m_sweepEditor;
    QLabel* m_machine;
    std::vector<QToolButton*> m_browse;
    std::optional<QStringList> m_targets;
    bool m_readOnly = false;
    bool m_augmentationShown = false;
};

} // namespace roentgen::app
