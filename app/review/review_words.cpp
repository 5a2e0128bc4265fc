#include "app/review/review_words.h"

#include "app/review/predictor_client.h"

#include <QLocale>

namespace roentgen::app {

ReviewWords::AnswerState ReviewWords::answerState(const PredictorClient& predictor, const QString& image) {
    if (!predictor.modelError().isEmpty()) {
        return {tr("The model could not be loaded. %1").arg(predictor.modelError()), true};
    }
    if (predictor.isLoading()) {
        return {tr("Loading the model …")};
    }
    if (!image.isEmpty() && !predictor.errorText(image).isEmpty()) {
        return {tr("No answer for this image. %1").arg(predictor.errorText(image)), true};
    }
    return {!image.isEmpty() && predictor.find(image) == nullptr ? tr("Asking the model …") : QString()};
}

ReviewWords::TrainedOnText ReviewWords::trainedOn(const PredictorClient& predictor) {
    if (predictor.isLoading() || !predictor.modelError().isEmpty() || predictor.classes().isEmpty()) {
        return {};
    }
    if (const auto& trained = predictor.trainedOn()) {
        return {tr("Trained on %1", "number and kind of images").arg(FilmWarningWords::trainedOn(*trained)),
                tr("An image that is unlike these gets a warning.")};
    }
    return {tr("What it was trained on is not known"),
            tr("The weights do not say it, so images that are unlike those of the training cannot be told.")};
}

QString ReviewWords::problems(const ReviewList& list) {
    QStringList problems;
    const QLocale locale;
    if (list.withoutImage > 0) {
        problems
            << tr("Images of the run that the data set no longer has: %1.").arg(locale.toString(list.withoutImage));
    }
    if (list.badRows > 0) {
        problems << tr("Damaged rows of predictions.csv, left out: %1.").arg(locale.toString(list.badRows));
    }
    return problems.join(QLatin1Char(' '));
}

} // namespace roentgen::app
