#include "app/popup_keys.h"

#include <QApplication>
#include <QEvent>

namespace roentgen::app {

namespace {

class PopupKeys : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::ShortcutOverride && QApplication::activePopupWidget() != nullptr) {
            event->accept();
            return true;
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

void keepKeysInPopups() {
    static QApplication* filtered = nullptr; // once
    if (filtered != qApp) {
        filtered = qApp;
        qApp->installEventFilter(new PopupKeys(qApp));
    }
}

} // namespace roentgen::app
