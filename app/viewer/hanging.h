// How films hang beside each other.
#pragma once

#include "engine/protocol/study_index.h"

#include <QStringList>

namespace roentgen::app {

enum class Hanging {
    SideBySide, // as they are
    BackToBack, // mammograms: chest walls meet in the middle, the left one mirrored where it must be, right breast left
};

struct HungFilms {
    QStringList paths; // from left to right
    Hanging hanging = Hanging::SideBySide;
};

// Right and left breast of one view hang back to back, anything else side by side.
HungFilms hangBeside(const StudyImage& first, const StudyImage& second);

} // namespace roentgen::app
