// "Show list": the files or rows behind a problem of a data set, to read and to copy.
#pragma once

#include "engine/protocol/study_index.h"

class QWidget;

namespace roentgen::app {

void showProblem(const DataProblem& problem, QWidget* parent); // until it is closed

} // namespace roentgen::app
