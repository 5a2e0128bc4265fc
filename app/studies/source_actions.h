// What is done with a data set at the user's wish: added, renamed, removed, read in another way. Asks what is to be
// asked, and says in the status bar what went wrong. GUI thread.
#pragma once

#include "app/app_context.h"

class QWidget;

namespace roentgen {
struct DatasetFile;
struct Error;
} // namespace roentgen

namespace roentgen::app {

class StudySources;

class SourceActions : public QObject {
    Q_OBJECT
public:
    // window: above it the questions stand; the owner.
    SourceActions(const AppContext& context, StudySources* sources, QWidget* window);

    void addFolder();
    void remove(const QString& toml);
    void rename(const QString& toml);
    void changeLayout(const QString& toml);

Q_SIGNALS:
    void folderChosen(const QString& folder);
    void layoutChanged(const QString& toml); // is to be read anew

private:
    void describe(const QString& toml, const DatasetFile& description);
    void say(const Error& error);

    AppContext m_context;
    StudySources* m_sources;
    QWidget* m_window;
};

} // namespace roentgen::app
