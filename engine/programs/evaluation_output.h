// What roentgen-evaluate prints.
#pragma once

#include "engine/evaluation/classification_report.h"
#include "engine/evaluation/localization.h"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace roentgen::programs {

// {"mean_auc":…, "classes": {class: {auc, auc_low, auc_high, positives, negatives, average_precision}}}; undefined:
// null.
nlohmann::ordered_json reportToJson(const evaluation::ClassificationReport& report);
// {"cases":…, "peak_in_box":…, "mean_position_in_box":…, "classes": {class: the same three}}.
nlohmann::ordered_json localizationToJson(const evaluation::LocalizationReport& report);

// On stdout.
void printReport(const evaluation::ClassificationReport& report);
void printLocalization(const evaluation::LocalizationReport& report);

} // namespace roentgen::programs
