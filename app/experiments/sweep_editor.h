// The form's section for [sweep]: axes that can be added and removed, all combinations or some drawn at random.
#pragma once

#include "engine/protocol/sweep.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace roentgen::app {

class SweepAxisRow;

class SweepEditor : public QWidget {
    Q_OBJECT
public:
    explicit SweepEditor(QWidget* parent = nullptr);

    void setSweep(const Sweep& sweep); // without telling of a change
    const Sweep& sweep() const { return m_sweep; }
    void setReadOnly(bool readOnly);
    // Looks at the combinations of the whole experiment and says how many runs there are, or what does not go.
    void check(const Experiment& experiment);
    QString firstError() const; // "": all is good
    void addAxis();
    const std::vector<SweepAxisRow*>& rows() const { return m_rows; }
    std::vector<QWidget*> controls() const; // in the order of Tab

Q_SIGNALS:
    void edited();
    void finished(); // what was edited is whole

private:
    void setupOrder();
    void addRow(const SweepAxis& axis);
    void removeRow(SweepAxisRow* row);
    void take();
    void showOrder();

    Sweep m_sweep;
    std::vector<SweepAxisRow*> m_rows;
    QString m_together; // what does not fit together
    bool m_readOnly = false;
    QVBoxLayout* m_rowLayout;
    QWidget* m_orderRow;
    QToolButton* m_random;
    QLabel *m_countCaption, *m_seedCaption, *m_says;
    QSpinBox *m_count, *m_seed;
    QPushButton* m_add;
};

} // namespace roentgen::app
