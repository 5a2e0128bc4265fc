#include "app/experiments/experiment_name_editor.h"

#include "widgets/theme.h"

#include <QStyle>

namespace roentgen::app {

using widgets::Role;

namespace {

constexpr int EditorHeight = 32, Margin = 4;

} // namespace

ExperimentNameEditor::ExperimentNameEditor(std::function<QString(const QString&)> whatIsWrong, QWidget* parent)
    : QLineEdit(parent)
    , m_whatIsWrong(std::move(whatIsWrong))
    , m_says(new QLabel(parent)) {
    setAccessibleName(tr("Name of the experiment"));
    m_says->setTextFormat(Qt::PlainText);
    m_says->setWordWrap(true);
    m_says->setFont(widgets::font(widgets::Type::Caption));
    m_says->setStyleSheet(QStringLiteral("background: %1; color: %2; border-radius: 6px; padding: 4px 8px;")
                              .arg(widgets::color(Role::Raised).name(), widgets::color(Role::Bad).name()));
    m_says->hide();
    connect(this, &QLineEdit::textChanged, this, &ExperimentNameEditor::check);
}

ExperimentNameEditor::~ExperimentNameEditor() {
    if (m_says)
        m_says->deleteLater();
}

void ExperimentNameEditor::place(const QRect& row) {
    setGeometry(row.left() + Margin, row.top() + (row.height() - EditorHeight) / 2, row.width() - 2 * Margin,
                EditorHeight);
    const int height = m_says->heightForWidth(width());
    const bool fitsBelow = row.bottom() + height < parentWidget()->height();
    m_says->setGeometry(x(), fitsBelow ? geometry().bottom() + 2 : y() - height - 2, width(), height);
}

void ExperimentNameEditor::check() {
    m_error = m_whatIsWrong(text().trimmed());
    m_says->setText(m_error);
    m_says->setVisible(!m_error.isEmpty());
    m_says->raise();
    setAccessibleDescription(m_error);
    if (property("invalid").toBool() != !m_error.isEmpty()) {
        setProperty("invalid", !m_error.isEmpty());
        style()->unpolish(this); // the style sheet is asked again
        style()->polish(this);
    }
    const int height = m_says->heightForWidth(width());
    const bool isBelow = m_says->y() > y();
    m_says->setGeometry(x(), isBelow ? geometry().bottom() + 2 : y() - height - 2, width(), height);
}

} // namespace roentgen::app
