// Why a file is not read as an image, or a folder as a data set, in the user's language. Any thread.
#pragma once

#include <QString>

namespace roentgen::app {

// refusal: a kind of engine/imaging/refusal.h ("bits_allocated 12") or of engine/datasets ("no_label_table"). "Pixels
// of 12 bits are not read; those of 8 and 16 bits are."; "" for one that is not known here.
QString refusalWords(const QString& refusal);
// What to do about it: "copy or download it again"; may be empty.
QString refusalRemedy(const QString& refusal);

} // namespace roentgen::app
