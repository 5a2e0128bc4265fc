// What Review says of the model, its answers and the list of images, in words.
#pragma once

#include "app/review/review_case.h"

#include <QCoreApplication>

namespace roentgen::app {

class PredictorClient;

class ReviewWords {
    Q_DECLARE_TR_FUNCTIONS(roentgen::app::ReviewWords)
public:
    struct AnswerState {
        QString text; // "": the answer is there
        bool isBad = false;
    };
    static AnswerState answerState(const PredictorClient& predictor, const QString& image); // image "": none is shown

    struct TrainedOnText {
        QString text, tip; // "": not known yet
    };
    static TrainedOnText trainedOn(const PredictorClient& predictor);

    static QString problems(const ReviewList& list); // "": none
};

} // namespace roentgen::app
