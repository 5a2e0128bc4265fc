#include "app/experiments/experiment_form.h"

#include "app/experiments/form_section.h"
#include "app/experiments/sweep_editor.h"
#include "app/experiments/value_field.h"
#include "app/path_question.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/sweep_expansion.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

ExperimentForm::ExperimentForm(QWidget* parent)
    : QScrollArea(parent) {
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget(this);
    setupSections(content);
    setupSweep();
    setupFields();
    setWidget(content);
    m_sections[0]->setOpen(true);
    m_sections[int(FormSection::Training)]->setOpen(true);
    setExperiment(Experiment{});
}

void ExperimentForm::setupSections(QWidget* content) {
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 12, 16);
    layout->setSpacing(8);
    m_nothing = new QLabel(tr("No key has these words."), content);
    m_nothing->setProperty("role", QStringLiteral("secondary"));
    m_nothing->hide();
    layout->addWidget(m_nothing);
    for (int i = 0; i < FormSectionCount; ++i) {
        auto* box = new FormSectionBox(ExperimentWords::section(FormSection(i)), content);
        m_sections[size_t(i)] = box;
        layout->addWidget(box);
        connect(box, &FormSectionBox::foldToggled, this, &ExperimentForm::arrange);
    }
    layout->addStretch(1);
    m_machine = new QLabel(content);
    m_machine->setProperty("role", QStringLiteral("secondary"));
    m_machine->setContentsMargins(22, 0, 0, 0);
    m_machine->hide();
    section(FormSection::Parallel)->add(m_machine);
}

void ExperimentForm::setupSweep() {
    FormSectionBox* box = section(FormSection::Sweep);
    m_sweepEditor = new SweepEditor(box);
    box->add(m_sweepEditor);
    connect(m_sweepEditor, &SweepEditor::edited, this, [this] {
        m_experiment.sweep = m_sweepEditor->sweep();
        showSummaries();
        checkTogether();
        orderTabs();
        Q_EMIT edited();
    });
    connect(m_sweepEditor, &SweepEditor::finished, this, &ExperimentForm::finished);
}

void ExperimentForm::setupFields() {
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
        connect(field, &ValueField::edited, this, [this, field] { takeField(field); });
        connect(field, &ValueField::finished, this, &ExperimentForm::finished);
    }
    addBrowse("data.dataset", tr("Choose the data set's folder"), tr("Folder of the data set"));
    addBrowse("pipeline.records", tr("Choose the folder of record files"), tr("Folder of record files"));
}

// Only the top of what is seen counts: what the page shows below the form then changes nothing here.
void ExperimentForm::followAugmentation() {
    constexpr int near = 360; // pixels
    const ValueField *first = nullptr, *last = nullptr;
    for (const ExperimentKey& key : experimentKeys())
        if (const ValueField* one = field(key.path()); key.section == "augment" && one->isVisible()) {
            last = one;
            first = first ? first : last;
        }
    const auto topOf = [&](const QWidget* widget) { return widget->mapTo(this, QPoint()).y(); };
    const bool shown = first && topOf(first) < near && topOf(last) + last->height() > 0;
    if (shown != m_augmentationShown)
        Q_EMIT augmentationShown(m_augmentationShown = shown);
}

// Scrolling, opening a section and another size all come here.
bool ExperimentForm::viewportEvent(QEvent* event) {
    const bool handled = QScrollArea::viewportEvent(event);
    if (event->type() == QEvent::Paint || event->type() == QEvent::LayoutRequest)
        QTimer::singleShot(0, this, &ExperimentForm::followAugmentation);
    return handled;
}

void ExperimentForm::hideEvent(QHideEvent* event) {
    QScrollArea::hideEvent(event);
    QTimer::singleShot(0, this, &ExperimentForm::followAugmentation);
}

void ExperimentForm::addBrowse(const char* path, const QString& name, const QString& title) {
    auto* browse = new QToolButton(this);
    browse->setIcon(widgets::icon(QStringLiteral("folder")));
    browse->setToolTip(tr("Choose a folder"));
    browse->setAccessibleName(name);
    ValueField* target = field(path);
    connect(browse, &QToolButton::clicked, this, [this, target, title] {
        askForPath({PathQuestion::Wanted::Folder, title, {}, {}, {}}, this, [this, target](const QString& folder) {
            target->setValue(KeyValue(folder.toStdString()));
            takeField(target);
            Q_EMIT finished();
        });
    });
    target->addButton(browse);
    m_browse.push_back(browse);
}

ValueField* ExperimentForm::field(const std::string& path) const {
    const auto found = m_fields.find(path);
    return found == m_fields.end() ? nullptr : found->second;
}

