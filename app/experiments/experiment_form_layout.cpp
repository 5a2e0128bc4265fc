// What of the form is seen: the keys that a search finds, or those that a run reads; and where Tab goes.
#include "app/experiments/experiment_form.h"
#include "app/experiments/form_section.h"
#include "app/experiments/sweep_editor.h"
#include "app/experiments/value_field.h"
#include "engine/protocol/experiment_keys.h"

#include <QApplication>
#include <QLabel>
#include <QToolButton>

#include <utility>

namespace roentgen::app {

void ExperimentForm::setSearch(const QString& text) {
    const FormSearch before = std::exchange(m_search, FormSearch(text));
    openFound(before);
    arrange();
    ensureVisible(0, 0);
}

// Sections are open while a search goes on, and then as they were.
void ExperimentForm::openFound(const FormSearch& before) {
    if (m_search.isEmpty() == before.isEmpty())
        return;
    for (size_t i = 0; i < m_sections.size(); ++i) {
        if (before.isEmpty())
            m_openBefore[i] = m_sections[i]->isOpen();
        m_sections[i]->setOpen(before.isEmpty() || m_openBefore[i]);
    }
}

// What is wrong is always seen, and nobody loses the field that they type in.
bool ExperimentForm::isFolded(const ValueField* field) const {
    return !field->isWrong() && !field->isAncestorOf(QApplication::focusWidget()) &&
           !ExperimentWords::whyUnread(m_experiment, field->key()).isEmpty();
}

void ExperimentForm::arrange() {
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
    for (int i = 0; i < FormSectionCount; ++i) {
        showInSection(FormSection(i), shown[size_t(i)], folded[size_t(i)]);
        all += shown[size_t(i)];
    }
    m_nothing->setVisible(!m_search.isEmpty() && all == 0);
}

void ExperimentForm::showInSection(FormSection which, int shown, int folded) {
    FormSectionBox* const box = section(which);
    box->setVisible(m_search.isEmpty() || shown > 0);
    box->setFolded(m_search.isEmpty() ? folded : 0);
}

ValueField* ExperimentForm::firstShown() const {
    for (int i = 0; i < FormSectionCount; ++i)
        for (const ExperimentKey& key : experimentKeys())
            if (ValueField* one = field(key.path()); one && int(sectionOf(key)) == i && !one->isHidden())
                return one;
    return nullptr;
}

// From field to field as they stand, whenever their editors were made.
void ExperimentForm::orderTabs() {
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
