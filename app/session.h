// What lives as long as the program: the workspace, its workers and library, and the window over them.
#pragma once

#include "app/app_context.h"
#include "app/command_line.h"

#include <QElapsedTimer>

#include <memory>

namespace roentgen::app {

class MainWindow;

class Session : public QObject {
    Q_OBJECT
public:
    // line.workspace is an existing folder.
    explicit Session(const CommandLine& line, QObject* parent = nullptr);
    ~Session() override;

    void begin();
    const AppContext& context() const { return m_context; }
    MainWindow* window() { return m_window.get(); }

private:
    void makeWindow(const QString& page);
    void remakeWindow(); // in another language, at the same place

    CommandLine m_line;
    AppContext m_context;
    std::unique_ptr<MainWindow> m_window;
    QElapsedTimer m_sinceStart;
};

// The folder of --workspace, else the last one, else ~/Roentgen; made where it is absent.
Result<QString> prepareWorkspace(const QString& asked);

} // namespace roentgen::app
