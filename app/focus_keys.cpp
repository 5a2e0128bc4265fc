#include "app/focus_keys.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>

namespace roentgen::app {

namespace {

bool isUpOrDown(int key) {
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown ||
           key == Qt::Key_Home || key == Qt::Key_End;
}

bool isLetter(const QKeyEvent& event) {
    return !event.text().isEmpty() && event.text().front().isPrint();
}

bool isForFocus(const QWidget* focus, const QKeyEvent& event) {
    if ((event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != 0) {
        return false;
    }
    const int key = event.key();
    const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
    if (qobject_cast<const QPlainTextEdit*>(focus) != nullptr || qobject_cast<const QLineEdit*>(focus) != nullptr) {
        return isUpOrDown(key) || sideways || isLetter(event);
    }
    if (qobject_cast<const QComboBox*>(focus) != nullptr) {
        return isUpOrDown(key) || isLetter(event);
    }
    if (qobject_cast<const QAbstractSlider*>(focus) != nullptr) {
        return isUpOrDown(key) || sideways;
    }
    if (qobject_cast<const QAbstractSpinBox*>(focus) != nullptr) {
        return isUpOrDown(key) || sideways || isLetter(event);
    }
    return qobject_cast<const QListView*>(focus) != nullptr && isUpOrDown(key);
}

class FocusKeys : public QObject {
public:
    using QObject::QObject;

    // Shortcuts ask the focus and its parents first, the page among them.
    bool eventFilter(QObject*, QEvent* event) override {
        const bool kept = event->type() == QEvent::ShortcutOverride &&
                          isForFocus(QApplication::focusWidget(), *static_cast<QKeyEvent*>(event));
        if (kept) {
            event->accept();
        }
        return kept;
    }
};

} // namespace

void keepKeysWithFocus(QWidget* page) {
    page->installEventFilter(new FocusKeys(page));
}

} // namespace roentgen::app
