#include "app/experiments/value_field.h"

#include "app/experiments/experiment_words.h"
#include "engine/protocol/key_values.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace roentgen::app {

namespace {

constexpr int LabelWidth = 172, DotWidth = 14, NarrowEditor = 132, WideEditor = 260, Gap = 8,
              EditorColumn = WideEditor + Gap + 32; // with the unit or a button, so that the resets stand in line

void setRole(QLabel* label, const QString& role) {
    if (label->property("role").toString() == role)
        return;
    label->setProperty("role", role);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

} // namespace

ValueField::ValueField(const ExperimentKey& key, QWidget* parent)
    : QWidget(parent)
    , m_key(key)
    , m_value(key.defaultValue()) {
    setObjectName(QString::fromStdString(key.path()));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    m_row = new QHBoxLayout;
    m_row->setSpacing(Gap);
    layout->addLayout(m_row);

    m_dot = new QLabel(QStringLiteral("●"), this);
    m_dot->setFixedWidth(DotWidth);
    m_dot->setToolTip(tr("Differs from the default"));
    m_label = new QLabel(ExperimentWords::label(key), this);
    m_label->setFixedWidth(LabelWidth);
    m_label->setToolTip(QString::fromStdString(key.path()));
    m_row->addWidget(m_dot);
    m_row->addWidget(m_label);
    setupEditor();
    m_label->setBuddy(m_editor);
    m_editor->setAccessibleName(m_label->text());
    auto* column = new QWidget(this);
    column->setFixedWidth(EditorColumn);
    m_editorRow = new QHBoxLayout(column);
    m_editorRow->setContentsMargins(0, 0, 0, 0);
    m_editorRow->setSpacing(Gap);
    m_editorRow->addWidget(m_editor);
    auto* unit = new QLabel(ExperimentWords::unit(key), this);
    unit->setProperty("role", QStringLiteral("secondary"));
    unit->setHidden(unit->text().isEmpty()); // else its gap pushes a button over the editor
    m_editorRow->addWidget(unit);
    m_editorRow->addStretch(1);
    m_row->addWidget(column);
    m_reset = new QToolButton(this);
    m_reset->setIcon(widgets::icon(QStringLiteral("reset")));
    m_reset->setIconSize({14, 14});
    m_reset->setToolTip(tr("Back to the default, %1 (Ctrl+R)").arg(ExperimentWords::defaultValue(key)));
    m_reset->setAccessibleName(tr("Reset %1").arg(m_label->text()));
    m_reset->setFocusPolicy(Qt::NoFocus); // Tab goes on to the next field, and so does what is typed there
    QSizePolicy keepsPlace = m_reset->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsPlace);
    connect(m_reset, &QToolButton::clicked, this, &ValueField::reset);
    m_row->addWidget(m_reset);
    m_row->addStretch(1);
    m_caption = new QLabel(this);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setMinimumHeight(16);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_caption->setWordWrap(true); // after the policy, which it adds to
    auto* captionRow = new QHBoxLayout;
    captionRow->setSpacing(0);
    captionRow->addSpacing(DotWidth + LabelWidth + 2 * Gap);
    captionRow->addWidget(m_caption, 1);
    layout->addLayout(captionRow);
    showInEditor(m_value);
    showState();
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, &ValueField::showState);
}

void ValueField::setupEditor() {
    if (m_key.type == KeyType::Boolean) {
        m_check = new QCheckBox(this);
        connect(m_check, &QCheckBox::toggled, this, [this](bool on) {
            if (!m_showing)
                choose(on);
        });
        m_editor = m_check;
    } else if (m_key.type == KeyType::Choice) {
        m_combo = new QComboBox(this);
        for (const std::string& choice : m_key.choices)
            m_combo->addItem(QString::fromStdString(choice));
        m_combo->setFixedWidth(NarrowEditor + 40);
        connect(m_combo, &QComboBox::currentTextChanged, this, [this](const QString& text) {
            takeText(text);
            finish();
        });
        m_editor = m_combo;
    } else {
        setupLine();
    }
    m_editor->setFocusPolicy(Qt::StrongFocus);
    m_editor->installEventFilter(this);
}

void ValueField::setupLine() {
    const bool isNumber = m_key.type == KeyType::Integer || m_key.type == KeyType::Real;
    m_line = new QLineEdit(this);
    m_line->setFixedWidth(isNumber ? NarrowEditor : WideEditor);
    m_line->setAlignment(isNumber ? Qt::AlignRight : Qt::AlignLeft);
    connect(m_line, &QLineEdit::textChanged, this, &ValueField::takeText);
    connect(m_line, &QLineEdit::editingFinished, this, &ValueField::finish);
    m_editor = m_line;
}

void ValueField::setSuggestions(const QStringList& values) {
    if (!m_combo) {
        m_combo = new QComboBox(this);
        m_combo->setEditable(true);
        m_combo->setInsertPolicy(QComboBox::NoInsert);
        m_combo->setFixedWidth(WideEditor);
        m_combo->setAccessibleName(m_editor->accessibleName());
        m_combo->setFocusPolicy(Qt::StrongFocus);
        m_combo->installEventFilter(this);
        m_combo->lineEdit()->installEventFilter(this);
        m_editorRow->replaceWidget(m_editor, m_combo);
        m_editor->deleteLater();
        m_line = nullptr;
        m_editor = m_combo;
        m_label->setBuddy(m_combo);
        connect(m_combo, &QComboBox::editTextChanged, this, &ValueField::takeText);
        connect(m_combo, &QComboBox::activated, this, &ValueField::finish);
        connect(m_combo->lineEdit(), &QLineEdit::editingFinished, this, &ValueField::finish);
    }
    m_showing = true;
    m_combo->clear();
    m_combo->addItems(values);
    m_showing = false;
    showInEditor(m_value);
}

