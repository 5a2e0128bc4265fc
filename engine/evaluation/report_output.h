// What roentgen-evaluate prints.
#pragma once

#include "engine/evaluation/classification_report.h"
#include "engine/evaluation/localization.h"
#include "engine/protocol/messages/prediction_messages.h"

namespace roentgen::evaluation {

EvaluateAnswer answerOf(const ClassificationReport& report);
LocalizationAnswer answerOf(const LocalizationReport& report);

// On stdout.
void printReport(const ClassificationReport& report);
void printLocalization(const LocalizationReport& report);

} // namespace roentgen::evaluation
