// Can everything be reached and named without looking and without a mouse?
#pragma once

#include "tests/app/looks/look_report.h"

namespace roentgen::test {

// Presses Tab until the focus is where it began. A control that Tab does not come to, or that keeps it, is a fault.
// Not: parts of Qt's own controls, the tools of a tool bar, which have keys of their own, and all but one of the
// buttons of a group, which the arrow keys choose among; a button that takes no focus on purpose and names its key.
Faults unreachedControls(QWidget* window);

// Controls that say nothing to a screen reader.
Faults namelessControls(const QWidget* window);

} // namespace roentgen::test
