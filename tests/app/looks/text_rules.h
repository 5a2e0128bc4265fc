// Is every text whole, and can it be read?
#pragma once

#include "tests/app/looks/look_report.h"
#include "tests/app/looks/painted_text.h"

#include <QImage>

namespace roentgen::test {

// Text that is cut at an edge, or shortened with "…". Not: what can be scrolled into sight, what a field is being
// given, and an entry of a list whose tool tip has all of it.
Faults cutTexts(const std::vector<PaintedText>& texts);

// WCAG 2.1, success criterion 1.4.3: at least 4.5 between a text and what lies behind it in `picture`, which is the
// window as it was grabbed. Not: what is disabled, and what stands over a film.
Faults faintTexts(const std::vector<PaintedText>& texts, const QImage& picture);

} // namespace roentgen::test
