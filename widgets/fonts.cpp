#include "widgets/fonts.h"

#include <QFile>
#include <QFontDatabase>
#include <QtEndian>

#include <optional>

namespace roentgen::widgets {

namespace {

struct Table {
    qsizetype offset, length;
};

quint16 u16(const QByteArray& bytes, qsizetype at) {
    return qFromBigEndian<quint16>(bytes.constData() + at);
}
quint32 u32(const QByteArray& bytes, qsizetype at) {
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

// OpenType 1.9, "Organization of an OpenType font": table records of 16 bytes after a header of 12.
std::optional<Table> findTable(const QByteArray& font, const char* tag) {
    if (font.size() < 12) {
        return {};
    }
    const int tables = u16(font, 4);
    for (int i = 0; i < tables && 12 + 16 * (i + 1) <= font.size(); ++i) {
        const qsizetype record = 12 + 16 * i;
        if (font.mid(record, 4) == tag) {
            const Table table{qsizetype(u32(font, record + 8)), qsizetype(u32(font, record + 12))};
            if (table.offset + table.length <= font.size()) {
                return table;
            }
        }
    }
    return {};
}

QByteArray utf16(const QByteArray& ascii) {
    QByteArray wide;
    for (char c : ascii) {
        wide.append('\0').append(c);
    }
    return wide;
}

QString loadInter(const char* style) {
    QFile file(QStringLiteral("/usr/share/fonts/opentype/inter/Inter-%1.otf").arg(QLatin1String(style)));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray font = withTabularFigures(file.readAll(), "Inter", "Rntgn");
    const int id = font.isEmpty() ? -1 : QFontDatabase::addApplicationFontFromData(font);
    const QStringList families = id < 0 ? QStringList() : QFontDatabase::applicationFontFamilies(id);
    return families.isEmpty() ? QString() : families.first();
}

} // namespace

QByteArray withTabularFigures(QByteArray font, const QByteArray& family, const QByteArray& newFamily) {
    const auto substitutions = findTable(font, "GSUB");
    const auto names = findTable(font, "name");
    if (!substitutions || !names || substitutions->length < 10 || family.size() != newFamily.size()) {
        return {};
    }
    const qsizetype featureList = substitutions->offset + u16(font, substitutions->offset + 6);
    if (featureList + 2 > font.size()) {
        return {};
    }
    bool found = false;
    const int features = u16(font, featureList);
    for (int i = 0; i < features && featureList + 2 + 6 * (i + 1) <= font.size(); ++i) {
        const qsizetype record = featureList + 2 + 6 * i;
        if (font.mid(record, 4) == "tnum") {
            font.replace(record, 4, "rclt");
            found = true;
        }
    }
    if (!found) {
        return {};
    }
    QByteArray nameTable = font.mid(names->offset, names->length);
    nameTable.replace(utf16(family), utf16(newFamily)).replace(family, newFamily);
    font.replace(names->offset, names->length, nameTable);
    return font;
}

QStringList fontFamilies() {
    static const QStringList families = [] {
        QStringList result;
        for (const char* style : {"Regular", "Medium", "SemiBold"}) {
            const QString family = loadInter(style);
            if (!family.isEmpty() && !result.contains(family)) {
                result << family;
            }
        }
        // A medium or half-bold file may name itself a family of its own: the regular one is the one to ask for.
        result = result.mid(0, 1);
        result << QStringLiteral("Inter") << QStringLiteral("WenQuanYi Zen Hei");
        return result;
    }();
    return families;
}

} // namespace roentgen::widgets
