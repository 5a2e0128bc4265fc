// Inter with tabular figures: numbers in columns and live numbers do not jump.
#pragma once

#include <QByteArray>
#include <QStringList>

namespace roentgen::widgets {

// Families in order of preference. Loads the tabular variant of the installed Inter on the first call (GUI thread).
QStringList fontFamilies();

// An OpenType font whose tabular-figures feature is always on, under another family name of the same length.
// Qt 6.4 cannot ask for a font feature, but every shaper applies 'rclt' by itself: so 'tnum' is renamed to 'rclt'.
// Empty where the bytes are no such font.
QByteArray withTabularFigures(QByteArray font, const QByteArray& family, const QByteArray& newFamily);

} // namespace roentgen::widgets
