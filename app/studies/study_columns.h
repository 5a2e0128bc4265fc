// How the columns of the table of images are laid out before the user changes it.
#pragma once

#include "app/studies/study_query.h"

namespace roentgen::app {

StudyColumn shownColumn(int place);                              // from left to right
int columnWidth(StudyColumn column);                             // least, in pixels
bool isEmptyColumn(const StudyTable& table, StudyColumn column); // says nothing of any image

} // namespace roentgen::app
