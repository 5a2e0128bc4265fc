// The 64 px column of page buttons at the left edge.
#pragma once

#include <QFrame>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace roentgen::app {

class Rail : public QFrame {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    // Buttons above the gap get Ctrl+1, Ctrl+2, … in the order of their coming; those at the bottom Ctrl+comma.
    void addButton(const QString& id, const QString& iconName, const QString& label, bool atBottom);
    void setCurrent(const QString& id);

Q_SIGNALS:
    void chosen(const QString& id);

private:
    QVBoxLayout* m_top;
    QVBoxLayout* m_bottom;
    QButtonGroup* m_group;
    int m_shortcuts = 0;
};

} // namespace roentgen::app
