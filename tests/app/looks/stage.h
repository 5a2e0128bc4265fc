// How a page or a dialog is brought before the eyes.
#pragma once

#include "app/main_window.h"

#include <QTest>

#include <functional>

class QDialog;

namespace roentgen::test {

using Look = std::function<void(QWidget*)>;

// A scene that did not come up has not been looked at: why, for the test to fail of.
void sceneIsMissing(const QString& why);
QStringList takeMissingScenes();

// Shows the page and waits until nothing is under way.
void showSettled(app::MainWindow& window, const char* page);

template <typename PageType>
PageType* go(app::MainWindow& window, const char* page) {
    showSettled(window, page);
    return qobject_cast<PageType*>(window.page(QLatin1String(page)));
}

// Brings a dialog up, whether it waits in a loop of its own or not, and closes it after it was looked at.
void lookAtDialog(const std::function<void()>& open, const Look& look);

template <typename Button>
void pressButton(const QWidget* parent, const char* name) {
    auto* button = parent->findChild<Button*>(QLatin1String(name));
    if (button)
        button->click();
    else
        sceneIsMissing(QStringLiteral("there is no %1").arg(QLatin1String(name)));
}

} // namespace roentgen::test
