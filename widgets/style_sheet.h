// The application's style sheet, filled with the theme's colours.
#pragma once

#include <QString>

namespace roentgen::widgets {

// Style hooks for pages (dynamic properties or object names):
//   QPushButton[primary="true"]   the one action of a page
//   QLabel[role="caption"|"title"|"number"|"bad"|"good"|"warning"|"secondary"] QToolButton[chip="true"]      a filter
//   chip (checkable)     QFrame[panel="true"]  a panel beside the work
QString styleSheet();

} // namespace roentgen::widgets
