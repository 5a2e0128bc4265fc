// What this user has chosen, kept in the user's configuration (QSettings). GUI thread only.
#pragma once

#include "widgets/theme.h"

#include <QObject>
#include <QString>

namespace roentgen::app {

class Preferences : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    QString language() const;  // "en" "de" "zh_CN"; "": the system's
    QString theme() const;     // "dark" "light" "system"
    QString workspace() const; // absolute; "": none yet
    int threads() const;       // of each rank of a new experiment; 0: shared fairly
    QString reader() const;    // who reads in Review; the login name where none was chosen

    void setLanguage(const QString& code);
    void setTheme(const QString& theme);
    void setWorkspace(const QString& folder); // from the next start on
    void setThreads(int threads);
    void setReader(const QString& name); // "": the login name

Q_SIGNALS:
    void readerChanged(const QString& name);
    void languageChanged(const QString& code);
    void themeChanged(const QString& theme);
};

QString loginName();                               // of the process's user; its number where it has no name
widgets::ThemeMode themeMode(const QString& name); // anything else than "light" and "system": dark

} // namespace roentgen::app
