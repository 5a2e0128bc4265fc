#include "app/viewer/hanging.h"

namespace roentgen::app {

HungFilms hangBeside(const StudyImage& first, const StudyImage& second) {
    const bool pair = first.view == second.view && ((first.laterality == "R" && second.laterality == "L") ||
                                                    (first.laterality == "L" && second.laterality == "R"));
    // The right breast hangs on the left, as if one stood before the patient.
    const bool swap = pair && first.laterality == "L";
    return {{QString::fromStdString(swap ? second.path : first.path),
             QString::fromStdString(swap ? first.path : second.path)},
            pair ? Hanging::BackToBack : Hanging::SideBySide};
}

} // namespace roentgen::app
