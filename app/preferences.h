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

    void setLanguage(const QString& code);
    void setTheme(const QString& theme);
    void setWorkspace(const QString& folder); // from the next start on
    void setThreads(int threads);

Q_SIGNALS:
    void languageChanged(const QString& code);
    void themeChanged(const QString& theme);
};

widgets::ThemeMode themeMode(const QString& name); // anything else than "light" and "system": dark

} // namespace roentgen::app
