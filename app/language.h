// The languages of the window.
#pragma once

#include <QList>
#include <QString>

namespace roentgen::app {

struct Language {
    QString code; // "en" "de" "zh_CN"
    QString name; // in itself
};

QList<Language> languages();
// code, or for "" the first of the system's languages that there is, else English.
QString resolveLanguage(const QString& code);
// Replaces the translators of the application; texts made afterwards are in that language.
void installLanguage(const QString& code);

} // namespace roentgen::app
