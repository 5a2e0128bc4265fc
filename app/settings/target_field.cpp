#include "app/settings/target_field.h"

#include "app/settings/target_words.h"
#include "engine/protocol/experiment_keys.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStyle>

namespace roentgen::app {

namespace {

constexpr int LabelWidth = 172, EditorWidth = 340, NumberWidth = 132, ListHeight = 64;

void setProperty(QWidget* widget, const char* name, const QVariant& value) {
    if (widget->property(name) != value) {
        widget->setProperty(name, value);
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

} // namespace

QLabel* addFieldRow(QWidget* row, const QString& label, QWidget* editor) {
    auto* grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    auto* name = new QLabel(label, row);
    name->setFixedWidth(LabelWidth);
    name->setMinimumHeight(32);
    name->setBuddy(editor);
    editor->setAccessibleName(label);
    auto* caption = new QLabel(row);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    caption->setMinimumHeight(16);
    caption->setFixedWidth(EditorWidth);
    grid->addWidget(name, 0, 0, Qt::AlignTop);
    grid->addWidget(editor, 0, 1, Qt::AlignLeft);
    grid->addWidget(caption, 1, 1);
    grid->setColumnStretch(2, 1); // the others have fixed widths
    return caption;
}

void showCaption(QLabel* caption, QWidget* editor, const QString& text, const QString& error) {
    setProperty(caption, "role", error.isEmpty() ? QStringLiteral("caption") : QStringLiteral("bad"));
    caption->setText(error.isEmpty() ? text : error);
    editor->setAccessibleDescription(caption->text());
    setProperty(editor, "invalid", !error.isEmpty());
}

TargetField::TargetField(const TargetKey& key, QWidget* parent)
    : QWidget(parent)
    , m_key(key)
    , m_value(key.get(Target{})) {
    setObjectName(QString::fromStdString(key.path()));
    setupEditor();
    m_caption = addFieldRow(this, TargetWords::label(key), m_editor);
    setValue(m_value);
}

void TargetField::setupEditor() {
    if (m_key.type == KeyType::Choice) {
        m_combo = new QComboBox(this);
        for (const std::string& choice : m_key.choices) {
            m_combo->addItem(QString::fromStdString(choice));
        }
        m_combo->setFixedWidth(NumberWidth);
        connect(m_combo, &QComboBox::currentTextChanged, this, &TargetField::takeText);
        m_editor = m_combo;
    } else if (m_key.type == KeyType::TextList) {
        m_lines = new QPlainTextEdit(this);
        m_lines->setFixedSize(EditorWidth, ListHeight);
        m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
        m_lines->setTabChangesFocus(true);
        connect(m_lines, &QPlainTextEdit::textChanged, this, [this] { takeText(m_lines->toPlainText()); });
        m_editor = m_lines;
    } else {
        const bool isNumber = m_key.type == KeyType::Integer;
        m_line = new QLineEdit(this);
        m_line->setFixedWidth(isNumber ? NumberWidth : EditorWidth);
        m_line->setAlignment(isNumber ? Qt::AlignRight : Qt::AlignLeft);
        connect(m_line, &QLineEdit::textChanged, this, &TargetField::takeText);
        m_editor = m_line;
    }
}

void TargetField::setValue(const KeyValue& value) {
    m_value = value;
    m_error.clear();
    const QSignalBlocker quiet(m_editor);
    const QString text = targetText(value);
    if (m_combo) {
        m_combo->setCurrentText(text);
    } else if (m_lines) {
        m_lines->setPlainText(text);
    } else {
        m_line->setText(text);
    }
    showState();
}

void TargetField::takeText(const QString& text) {
    m_error = TargetWords::whatIsWrong(m_key, text);
    if (m_error.isEmpty()) {
        m_value = *parseTargetText(m_key, text);
    }
    showState();
    Q_EMIT edited();
}

void TargetField::setOutsideError(const QString& error) {
    m_outsideError = error;
    showState();
}

QString TargetField::captionText() const {
    return m_caption->text();
}

void TargetField::showState() {
    const QString range = TargetWords::range(m_key);
    const QString help = TargetWords::help(m_key);
    showCaption(m_caption, m_editor,
                range.isEmpty() ? help : TargetWords::tr("%1 (%2)", "what a field is, its range").arg(help, range),
                m_error.isEmpty() ? m_outsideError : m_error);
}

} // namespace roentgen::app
