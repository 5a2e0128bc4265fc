// What a drag of the mouse does to the film that it began on: a small tool for each gesture.
#pragma once

#include "widgets/presentation.h"

namespace roentgen::widgets {

enum class Edited { Nothing, Window, Placement }; // of a presentation

class DragTool {
public:
    virtual ~DragTool() = default;
    // The pointer is at `to` now (view pixels). view: as FilmPlacement has it. A film is shown.
    virtual Edited dragTo(QPointF to, Presentation& shown, QSizeF view) = 0;
    virtual bool setsWindow() const { return false; } // then its values are shown beside the pointer
};

// For a button pressed at that point: left is window and level, middle or left with Shift (touchpads have no middle
// button) moves, right zooms. Null: no film, or another button. pixelRatio: device pixels of a view pixel.
std::unique_ptr<DragTool> dragToolFor(Qt::MouseButton button, Qt::KeyboardModifiers modifiers, QPointF pressed,
                                      const Presentation& shown, double pixelRatio);

} // namespace roentgen::widgets
