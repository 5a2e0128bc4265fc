// Is a window that is not in English free of English?
#pragma once

#include "tests/app/looks/look_report.h"
#include "tests/app/looks/painted_text.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace roentgen::test {

// The texts of the sources and what a language makes of them, as translations/roentgen_LANGUAGE.ts has them.
class Words {
public:
    explicit Words(const QString& language);

    // What is painted, and what tool tips, accessible names and titles say. A text is English where it is a text of the
    // sources that has another translation, or where it is one that is the same in both and not known to be (a term:
    // sameInEveryLanguage()), or where it reads as an English sentence.
    Faults leftInEnglish(QWidget* window, const std::vector<PaintedText>& texts);

private:
    struct Pattern {
        QRegularExpression source, translation;
    };

    bool isEnglish(const QString& text);

    QHash<QString, QStringList> m_translations; // of sources without places
    QList<Pattern> m_patterns;                  // of sources with "%1"
    QHash<QString, bool> m_known;               // what was said of a text before
};

} // namespace roentgen::test
