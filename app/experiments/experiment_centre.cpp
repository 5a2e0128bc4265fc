#include "app/experiments/experiment_centre.h"

#include "app/experiments/augmentation_preview.h"
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiment_heading.h"
#include "app/experiments/scaling_panel.h"
#include "app/experiments/value_field.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QSettings>
#include <QShortcut>
#include <QTabBar>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int SearchWidth = 480; // as far as the form's editors

} // namespace

ExperimentCentre::ExperimentCentre(const AppContext& context, QWidget* parent)
    : QWidget(parent)
    , m_heading(new ExperimentHeading(this))
    , m_tabs(new QTabBar(this))
    , m_search(new QLineEdit(this))
    , m_form(new ExperimentForm(this))
    , m_preview(new AugmentationPreview(context.dataService, context.workspace, this))
    , m_scaling(new ScalingPanel(context, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 4, 0);
    layout->setSpacing(4);
    layout->addWidget(m_heading);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Set-up"));
    m_tabs->addTab(tr("Scaling"));
    m_tabs->setTabToolTip(SetUp, tr("What is trained, and how"));
    m_tabs->setTabToolTip(Scaling, tr("What more hosts would bring"));
    m_tabs->setAccessibleName(tr("Parts of the experiment"));
    layout->addWidget(m_tabs);
    setupSearch();
    layout->addWidget(m_search);
    layout->addWidget(m_form, 100);
    layout->addWidget(m_preview);
    layout->addWidget(m_scaling, 100);
    layout->addStretch(1); // where the form is hidden
    m_tabs->setCurrentIndex(QSettings().value(QStringLiteral("experiments/view"), SetUp).toInt());
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int view) {
        QSettings().setValue(QStringLiteral("experiments/view"), view);
        arrange();
    });
    connect(m_form, &ExperimentForm::augmentationShown, this, [this](bool shown) {
        m_augmentation = shown;
        arrange();
    });
    arrange();
}

void ExperimentCentre::setupSearch() {
    m_search->setPlaceholderText(tr("Search the keys"));
    m_search->setAccessibleName(tr("Search the keys of the experiment"));
    m_search->setToolTip(tr("Every word must occur in a key's name, help or choices. Enter goes to the first key "
                            "(Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(SearchWidth);
    m_search->addAction(widgets::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, m_form, &ExperimentForm::setSearch);
    connect(m_form, &ExperimentForm::searchIsInTheWay, m_search, &QLineEdit::clear);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (ValueField* first = m_form->firstShown())
            m_form->showField(first->key().path());
    });
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        showView(SetUp);
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    auto* leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_search);
    leave->setContext(Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, m_search, &QLineEdit::clear);
}

void ExperimentCentre::setBroken(bool broken) {
    m_broken = broken;
    arrange();
}

void ExperimentCentre::showView(View view) {
    m_tabs->setCurrentIndex(view);
}

ExperimentCentre::View ExperimentCentre::view() const {
    return View(m_tabs->currentIndex());
}

void ExperimentCentre::arrange() {
    m_tabs->setVisible(!m_broken);
    m_search->setVisible(!m_broken && view() == SetUp);
    m_form->setVisible(!m_broken && view() == SetUp);
    m_preview->setVisible(!m_broken && view() == SetUp && m_augmentation);
    m_scaling->setVisible(!m_broken && view() == Scaling);
}

} // namespace roentgen::app
