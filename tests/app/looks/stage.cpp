#include "tests/app/looks/stage.h"

#include "app/page.h"

#include <QApplication>
#include <QDialog>
#include <QPointer>
#include <QTimer>

#include <utility>

namespace roentgen::test {

using namespace roentgen::app;

namespace {

QStringList& missingScenes() {
    static QStringList all;
    return all;
}

} // namespace

void sceneIsMissing(const QString& why) {
    missingScenes() << why;
}

QStringList takeMissingScenes() {
    return std::exchange(missingScenes(), {});
}

void showSettled(MainWindow& window, const char* id) {
    constexpr int Minute = 60000;
    window.showPage(QLatin1String(id));
    Page* page = window.page(QLatin1String(id));
    if (!QTest::qWaitFor([page] { return page->isSettled(); }, Minute))
        sceneIsMissing(QStringLiteral("%1 does not settle").arg(QLatin1String(id)));
    QTest::qWait(30); // what was asked for in the last answer is painted
}

void lookAtDialog(const std::function<void()>& open, const Look& look) {
    bool seen = false;
    QTimer waiting;
    QObject::connect(&waiting, &QTimer::timeout, &waiting, [&] {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (QPointer<QDialog> dialog = qobject_cast<QDialog*>(widget); dialog && dialog->isVisible()) {
                waiting.stop();
                QTest::qWait(50);
                if (dialog)
                    look(dialog);
                seen = dialog;
                if (dialog)
                    dialog->reject();
                return;
            }
    });
    waiting.start(10);
    open();
    if (!QTest::qWaitFor([&] { return seen; }, 10000))
        sceneIsMissing(QStringLiteral("no dialog comes up"));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace roentgen::test
