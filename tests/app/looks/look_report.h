// What a rule finds wrong in a window.
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

namespace roentgen::test {

struct Fault {
    QString rule;  // "clipped" "elided" "overlap" "contrast" "english" "focus" "name" "missing"
    QString where; // the widget, with its parents
    QString what;

    QString line() const { return QStringLiteral("%1: %2 [%3]").arg(rule, what, where); }
};

using Faults = QList<Fault>;

// "StudiesPage/QSplitter/SourcePanel/QTreeWidget#facets"
inline QString pathOf(const QWidget* widget) {
    QStringList parts;
    for (; widget != nullptr; widget = widget->parentWidget()) {
        QString part = QString::fromLatin1(widget->metaObject()->className()).section(QLatin1String("::"), -1);
        if (!widget->objectName().isEmpty())
            part += QLatin1Char('#') + widget->objectName();
        parts.prepend(part);
    }
    return parts.mid(qMax(0, int(parts.size()) - 5)).join(QLatin1Char('/'));
}

} // namespace roentgen::test
