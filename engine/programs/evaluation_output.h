// What roentgen-evaluate prints.
#pragma once

#include "engine/evaluation/classification_report.h"
#include "engine/evaluation/localization.h"
#include "engine/protocol/messages/prediction_messages.h"

namespace roentgen::programs {

EvaluateAnswer answerOf(const evaluation::ClassificationReport& report);
LocalizationAnswer answerOf(const evaluation::LocalizationReport& report);

// On stdout.
void printReport(const evaluation::ClassificationReport& report);
void printLocalization(const evaluation::LocalizationReport& report);

} // namespace roentgen::programs
