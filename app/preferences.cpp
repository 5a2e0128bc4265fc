#include "app/preferences.h"

#include <QSettings>

#include <pwd.h>
#include <unistd.h>

namespace roentgen::app {

namespace {

const QString kLanguage = QStringLiteral("preferences/language");
const QString kTheme = QStringLiteral("preferences/theme");
const QString kWorkspace = QStringLiteral("preferences/workspace");
const QString kThreads = QStringLiteral("preferences/threads");
const QString kReader = QStringLiteral("preferences/reader");

} // namespace

QString Preferences::language() const {
    return QSettings().value(kLanguage).toString();
}
QString Preferences::theme() const {
    return QSettings().value(kTheme, QStringLiteral("dark")).toString();
}
QString Preferences::workspace() const {
    return QSettings().value(kWorkspace).toString();
}
int Preferences::threads() const {
    return QSettings().value(kThreads, 0).toInt();
}
QString Preferences::reader() const {
    const QString chosen = QSettings().value(kReader).toString();
    return chosen.isEmpty() ? loginName() : chosen;
}

void Preferences::setLanguage(const QString& code) {
    if (code != language()) {
        QSettings().setValue(kLanguage, code);
        Q_EMIT languageChanged(code);
    }
}

void Preferences::setTheme(const QString& theme) {
    if (theme != this->theme()) {
        QSettings().setValue(kTheme, theme);
        Q_EMIT themeChanged(theme);
    }
}

void Preferences::setWorkspace(const QString& folder) {
    QSettings().setValue(kWorkspace, folder);
}
void Preferences::setThreads(int threads) {
    QSettings().setValue(kThreads, threads);
}

void Preferences::setReader(const QString& name) {
    const QString before = reader();
    QSettings().setValue(kReader, name.simplified());
    if (reader() != before) {
        Q_EMIT readerChanged(reader());
    }
}

QString loginName() {
    const passwd* const user = ::getpwuid(::geteuid());
    return user != nullptr && user->pw_name[0] != '\0' ? QString::fromLocal8Bit(user->pw_name)
                                                       : QString::number(::geteuid());
}

widgets::ThemeMode themeMode(const QString& name) {
    if (name == QLatin1String("light")) {
        return widgets::ThemeMode::Light;
    }
    return name == QLatin1String("system") ? widgets::ThemeMode::System : widgets::ThemeMode::Dark;
}

} // namespace roentgen::app