void ExperimentForm::setExperiment(const Experiment& experiment) {
    m_experiment = experiment;
    for (const auto& [path, field] : m_fields)
        field->setValue(field->key().get(experiment));
    m_sweepEditor->setSweep(experiment.sweep);
    if (m_search.isEmpty())
        section(FormSection::Sweep)->setOpen(isSweep(experiment));
    showSummaries();
    checkTogether();
    orderTabs();
}

void ExperimentForm::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    for (QToolButton* browse : m_browse)
        browse->setVisible(!readOnly);
    for (const auto& [path, field] : m_fields)
        field->setReadOnly(readOnly);
    m_sweepEditor->setReadOnly(readOnly);
    checkTogether();
}

void ExperimentForm::takeField(const ValueField* field) {
    if (field->isValid())
        field->key().set(m_experiment, field->value());
    showSummaries();
    checkTogether();
    Q_EMIT edited();
}

void ExperimentForm::showSummaries() {
    for (int i = 0; i < FormSectionCount; ++i)
        m_sections[size_t(i)]->setSummary(ExperimentWords::summary(FormSection(i), m_experiment));
}

// What several keys together make wrong stands under the key that the protocol names.
void ExperimentForm::checkTogether() {
    const Status status = checkExperiment(m_experiment);
    std::array<bool, FormSectionCount> wrong = {};
    m_sweepEditor->check(m_experiment);
    wrong[size_t(FormSection::Sweep)] = !m_readOnly && !m_sweepEditor->firstError().isEmpty();
    for (const auto& [path, field] : m_fields) {
        const bool named = !m_readOnly && !status && status.error().where == path;
        field->setOutsideError(named ? ExperimentWords::whatDoesNotFit(m_experiment, status.error()) : QString());
        const QString noTarget = path == "target.name" && !m_readOnly ? targetFault() : QString();
        if (!noTarget.isEmpty())
            field->setOutsideError(noTarget);
        if (named || !noTarget.isEmpty() || !field->isValid())
            wrong[size_t(sectionOf(field->key()))] = true;
    }
    for (size_t i = 0; i < wrong.size(); ++i)
        m_sections[i]->setWrong(wrong[i]);
    arrange();
}

QString ExperimentForm::firstError() const {
    for (const ExperimentKey& key : experimentKeys()) {
        const ValueField* one = field(key.path());
        if (one && !one->isValid())
            return tr("%1: %2", "a field, and what is wrong there").arg(ExperimentWords::label(key), one->error());
    }
    if (const QString fault = targetFault(); !fault.isEmpty())
        return tr("%1: %2", "a field, and what is wrong there")
            .arg(ExperimentWords::label(field("target.name")->key()), fault);
    const Status status = checkExperiment(m_experiment);
    const QString sweep = m_sweepEditor->firstError();
    if (status)
        return sweep.isEmpty() ? QString() : tr("%1: %2", "a field, and what is wrong there").arg(tr("Sweep"), sweep);
    const ExperimentKey* key = findExperimentKey(status.error().where);
    const QString wrong = ExperimentWords::whatDoesNotFit(m_experiment, status.error());
    return key ? tr("%1: %2", "a field, and what is wrong there").arg(ExperimentWords::label(*key), wrong) : wrong;
}

void ExperimentForm::showField(const std::string& path) {
    ValueField* shown = field(path);
    if (!shown)
        return;
    if (!m_search.isEmpty() && !m_search.matches(shown->key()))
        Q_EMIT searchIsInTheWay();
    FormSectionBox* box = section(sectionOf(shown->key()));
    box->setOpen(true);
    if (shown->isHidden() && m_search.isEmpty())
        box->foldButton()->setChecked(true);
    shown->editor()->setFocus();
    ensureWidgetVisible(shown);
    QTimer::singleShot(0, shown,
                       [this, shown] { ensureWidgetVisible(shown); }); // what was opened has its place by then
}

void ExperimentForm::setDatasets(const QStringList& names) {
    field("data.dataset")->setSuggestions(names);
    orderTabs();
}
void ExperimentForm::setWeights(const QStringList& names) {
    field("model.weights")->setSuggestions(names);
    orderTabs();
}

void ExperimentForm::setTargets(const QStringList& names) {
    m_targets = names;
    field("target.name")->setSuggestions(names);
    orderTabs();
    checkTogether();
}

QString ExperimentForm::targetFault() const {
    const QString name = QString::fromStdString(m_experiment.target.name);
    if (m_experiment.target.kind == "local" || !m_targets || m_targets->contains(name))
        return {};
    return name.isEmpty() ? tr("Choose one; Settings makes them")
                          : tr("There is no target %1; Settings makes them").arg(name);
}

void ExperimentForm::setMachine(const QString& text) {
    m_machine->setText(text);
    m_machine->setVisible(!text.isEmpty());
}

} // namespace roentgen::app
