// What a data set's labels say of a film, as views draw it.
#pragma once

#include "engine/protocol/study_index.h"
#include "widgets/view_overlays.h"

namespace roentgen::app {

QString findingTitle(const QString& finding); // underscores become blanks
// classes: of the data set, in order: they choose the colours.
std::vector<widgets::FilmBox> filmBoxes(const std::vector<LabelBox>& boxes, const QStringList& classes);

} // namespace roentgen::app
