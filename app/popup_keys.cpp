#include "app/popup_keys.h"

#include <QApplication>
#include <QEvent>

namespace roentgen::app {

namespace {

class PopupKeys : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::ShortcutOverride || m_isPassing || QApplication::activePopupWidget() == nullptr) {
            return false;
        }
        m_isPassing = true;
        QCoreApplication::sendEvent(watched, event); // lists take Return and Esc from it
        m_isPassing = false;
        event->accept();
        return true;
    }

private:
    bool m_isPassing = false;
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
