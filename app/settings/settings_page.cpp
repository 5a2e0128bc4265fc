#include "app/settings/settings_page.h"

#include "app/language.h"
#include "app/library.h"
#include "app/path_question.h"
#include "app/preferences.h"
#include "app/settings/machine_probe.h"
#include "app/settings/targets_panel.h"
#include "widgets/scroll_column.h"

#include <QComboBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::textLabel;

namespace {

QComboBox* makeChoice(const QList<QPair<QString, QString>>& choices, const QString& current, QWidget* parent) {
    auto* box = new QComboBox(parent);
    for (const auto& [text, value] : choices) {
        box->addItem(text, value);
    }
    box->setCurrentIndex(std::max(0, box->findData(current)));
    box->setFixedWidth(280);
    box->setMinimumHeight(32);
    return box;
}

} // namespace

SettingsPage::SettingsPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_column(nullptr)
    , m_workspaceNote(nullptr)
    , m_machine(nullptr)
    , m_probe(new MachineProbe(context.binFolder, this))
    , m_targets(new TargetsPanel(context, this)) {
    QWidget* content = widgets::addScrollColumn(this);
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(16, 16, 16, 16);
    columns->setSpacing(48);
    m_column = addColumn(columns, content);
    setupAppearance();
    setupWorkspace();
    setupTraining();
    setupReading();
    setupTargets();
    m_column->addStretch();
    m_column = addColumn(columns, content);
    setupMachine();
    setupAbout();
    m_column->addStretch();
    columns->addStretch();
}

bool SettingsPage::isSettled() const {
    return !m_probe->isBusy() && !m_targets->isBusy();
}

void SettingsPage::activated() {
    m_probe->start();
    m_targets->reload();
}

QVBoxLayout* SettingsPage::addColumn(QLayout* columns, QWidget* parent) {
    auto* widget = new QWidget(parent);
    widget->setFixedWidth(528);
    columns->addWidget(widget);
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    return column;
}

// Names stand in a column of one width through all sections, each level with its field.
void SettingsPage::addRow(QFormLayout* form, const QString& name, QWidget* field) {
    auto* label = textLabel(name, "secondary", this);
    label->setFixedWidth(152);
    label->setMinimumHeight(field->minimumHeight());
    label->setAlignment(Qt::AlignLeft | (field->minimumHeight() > 0 ? Qt::AlignVCenter : Qt::AlignTop));
    if (!name.isEmpty() && qobject_cast<QLabel*>(field) == nullptr) {
        label->setBuddy(field);
        field->setAccessibleName(name);
    }
    form->addRow(label, field);
}

QFormLayout* SettingsPage::addSection(const QString& title) {
    if (m_column->count() > 0) {
        m_column->addSpacing(8);
    }
    m_column->addWidget(textLabel(title, "section", this));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_column->addLayout(form);
    return form;
}

void SettingsPage::setupAppearance() {
    QFormLayout* form = addSection(tr("APPEARANCE"));
    QList<QPair<QString, QString>> choices = {{tr("As the system"), QString()}};
    const auto all = languages();
    for (const Language& language : all) {
        choices.append({language.name, language.code});
    }
    QComboBox* language = makeChoice(choices, m_context.preferences->language(), this);
    language->setObjectName(QStringLiteral("language"));
    connect(language, &QComboBox::activated, this,
            [this, language] { m_context.preferences->setLanguage(language->currentData().toString()); });
    addRow(form, tr("Language"), language);
    QComboBox* theme = makeChoice({{tr("Dark"), QStringLiteral("dark")},
                                   {tr("Light"), QStringLiteral("light")},
                                   {tr("As the system"), QStringLiteral("system")}},
                                  m_context.preferences->theme(), this);
    theme->setObjectName(QStringLiteral("theme"));
    connect(theme, &QComboBox::activated, this,
            [this, theme] { m_context.preferences->setTheme(theme->currentData().toString()); });
    addRow(form, tr("Theme"), theme);
}

