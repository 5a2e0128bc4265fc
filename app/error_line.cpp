#include "app/error_line.h"

#include <QStringList>

namespace roentgen::app {

QString errorLine(const QByteArray& diagnostics) {
    const QStringList lines = QString::fromUtf8(diagnostics).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const QString line = lines.isEmpty() ? QString() : lines.last().trimmed();
    const QString prefix = QStringLiteral("roentgen-run: ");
    return line.startsWith(prefix) ? line.mid(prefix.size()) : line;
}

} // namespace roentgen::app
