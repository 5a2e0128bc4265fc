// Keys of a page whose shortcuts are single letters and arrows.
#pragma once

class QWidget;

namespace roentgen::app {

// From now on what moves, chooses or types where the focus is goes there, and is no shortcut of the page.
void keepKeysWithFocus(QWidget* page);

} // namespace roentgen::app