void SettingsPage::setupWorkspace() {
    QFormLayout* form = addSection(tr("WORKSPACE"));
    addRow(form, tr("Folder"), textLabel(QDir::toNativeSeparators(m_context.workspace), "value", this));
    auto* choose = new QPushButton(tr("Choose another…"), this);
    choose->setFixedWidth(280);
    choose->setMinimumHeight(32);
    connect(choose, &QPushButton::clicked, this, &SettingsPage::chooseWorkspace);
    addRow(form, {}, choose);
    m_workspaceNote = textLabel({}, "secondary", this);
    m_workspaceNote->hide();
    addRow(form, {}, m_workspaceNote);
    if (!m_context.library->isOpen()) {
        addRow(form, tr("Library"), textLabel(m_context.library->errorText(), "bad", this));
    }
}

void SettingsPage::chooseWorkspace() {
    askForPath({PathQuestion::Wanted::Folder, tr("Choose a workspace folder"), m_context.workspace, {}, {}}, this,
               [this](const QString& folder) {
                   m_context.preferences->setWorkspace(folder);
                   m_workspaceNote->setText(
                       tr("Roentgen opens %1 at its next start.").arg(QDir::toNativeSeparators(folder)));
                   m_workspaceNote->show();
               });
}

void SettingsPage::setupTraining() {
    QFormLayout* form = addSection(tr("TRAINING"));
    auto* threads = new QSpinBox(this);
    threads->setObjectName(QStringLiteral("threads"));
    threads->setRange(0, std::max(256, QThread::idealThreadCount()));
    threads->setSpecialValueText(tr("Shared fairly among the ranks"));
    threads->setValue(m_context.preferences->threads());
    threads->setFixedWidth(280);
    threads->setMinimumHeight(32);
    threads->setToolTip(tr("0 to %1; what a new experiment begins with").arg(threads->maximum()));
    connect(threads, &QSpinBox::valueChanged, m_context.preferences, &Preferences::setThreads);
    addRow(form, tr("Threads of each rank"), threads);
}

void SettingsPage::setupReading() {
    QFormLayout* form = addSection(tr("REVIEW"));
    auto* reader = new QLineEdit(m_context.preferences->reader(), this);
    reader->setObjectName(QStringLiteral("reader"));
    reader->setMaxLength(64);
    reader->setPlaceholderText(loginName());
    reader->setFixedWidth(280);
    reader->setMinimumHeight(32);
    reader->setToolTip(tr("Whose name verdicts and comments are kept under from now on; empty: the login name"));
    connect(reader, &QLineEdit::editingFinished, this, [this, reader] {
        m_context.preferences->setReader(reader->text());
        reader->setText(m_context.preferences->reader());
    });
    addRow(form, tr("Reader"), reader);
}

void SettingsPage::setupTargets() {
    m_column->addSpacing(8);
    m_column->addWidget(textLabel(tr("TARGETS"), "section", this));
    m_column->addWidget(m_targets);
}

void SettingsPage::setupMachine() {
    m_machine = addSection(tr("THIS MACHINE"));
    connect(m_probe, &MachineProbe::found, this, &SettingsPage::showFacts);
    connect(m_probe, &MachineProbe::failed, this, [this](const QString& error) {
        showFacts({{tr("Not known"), error}});
    });
}

void SettingsPage::showFacts(const QList<QPair<QString, QString>>& facts) {
    while (m_machine->rowCount() > 0) {
        m_machine->removeRow(0);
    }
    for (const auto& [name, value] : facts) {
        addRow(m_machine, name, textLabel(value, "value", this));
    }
}

void SettingsPage::setupAbout() {
    QFormLayout* form = addSection(tr("ABOUT"));
    addRow(form, QStringLiteral("Roentgen"), textLabel(QStringLiteral(ROENTGEN_VERSION), "value", this));
    addRow(form, QStringLiteral("Qt"), textLabel(QLatin1String(qVersion()), "value", this));
    addRow(form, tr("Licence"), textLabel(QStringLiteral("GPL-3.0-or-later"), "value", this));
    m_column->addWidget(textLabel(
        tr("For research use only. Not a medical device: no finding shown here may guide the care of a patient."),
        "warning", this));
}

} // namespace roentgen::app