void ValueField::addButton(QToolButton* button) {
    m_editorRow->insertWidget(m_editorRow->indexOf(m_editor) + 1, button);
    m_buttons.push_back(button);
}

std::vector<QWidget*> ValueField::controls() const {
    std::vector<QWidget*> all = {m_editor};
    all.insert(all.end(), m_buttons.begin(), m_buttons.end());
    return all;
}

QLineEdit* ValueField::lineEdit() const {
    return m_line ? m_line : m_combo ? m_combo->lineEdit() : nullptr;
}

void ValueField::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    m_editor->setEnabled(!readOnly);
    showState();
}

void ValueField::setValue(const KeyValue& value) {
    m_error.clear();
    m_unfinished = false;
    m_value = value;
    showInEditor(value);
    showState();
}

void ValueField::showInEditor(const KeyValue& value) {
    m_showing = true;
    const QString text = QString::fromStdString(formatKeyValue(value));
    if (m_check)
        m_check->setChecked(std::get<bool>(value));
    else if (m_combo && !m_combo->isEditable())
        m_combo->setCurrentText(text);
    else if (lineEdit()->text() != text)
        lineEdit()->setText(text);
    m_showing = false;
}

void ValueField::takeText(const QString& text) {
    if (m_showing)
        return;
    m_unfinished = true;
    const QString error = ExperimentWords::whatIsWrong(m_key, text);
    if (error.isEmpty()) {
        m_error.clear();
        take(*parseTyped(m_key, text));
        return;
    }
    m_error = error;
    showState();
    Q_EMIT edited();
}

void ValueField::take(const KeyValue& value) {
    m_value = value;
    showState();
    Q_EMIT edited();
}

void ValueField::choose(const KeyValue& value) {
    m_unfinished = true;
    take(value);
    finish();
}

void ValueField::reset() {
    if (m_readOnly)
        return;
    m_error.clear();
    showInEditor(m_key.defaultValue());
    choose(m_key.defaultValue());
}

void ValueField::finish() {
    if (std::exchange(m_unfinished, false))
        Q_EMIT finished();
}

void ValueField::setUnread(const QString& why) {
    if (m_unread == why)
        return;
    m_unread = why;
    setRole(m_label, why.isEmpty() ? QString() : QStringLiteral("secondary"));
    showState();
}

void ValueField::setOutsideError(const QString& error) {
    if (m_outsideError == error)
        return;
    m_outsideError = error;
    showState();
}

QString ValueField::captionText() const {
    return m_caption->text();
}

void ValueField::showState() {
    const bool changed = m_value != m_key.defaultValue() || !m_error.isEmpty();
    const QString accent = widgets::color(widgets::Role::Accent).name();
    m_dot->setStyleSheet(
        QStringLiteral("color: %1; font-size: 10px;").arg(changed ? accent : QStringLiteral("transparent")));
    m_dot->setAccessibleName(changed ? tr("Differs from the default") : QString());
    m_reset->setVisible(changed && !m_readOnly);
    const QString error = m_error.isEmpty() ? m_outsideError : m_error;
    showCaption(error);
    m_caption->setFont(widgets::font(widgets::Type::Caption));
    m_caption->setToolTip(m_caption->text());
    m_editor->setAccessibleDescription(m_caption->text());
    if (m_editor->property("invalid").toBool() != !error.isEmpty()) {
        m_editor->setProperty("invalid", !error.isEmpty());
        m_editor->style()->unpolish(m_editor);
        m_editor->style()->polish(m_editor);
    }
}

void ValueField::showCaption(const QString& error) {
    setRole(m_caption, error.isEmpty() ? QStringLiteral("caption") : QStringLiteral("bad"));
    const bool focused = m_editor->hasFocus() || (lineEdit() && lineEdit()->hasFocus());
    const QString range = ExperimentWords::range(m_key);
    if (!error.isEmpty())
        m_caption->setText(error);
    else if (!m_unread.isEmpty())
        m_caption->setText(m_unread);
    else if (!focused)
        m_caption->setText(ExperimentWords::help(m_key));
    else if (range.isEmpty())
        m_caption->setText(tr("Default: %1").arg(ExperimentWords::defaultValue(m_key)));
    else
        m_caption->setText(tr("%1, default %2", "range of a field, then its default")
                               .arg(range, ExperimentWords::defaultValue(m_key)));
}

// The wheel scrolls the form; it changes no value by accident. Ctrl+R is the reset button's, which Tab passes over.
bool ValueField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_R && key->modifiers() == Qt::ControlModifier) {
            if (event->type() == QEvent::KeyPress)
                reset();
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::Wheel && !m_editor->hasFocus()) {
        event->ignore();
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        QMetaObject::invokeMethod(this, &ValueField::showState, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

} // namespace roentgen::app
