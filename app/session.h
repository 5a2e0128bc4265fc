// What lives as long as the program: the workspace, its workers and library, and the window over them.
#pragma once

#include "app/app_context.h"
#include "app/command_line.h"

#include <QElapsedTimer>

#include <functional>
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

// The folder of --workspace, else the last one, else ~/Roentgen, with what a workspace has. mayMake is asked of a
// folder that was named once and is not there, which may be a typing error or a disk that is not mounted; without it,
// and at the first start, it is made. Usage error where it may not.
using MayMake = std::function<bool(const QString& folder)>;
Result<QString> prepareWorkspace(const QString& asked, const MayMake& mayMake = {});
// Asks the user; where nobody looks (a screenshot, no display) the answer is no.
bool askToMakeWorkspace(const CommandLine& line, const QString& folder);

} // namespace roentgen::app
