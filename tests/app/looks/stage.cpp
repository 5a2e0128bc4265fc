#include "tests/app/looks/stage.h"

#include "app/page.h"

#include <QApplication>
#include <QDialog>
#include <QTimer>

namespace roentgen::test {

using namespace roentgen::app;

void showSettled(MainWindow& window, const char* id) {
    constexpr int Minute = 60000;
    window.showPage(QLatin1String(id));
    Page* page = window.page(QLatin1String(id));
    if (!QTest::qWaitFor([page] { return page->isSettled(); }, Minute))
        qWarning("%s does not settle", id);
    QTest::qWait(30); // what was asked for in the last answer is painted
}

void lookAtDialog(const std::function<void()>& open, const Look& look) {
    bool seen = false;
    QTimer waiting;
    QObject::connect(&waiting, &QTimer::timeout, &waiting, [&] {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* dialog = qobject_cast<QDialog*>(widget); dialog && dialog->isVisible()) {
                waiting.stop();
                QTest::qWait(50);
                look(dialog);
                seen = true;
                dialog->reject();
                return;
            }
    });
    waiting.start(10);
    open();
    if (!QTest::qWaitFor([&] { return seen; }, 10000))
        qWarning("no dialog comes up");
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace roentgen::test
