#include "app/settings/targets_panel.h"

#include "app/app_context.h"
#include "app/settings/target_dialog.h"
#include "app/settings/target_list.h"
#include "app/settings/target_report.h"
#include "widgets/scroll_column.h"

#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::textLabel;

namespace {

constexpr int ControlHeight = 32;

QString timeText(const QDateTime& time) {
    return QLocale().toString(time, QLocale::ShortFormat);
}

} // namespace

TargetsPanel::TargetsPanel(const AppContext& context, QWidget* parent)
    : QWidget(parent)
    , m_store(context.workspace)
    , m_tool(context.binFolder, context.workspace)
    , m_list(new TargetList(this))
    , m_empty(textLabel(tr("Other machines and Slurm queues where training can run. New describes the first one."),
                        "secondary", this))
    , m_busyText(textLabel({}, "secondary", this))
    , m_busy(new QWidget(this))
    , m_report(new TargetReport(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_empty);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &TargetsPanel::showChosen);
    connect(m_list, &QTreeWidget::itemActivated, this, [this] { edit(false); });
    layout->addWidget(m_list);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    setupButtons(row);
    layout->addLayout(row);
    auto* busyRow = new QHBoxLayout(m_busy);
    busyRow->setContentsMargins(0, 0, 0, 0);
    busyRow->setSpacing(8);
    auto* bar = new QProgressBar(m_busy);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedSize(96, 6);
    busyRow->addWidget(bar);
    busyRow->addWidget(m_busyText, 1);
    connect(addButton(busyRow, tr("Cancel"), "cancelTarget"), &QPushButton::clicked, &m_tool, &TargetTool::cancel);
    layout->addWidget(m_busy);
    layout->addWidget(m_report);
    connect(m_report, &TargetReport::trustConfirmed, this, [this](const QString& fingerprint) {
        begin(QStringLiteral("trust"), {QStringLiteral("--fingerprint"), fingerprint});
    });
    connect(&m_tool, &TargetTool::tested, this, &TargetsPanel::takeTest);
    connect(&m_tool, &TargetTool::done, this, [this] {
        m_list->choose(m_tool.target());
        begin(QStringLiteral("test")); // what is there now
    });
    connect(&m_tool, &TargetTool::failed, this, [this](const QString& error) {
        showState();
        m_report->say(error, true);
    });
    connect(&m_tool, &TargetTool::canceled, this, [this] {
        m_report->say(tr("Canceled"), false);
        showState();
    });
    reload();
}

QPushButton* TargetsPanel::addButton(QLayout* row, const QString& text, const char* name) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setMinimumHeight(ControlHeight);
    row->addWidget(button);
    return button;
}

void TargetsPanel::setupButtons(QLayout* row) {
    m_new = addButton(row, tr("New…"), "newTarget");
    m_edit = addButton(row, tr("Edit…"), "editTarget");
    m_remove = addButton(row, tr("Remove…"), "removeTarget");
    m_test = addButton(row, tr("Test"), "testTarget");
    m_test->setToolTip(tr("Logs in and says what is there and what is missing"));
    m_install = addButton(row, tr("Install"), "installTarget");
    m_install->setToolTip(tr("Puts Roentgen's programs there"));
    connect(m_new, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_remove, &QPushButton::clicked, this, &TargetsPanel::remove);
    connect(m_test, &QPushButton::clicked, this, [this] { begin(QStringLiteral("test")); });
    connect(m_install, &QPushButton::clicked, this, [this] { begin(QStringLiteral("install")); });
}

QString TargetsPanel::chosen() const {
    return m_list->chosen();
}

void TargetsPanel::reload() {
    const QList<TargetEntry> entries = m_store.entries();
    m_list->setEntries(entries);
    m_list->setVisible(!entries.isEmpty());
    m_empty->setVisible(entries.isEmpty());
    showChosen();
}

// What its last test said, where that still holds.
void TargetsPanel::showChosen() {
    showState();
    if (m_tool.isBusy()) {
        return;
    }
    m_report->clear();
    const QString name = chosen();
    const QList<TargetEntry> entries = m_store.entries();
    for (const TargetEntry& entry : entries) {
        if (entry.name != name) {
            continue;
        }
        if (!entry.error.isEmpty()) {
            m_report->say(entry.error, true);
        } else if (entry.tested.isValid()) {
            m_report->showFacts(tr("%1, tested %2", "a target, a time").arg(name, timeText(entry.tested)),
                                entry.test.checks);
        }
    }
}

void TargetsPanel::showState() {
    const bool busy = m_tool.isBusy(), any = !chosen().isEmpty();
    m_busy->setVisible(busy);
    m_new->setEnabled(!busy);
    for (QPushButton* button : {m_edit, m_remove, m_test}) {
        button->setEnabled(any && !busy);
    }
    m_install->setEnabled(m_list->isChosenElsewhere() && !busy); // here the programs are those of this window
}

void TargetsPanel::edit(bool isNew) {
    Target target;
    if (!isNew) {
        const Result<Target> read = m_store.read(chosen());
        if (!read) {
            m_report->say(QString::fromStdString(read.error().toLine()), true);
            return;
        }
        target = *read;
    }
    auto* dialog = new TargetDialog(m_store, target, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        reload();
        m_list->choose(dialog->savedName());
    });
    dialog->open();
}

void TargetsPanel::remove() {
    const QString name = chosen();
    auto* question = new QMessageBox(
        QMessageBox::Question, tr("Remove target"),
        tr("Remove %1? Its file moves to the workspace's trash folder. Runs that went there go on.").arg(name),
        QMessageBox::Yes | QMessageBox::Cancel, this);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::finished, this, [this, name](int answer) {
        if (answer != QMessageBox::Yes) {
            return;
        }
        const QString error = m_store.remove(name);
        reload();
        if (!error.isEmpty()) {
            m_report->say(error, true);
        }
    });
    question->open();
}

void TargetsPanel::begin(const QString& verb, const QStringList& more) {
    const QString name = chosen();
    if (name.isEmpty() || m_tool.isBusy()) {
        return;
    }
    m_report->clear();
    m_busyText->setText(verb == QLatin1String("install") ? tr("Installing on %1…").arg(name)
                                                         : tr("Asking %1…").arg(name));
    m_tool.ask(verb, name, more);
    showState();
}

void TargetsPanel::takeTest(const TargetTest& test) {
    m_store.keepTest(m_tool.target(), test);
    m_list->choose(m_tool.target());
    reload();
}

} // namespace roentgen::app
