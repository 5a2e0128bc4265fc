// One key of the experiment in the form: label, editor, unit, what is wrong in words, a dot and a reset where it
// differs from its default.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/experiment_keys.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace roentgen::app {

class ValueField : public QWidget {
    Q_OBJECT
public:
    explicit ValueField(const ExperimentKey& key, QWidget* parent = nullptr);

    const ExperimentKey& key() const { return m_key; }
    // Shows a value without telling of a change.
    void setValue(const KeyValue& value);
    const KeyValue& value() const { return m_value; } // the last that was good
    bool isValid() const { return m_error.isEmpty(); }
    QString error() const { return m_error; }
    // What cannot be told from this value alone (another key contradicts it); "" takes it away.
    void setOutsideError(const QString& error);
    bool isWrong() const { return !m_error.isEmpty() || !m_outsideError.isEmpty(); }
    // Why no run reads it, as it is; "": it is read.
    void setUnread(const QString& why);
    void setReadOnly(bool readOnly);

    // For text: what is offered beside free text. Names are shown and are the values.
    void setSuggestions(const QStringList& values);
    void addButton(QToolButton* button); // right of the editor

    QWidget* editor() const { return m_editor; }
    std::vector<QWidget*> controls() const; // in the order of Tab
    QString captionText() const;

Q_SIGNALS:
    void edited();   // value() or isValid() changed by the user
    void finished(); // what was edited is whole: chosen, or typed and left or confirmed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupEditor();
    void setupLine();
    void takeText(const QString& text);
    void take(const KeyValue& value);
    void choose(const KeyValue& value); // taken, and whole
    void reset();
    void finish();
    void showState();
    void showCaption(const QString& error);
    void showInEditor(const KeyValue& value);
    QLineEdit* lineEdit() const; // of a line or an editable combo box; nullptr otherwise

    const ExperimentKey& m_key;
    KeyValue m_value;
    QString m_error, m_outsideError, m_unread;
    bool m_showing = false, m_readOnly = false;
    bool m_unfinished = false; // typed and not left yet
    QWidget* m_editor = nullptr;
    QCheckBox* m_check = nullptr;
    QComboBox* m_combo = nullptr;
    QLineEdit* m_line = nullptr;
    QHBoxLayout *m_row, *m_editorRow;
    QLabel *m_dot, *m_label, *m_caption;
    QToolButton* m_reset;
    std::vector<QToolButton*> m_buttons; // right of the editor
};

} // namespace roentgen::app
