// How one film is looked at: its window, and where it stands in the view. What tools change (drag_tool.h).
#pragma once

#include "widgets/film_placement.h"
#include "widgets/film_renderer.h"

namespace roentgen::widgets {

struct Presentation {
    std::shared_ptr<const PreparedFilm> film; // may be null
    WindowSetting window;
    FilmPlacement placement;

    // keepView: zoom and window stay where the film is as large as the one before (frames of one stack); else it
    // begins fitted, with its default window. view: as FilmPlacement has it.
    void show(std::shared_ptr<const PreparedFilm> next, bool keepView, QSizeF view);
    void reset(QSizeF view);       // as it began; a film is shown
    bool choosePreset(int number); // of the film's, from 1; false: there is none
};

} // namespace roentgen::widgets
