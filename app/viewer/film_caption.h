// What stands in the corners of a film: what the data set knows of it, else what its file says.
#pragma once

#include "app/film_file.h"

#include "engine/protocol/study_index.h"
#include "widgets/view_overlays.h"

#include <QCoreApplication>

namespace roentgen::app {

class FilmCaption {
    Q_DECLARE_TR_FUNCTIONS(roentgen::app::FilmCaption)
public:
    static widgets::CornerText of(const StudyImage& image, const FilmHeader& header);

private:
    static QString person(const StudyImage& image, const FilmHeader& header);
    static QString labels(const StudyImage& image);
};

} // namespace roentgen::app
