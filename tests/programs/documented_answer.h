// Does docs/services.md name every member of an answer?
#pragma once

#include <QFile>
#include <QStringList>

namespace roentgen::tests {

// Those that the operation's row, below the heading of its program, does not name.
inline QStringList undocumentedMembers(const QByteArray& program, const QByteArray& operation,
                                       const QStringList& members) {
    QFile page(QStringLiteral(ROENTGEN_SOURCE_DIR "/docs/services.md"));
    if (!page.open(QIODevice::ReadOnly))
        return members;
    const QByteArray text = page.readAll();
    const qsizetype section = text.indexOf("## " + program + " serve\n");
    const qsizetype row = text.indexOf("\n| `" + operation + "` |", section);
    const QByteArray line =
        section < 0 || row < 0 ? QByteArray() : text.mid(row + 1, text.indexOf('\n', row + 1) - row);
    QStringList absent;
    for (const QString& member : members)
        if (member != QStringLiteral("id") && member != QStringLiteral("ok") &&
            !line.contains("`" + member.toUtf8() + "`"))
            absent << member;
    return absent;
}

} // namespace roentgen::tests
