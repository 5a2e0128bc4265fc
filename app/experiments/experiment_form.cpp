#include "app/experiments/experiment_form.h"

#include "app/experiments/form_section.h"
#include "app/experiments/sweep_editor.h"
#include "app/experiments/value_field.h"
#include "app/path_question.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/sweep_expansion.h"
#include "widgets/theme.h"

#include <QTimer>
#include <QToolButton>

namespace roentgen::app {

ExperimentForm::ExperimentForm(QWidget* parent)
    : QScrollArea(parent)
    , m_sheet(new FormSheet(this)) {
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    connectFields();
    addBrowse("data.dataset", tr("Choose the data set's folder"), tr("Folder of the data set"));
    addBrowse("pipeline.records", tr("Choose the folder of record files"), tr("Folder of record files"));
    setWidget(m_sheet);
    m_sheet->section(FormSection::Data)->setOpen(true);
    m_sheet->section(FormSection::Training)->setOpen(true);
    setExperiment(Experiment{});
}

void ExperimentForm::connectFields() {
    for (const auto& [path, one] : m_sheet->fields()) {
        connect(one, &ValueField::edited, this, [this, one = one] { takeField(one); });
        connect(one, &ValueField::finished, this, &ExperimentForm::finished);
    }
    connect(sweepEditor(), &SweepEditor::edited, this, [this] {
        m_experiment.sweep = sweepEditor()->sweep();
        checkTogether();
        m_sheet->orderTabs();
        Q_EMIT edited();
    });
    connect(sweepEditor(), &SweepEditor::finished, this, &ExperimentForm::finished);
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

void ExperimentForm::setExperiment(const Experiment& experiment) {
    m_experiment = experiment;
    for (const auto& [path, field] : m_sheet->fields())
        field->setValue(field->key().get(experiment));
    sweepEditor()->setSweep(experiment.sweep);
    if (m_sheet->search().isEmpty())
        section(FormSection::Sweep)->setOpen(isSweep(experiment));
    checkTogether();
    m_sheet->orderTabs();
}

void ExperimentForm::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    for (QToolButton* browse : m_browse)
        browse->setVisible(!readOnly);
    for (const auto& [path, field] : m_sheet->fields())
        field->setReadOnly(readOnly);
    sweepEditor()->setReadOnly(readOnly);
    checkTogether();
}

void ExperimentForm::takeField(const ValueField* field) {
    if (field->isValid())
        field->key().set(m_experiment, field->value());
    checkTogether();
    Q_EMIT edited();
}

// What several keys together make wrong stands under the key that the protocol names.
void ExperimentForm::checkTogether() {
    const Status status = checkExperiment(m_experiment);
    std::array<bool, FormSectionCount> wrong = {};
    sweepEditor()->check(m_experiment);
    wrong[size_t(FormSection::Sweep)] = !m_readOnly && !sweepEditor()->firstError().isEmpty();
    for (const auto& [path, field] : m_sheet->fields()) {
        const bool named = !m_readOnly && !status && status.error().where == path;
        field->setOutsideError(named ? ExperimentWords::whatDoesNotFit(m_experiment, status.error()) : QString());
        const QString noTarget = path == "target.name" && !m_readOnly ? targetFault() : QString();
        if (!noTarget.isEmpty())
            field->setOutsideError(noTarget);
        if (named || !noTarget.isEmpty() || !field->isValid())
            wrong[size_t(sectionOf(field->key()))] = true;
    }
    for (size_t i = 0; i < wrong.size(); ++i)
        section(FormSection(i))->setWrong(wrong[i]);
    m_sheet->arrangeFor(m_experiment);
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
    const QString sweep = sweepEditor()->firstError();
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
    const FormSearch& search = m_sheet->search();
    if (!search.isEmpty() && !search.matches(shown->key()))
        Q_EMIT searchIsInTheWay();
    FormSectionBox* box = section(sectionOf(shown->key()));
    box->setOpen(true);
    if (shown->isHidden() && search.isEmpty())
        box->foldButton()->setChecked(true);
    shown->editor()->setFocus();
    ensureWidgetVisible(shown);
    QTimer::singleShot(0, shown,
                       [this, shown] { ensureWidgetVisible(shown); }); // what was opened has its place by then
}

void ExperimentForm::setTargets(const QStringList& names) {
    m_targets = names;
    m_sheet->setSuggestions("target.name", names);
    checkTogether();
}

void ExperimentForm::setSearch(const QString& text) {
    m_sheet->setSearch(FormSearch(text));
    ensureVisible(0, 0);
}

QString ExperimentForm::targetFault() const {
    const QString name = QString::fromStdString(m_experiment.target.name);
    if (m_experiment.target.kind == "local" || !m_targets || m_targets->contains(name))
        return {};
    return name.isEmpty() ? tr("Choose one; Settings makes them")
                          : tr("There is no target %1; Settings makes them").arg(name);
}

} // namespace roentgen::app
