// One key of a target in its dialog: label, editor, and under it what it is for, or what is wrong.
#pragma once

#include "engine/protocol/target.h"
#include "engine/protocol/target_keys.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace roentgen::app {

class TargetField : public QWidget {
    Q_OBJECT
public:
    explicit TargetField(const TargetKey& key, QWidget* parent = nullptr);

    const TargetKey& key() const { return m_key; }
    void setValue(const KeyValue& value);             // tells of no change
    const KeyValue& value() const { return m_value; } // the last that was good
    QString error() const { return m_error; }         // "" where what stands there is good
    // What several keys together make wrong; "" takes it away.
    void setOutsideError(const QString& error);
    QString captionText() const;
    QWidget* editor() const { return m_editor; }

Q_SIGNALS:
    void edited();

private:
    void setupEditor();
    void takeText(const QString& text);
    void showState();

    const TargetKey& m_key;
    KeyValue m_value;
    QString m_error, m_outsideError;
    QWidget* m_editor = nullptr;
    QComboBox* m_combo = nullptr;
    QLineEdit* m_line = nullptr;
    QPlainTextEdit* m_lines = nullptr;
    QLabel* m_caption;
};

// A field's row: label, editor, and a caption of one line under the editor.
QLabel* addFieldRow(QWidget* row, const QString& label, QWidget* editor);
// The caption as an explanation or, where error is not empty, as that.
void showCaption(QLabel* caption, QWidget* editor, const QString& text, const QString& error);

} // namespace roentgen::app
