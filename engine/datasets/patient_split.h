// Train, validation and test by patient: no patient is in two parts.
#pragma once

#include "engine/datasets/problem_list.h"
#include "engine/protocol/study_index.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::datasets {

struct SplitOptions {
    enum class Kind { Official, Fraction, File } kind = Kind::Fraction;
    std::string file; // CSV with "Split" (train, validation, test) and "Image Index" or "Patient ID"
    double validationFraction = 0.1, testFraction = 0.1; // of the patients; Official: of its training part's patients
    int64_t seed = 1;
};

// "train" "validation" "test" or "" (left out, counted) for each image, in order. An image without a patient is a
// patient of its own. Deterministic in seed and patients, whatever their order.
// Data errors: no official lists, a split file that is unreadable or puts a patient into two parts.
Result<std::vector<std::string>> splitByPatient(const std::vector<StudyImage>& images, const SplitOptions& options,
                                                ProblemList& problems);

} // namespace roentgen::datasets
