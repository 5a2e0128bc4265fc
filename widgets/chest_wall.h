// On which side of a mammogram the chest wall lies.
#pragma once

#include "widgets/prepared_film.h"
#include "widgets/view_transform.h"

#include <QString>

namespace roentgen::widgets {

struct ChestWall {
    Side side = Side::Middle; // cannot be told
    int padding = 0;          // film columns of nothing between the film's edge on that side and the tissue
};

// By Patient Orientation (0020,0020) where it says so: the first value is the direction of the rows, "P" towards the
// chest wall, "A" towards the nipple. Else by the pixels: tissue reaches the film's edge at the chest wall, air lies
// before the nipple. Scanned films have a black margin there; padding says how wide it is at least.
ChestWall findChestWall(const PreparedFilm& film, const QString& patientOrientation);

} // namespace roentgen::widgets
