// Does every widget stand in its own place?
#pragma once

#include "tests/app/looks/look_report.h"

namespace roentgen::test {

// Siblings that cover one another, and children that stick out of their parent. Not: what floats over its siblings on
// purpose and lets the mouse through, the parts of Qt's own widgets, and what can be scrolled into sight.
Faults misplacedWidgets(const QWidget* window);

} // namespace roentgen::test
