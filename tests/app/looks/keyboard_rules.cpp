#include "tests/app/looks/keyboard_rules.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSlider>
#include <QTabBar>
#include <QTest>
#include <QToolBar>

namespace roentgen::test {

namespace {

constexpr int MostControls = 400;

bool isPartOfAControl(const QWidget* widget) {
    const QWidget* parent = widget->parentWidget();
    return qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QTabBar*>(parent) ||
           qobject_cast<const QAbstractItemView*>(parent) || qobject_cast<const QToolBar*>(parent) ||
           widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QHeaderView*>(widget);
}

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
           qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QSlider*>(widget) || qobject_cast<const QAbstractItemView*>(widget) ||
           qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const QTabBar*>(widget);
}

// As the reset beside a field: its tool tip ends in the key, "(Ctrl+R)".
bool hasAKeyInstead(const QWidget* widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return button && button->focusPolicy() == Qt::NoFocus && button->toolTip().endsWith(QLatin1Char(')')) &&
           button->toolTip().contains(QLatin1Char('+'));
}

// Tab comes to one of a group; the arrow keys choose among them.
bool isOfTheGroup(const QWidget* one, const QWidget* other) {
    const auto *a = qobject_cast<const QAbstractButton*>(one), *b = qobject_cast<const QAbstractButton*>(other);
    return a && b && a->group() && a->group() == b->group() && a->group()->exclusive();
}

QList<QWidget*> controls(const QWidget* window) {
    QList<QWidget*> found;
    const auto widgets = window->findChildren<QWidget*>();
    for (QWidget* widget : widgets)
        if (widget->isVisible() && widget->window() == window && isControl(widget) && !isPartOfAControl(widget))
            found << widget;
    return found;
}

// The focus may be kept by a part, or handed on to one.
// What was there when the focus came may be gone.
bool hasBeen(const QList<QPointer<QWidget>>& visited, const QWidget* control) {
    return std::any_of(visited.begin(), visited.end(), [control](const QWidget* one) {
        if (!one)
            return false;
        return one == control || control->isAncestorOf(one) || control->focusProxy() == one ||
               isOfTheGroup(control, one);
    });
}

} // namespace

Faults unreachedControls(QWidget* window) {
    Faults faults;
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window))
        return {Fault{QStringLiteral("focus"), pathOf(window), QStringLiteral("the window does not become active")}};
    QList<QPointer<QWidget>> visited;
    for (int i = 0; i < MostControls; ++i) {
        QWidget* before = QApplication::focusWidget();
        QTest::keyClick(before ? before : window, Qt::Key_Tab);
        QWidget* now = QApplication::focusWidget();
        if (before && now == before) {
            faults << Fault{QStringLiteral("focus"), pathOf(now), QStringLiteral("Tab does not leave it")};
            now = now->nextInFocusChain();
            while (now != before && (!now->isVisible() || !now->isEnabled() || !(now->focusPolicy() & Qt::TabFocus)))
                now = now->nextInFocusChain();
            now->setFocus(Qt::TabFocusReason);
        }
        if (visited.size() > 1 && now == visited.first())
            break;
        visited << now;
    }
    for (const QWidget* control : controls(window))
        if (control->isEnabled() && !hasBeen(visited, control) && !hasAKeyInstead(control))
            faults << Fault{QStringLiteral("focus"), pathOf(control), QStringLiteral("Tab does not come to it")};
    return faults;
}

Faults namelessControls(const QWidget* window) {
    Faults faults;
    for (QWidget* control : controls(window)) {
        const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(control);
        if (!interface || interface->text(QAccessible::Name).trimmed().isEmpty())
            faults << Fault{QStringLiteral("name"), pathOf(control), QStringLiteral("has no accessible name")};
    }
    return faults;
}

} // namespace roentgen::test
