#include "app/experiments/form_sheet.h"

#include "app/experiments/form_section.h"
#include "app/experiments/sweep_editor.h"
#include "app/experiments/value_field.h"

#include <QApplication>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace roentgen::app {

FormSheet::FormSheet(QWidget* parent)
    : QWidget(parent) {
    setupSections();
    m_sweepEditor = new SweepEditor(section(FormSection::Sweep));
    section(FormSection::Sweep)->add(m_sweepEditor);
    setupFields();
}

void FormSheet::setupSections() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 12, 16);
    layout->setSpacing(8);
    m_nothing = new QLabel(tr("No key has these words."), this);
    m_nothing->setProperty("role", QStringLiteral("secondary"));
    m_nothing->hide();
    layout->addWidget(m_nothing);
    for (int i = 0; i < FormSectionCount; ++i) {
        auto* box = new FormSectionBox(ExperimentWords::section(FormSection(i)), this);
        m_sections[size_t(i)] = box;
        layout->addWidget(box);
        connect(box, &FormSectionBox::foldToggled, this, &FormSheet::arrange);
    }
    layout->addStretch(1);
    m_machine = new QLabel(this);
    m_machine->setProperty("role", QStringLiteral("secondary"));
    m_machine->setContentsMargins(22, 0, 0, 0);
    m_machine->hide();
    section(FormSection::Parallel)->add(m_machine);
}

void FormSheet::setupFields() {
    std::string group;
    for (const ExperimentKey& key : experimentKeys()) {
        if (key.path() == "experiment.name")
            continue;
        FormSectionBox* box = section(sectionOf(key));
        if (key.section != group && key.section == "pipeline")
            m_headings[key.section] = box->addHeading(tr("Input pipeline"));
        if (key.section != group && key.section == "augment")
            m_headings[key.section] = box->addHeading(tr("Augmentation"));
        group = key.section;
        auto* field = new ValueField(key, box);
        box->add(field);
        m_fields[key.path()] = field;
    }
}

ValueField* FormSheet::field(const std::string& path) const {
    const auto found = m_fields.find(path);
    return found == m_fields.end() ? nullptr : found->second;
}

void FormSheet::setSuggestions(const std::string& path, const QStringList& names) {
    field(path)->setSuggestions(names);
    orderTabs();
}

void FormSheet::setMachine(const QString& text) {
    m_machine->setText(text);
    m_machine->setVisible(!text.isEmpty());
}

void FormSheet::setSearch(const FormSearch& search) {
    const FormSearch before = std::exchange(m_search, search);
    openFound(before);
    arrange();
}

// Sections are open while a search goes on, and then as they were.
void FormSheet::openFound(const FormSearch& before) {
    if (m_search.isEmpty() == before.isEmpty())
        return;
    for (size_t i = 0; i < m_sections.size(); ++i) {
        if (before.isEmpty())
            m_openBefore[i] = m_sections[i]->isOpen();
        m_sections[i]->setOpen(before.isEmpty() || m_openBefore[i]);
    }
}

// What is wrong is always seen, and nobody loses the field that they type in.
bool FormSheet::isFolded(const ValueField* field) const {
    return !field->isWrong() && !field->isAncestorOf(QApplication::focusWidget()) &&
           !ExperimentWords::whyUnread(m_experiment, field->key()).isEmpty();
}

void FormSheet::arrangeFor(const Experiment& experiment) {
    m_experiment = experiment;
    for (int i = 0; i < FormSectionCount; ++i)
        m_sections[size_t(i)]->setSummary(ExperimentWords::summary(FormSection(i), experiment));
    arrange();
}

void FormSheet::arrange() {
    std::array<int, FormSectionCount> shown = {}, folded = {};
    std::map<std::string, bool> groups; // the keys' sections that have something to show
    for (const ExperimentKey& key : experimentKeys()) {
        ValueField* const one = field(key.path());
        if (!one)
            continue;
        const auto place = size_t(sectionOf(key));
        one->setUnread(ExperimentWords::whyUnread(m_experiment, key));
        const bool folds = isFolded(one);
        const bool seen = m_search.isEmpty() ? !folds || m_sections[place]->showsFolded() : m_search.matches(key);
        folded[place] += folds ? 1 : 0;
        shown[place] += seen ? 1 : 0;
        groups[key.section] = groups[key.section] || seen;
        one->setVisible(seen);
    }
    for (const auto& [group, heading] : m_headings)
        heading->setVisible(groups[group]);
    int all = 0;
    for (size_t i = 0; i < m_sections.size(); ++i) {
        m_sections[i]->setVisible(m_search.isEmpty() || shown[i] > 0);
        m_sections[i]->setFolded(m_search.isEmpty() ? folded[i] : 0);
        all += shown[i];
    }
    m_nothing->setVisible(!m_search.isEmpty() && all == 0);
}

ValueField* FormSheet::firstShown() const {
    for (int i = 0; i < FormSectionCount; ++i)
        for (const ExperimentKey& key : experimentKeys())
            if (ValueField* one = field(key.path()); one && int(sectionOf(key)) == i && !one->isHidden())
                return one;
    return nullptr;
}

// From field to field as they stand, whenever their editors were made.
void FormSheet::orderTabs() {
    QWidget* last = nullptr;
    const auto next = [&last](QWidget* widget) {
        if (last)
            setTabOrder(last, widget);
        last = widget;
    };
    for (int i = 0; i < FormSectionCount; ++i) {
        next(m_sections[size_t(i)]->button());
        if (FormSection(i) == FormSection::Sweep)
            for (QWidget* control : m_sweepEditor->controls())
                next(control);
        for (const ExperimentKey& key : experimentKeys())
            if (const ValueField* one = field(key.path()); one && int(sectionOf(key)) == i)
                for (QWidget* control : one->controls())
                    next(control);
        next(m_sections[size_t(i)]->foldButton());
    }
}

} // namespace roentgen::app
