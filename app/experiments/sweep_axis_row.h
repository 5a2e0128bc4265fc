// One axis of a sweep in the form: which key, its values, and whether it changes together with the axis above.
#pragma once

#include "engine/protocol/sweep.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace roentgen::app {

class SweepAxisRow : public QWidget {
    Q_OBJECT
public:
    explicit SweepAxisRow(const SweepAxis& axis, QWidget* parent = nullptr);

    const SweepAxis& axis() const { return m_axis; } // with the last good values
    QString error() const;                           // "": it is good
    void setFirst(bool first);                       // there is no axis above
    void setReadOnly(bool readOnly);
    QLineEdit* values() const { return m_values; }
    QComboBox* key() const { return m_key; }
    std::vector<QWidget*> controls() const; // in the order of Tab

Q_SIGNALS:
    void edited();
    void finished(); // what was edited is whole
    void removeRequested();

private:
    void setupEditors();
    void takeKey();
    void takeValues();
    void showError(const QString& error);

    SweepAxis m_axis;
    QComboBox* m_key;
    QLineEdit* m_values;
    QToolButton *m_together, *m_remove;
    QLabel* m_error;
};

} // namespace roentgen::app
