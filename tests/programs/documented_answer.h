// Does docs/messages.md name every member of an answer?
#pragma once

#include <QFile>
#include <QStringList>

namespace roentgen::tests {

// Those that the operation's section, below the heading of its program, does not name.
inline QStringList undocumentedMembers(const QByteArray& program, const QByteArray& operation,
                                       const QStringList& members) {
    QFile page(QStringLiteral(ROENTGEN_SOURCE_DIR "/docs/messages.md"));
    if (!page.open(QIODevice::ReadOnly))
        return members;
    const QByteArray text = page.readAll();
    const qsizetype section = text.indexOf("## " + program + " serve\n");
    const qsizetype begin = text.indexOf("\n### `" + operation + "`\n", section);
    const QByteArray part =
        section < 0 || begin < 0 ? QByteArray() : text.mid(begin, text.indexOf("\n### ", begin + 1) - begin);
    QStringList absent;
    for (const QString& member : members)
        if (member != QStringLiteral("id") && member != QStringLiteral("ok") &&
            !part.contains("`" + member.toUtf8() + "`"))
            absent << member;
    return absent;
}

} // namespace roentgen::tests
