#include "app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace roentgen::app {

QList<Language> languages() {
    return {{QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("de"), QStringLiteral("Deutsch")},
            {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
}

QString resolveLanguage(const QString& code) {
    if (!code.isEmpty()) {
        return code;
    }
    const QStringList wanted = QLocale::system().uiLanguages();
    for (const QString& language : wanted) {
        const QString base = language.section(QLatin1Char('-'), 0, 0);
        if (base == QLatin1String("en") || base == QLatin1String("de")) {
            return base;
        }
        if (base == QLatin1String("zh")) {
            return QStringLiteral("zh_CN");
        }
    }
    return QStringLiteral("en");
}

void installLanguage(const QString& code) {
    static QTranslator own, qt;
    QCoreApplication::removeTranslator(&own);
    QCoreApplication::removeTranslator(&qt);
    QLocale::setDefault(code == QLatin1String("en") ? QLocale(QLocale::English, QLocale::UnitedStates) : QLocale(code));
    // English has a file too: it holds nothing but plural forms.
    if (own.load(QStringLiteral(":/i18n/roentgen_%1.qm").arg(code))) {
        QCoreApplication::installTranslator(&own);
    }
    if (qt.load(QStringLiteral("qtbase_%1").arg(code), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&qt);
    }
}

} // namespace roentgen::app
