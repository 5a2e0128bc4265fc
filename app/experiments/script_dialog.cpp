#include "app/experiments/script_dialog.h"

#include "widgets/scroll_column.h"
#include "widgets/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::textLabel;

ScriptDialog::ScriptDialog(const QString& runId, const QString& generated, QWidget* parent)
    : QDialog(parent)
    , m_generated(generated)
    , m_editor(new QPlainTextEdit(generated, this))
    , m_error(textLabel({}, "bad", this)) {
    setWindowTitle(tr("Job script of %1", "the id of a run").arg(runId));
    resize(800, 680);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(
        textLabel(tr("Slurm is given this script as it stands here. Changes count for this run alone; what every run "
                     "shall have belongs into the target's prelude and sbatch options, in Settings."),
                  "secondary", this));
    m_editor->setFont(widgets::fixedFont(12));
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setTabChangesFocus(true);
    m_editor->setStyleSheet(QStringLiteral("QAbstractScrollArea::corner { background: transparent; border: none; }"));
    m_editor->setAccessibleName(tr("Job script"));
    layout->addWidget(m_editor, 1);
    m_error->hide();
    layout->addWidget(m_error);
    setupButtons();
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ScriptDialog::textChanged);
    textChanged();
}

void ScriptDialog::setupButtons() {
    auto* buttons = new QDialogButtonBox(this);
    m_launch = new QPushButton(tr("Launch"), this);
    m_launch->setProperty("primary", true); // the style sheet asks when the box shows it
    buttons->addButton(m_launch, QDialogButtonBox::ApplyRole);
    m_launch->setObjectName(QStringLiteral("launchScript"));
    m_launch->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
    m_launch->setToolTip(tr("Submit this script (Ctrl+Return)"));
    m_restore = buttons->addButton(tr("Restore"), QDialogButtonBox::ResetRole);
    m_restore->setToolTip(tr("Back to the script as it was generated"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(m_restore, &QPushButton::clicked, this, [this] { m_editor->setPlainText(m_generated); });
    connect(m_launch, &QPushButton::clicked, this, [this] {
        m_launch->setEnabled(false);
        m_error->hide();
        Q_EMIT launchRequested(script());
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout()->addWidget(buttons);
}

QString ScriptDialog::script() const {
    const QString text = m_editor->toPlainText();
    return text.endsWith(QLatin1Char('\n')) ? text : text + QLatin1Char('\n');
}

void ScriptDialog::showError(const QString& error) {
    m_error->setText(error);
    m_error->show();
    m_launch->setEnabled(true);
}

QString ScriptDialog::error() const {
    return m_error->isHidden() ? QString() : m_error->text();
}

void ScriptDialog::textChanged() {
    m_restore->setEnabled(m_editor->toPlainText() != m_generated);
    m_launch->setEnabled(!m_editor->toPlainText().trimmed().isEmpty());
}

} // namespace roentgen::app
