// What is looked at: every page in its states, and every dialog.
#pragma once

#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace roentgen::app {
class MainWindow;
}

namespace roentgen::test {

struct Scene {
    QString name;
    // Brings it up, and calls `look` with what is to be looked at: the window, or a dialog before it is closed again.
    std::function<void(app::MainWindow& window, const std::function<void(QWidget*)>& look)> play;
};

std::vector<Scene> pageScenes();
std::vector<Scene> dialogScenes();

} // namespace roentgen::test
