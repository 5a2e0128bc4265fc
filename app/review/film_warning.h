// Why an image is none of those that a model was trained on, and what those were, in words.
#pragma once

#include "engine/protocol/messages/prediction_messages.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace roentgen::app {

class FilmWarningWords {
    Q_DECLARE_TR_FUNCTIONS(roentgen::app::FilmWarningWords)
public:
    static QString text(const FilmWarning& warning); // of a code that is not known: the worker's own words
    // "170 images · CR · PA, AP"; what no image tells is left out.
    static QString trainedOn(const TrainedOn& trained);

private:
    static QString figures(const QString& text);
};

} // namespace roentgen::app
