// Keys while a list or a menu is open.
#pragma once

namespace roentgen::app {

// From now on what is typed while one is open is for it alone. Without this Qt looks for shortcuts of the page below as
// well, where a letter is a verdict.
void keepKeysInPopups();

} // namespace roentgen::app
