#include "engine/programs/dataset_answers.h"

#include <set>

namespace roentgen::programs {

PhantomAnswer phantomAnswer(const std::string& folder, const datasets::PhantomSummary& summary) {
    PhantomAnswer answer;
    answer.out = folder;
    answer.images = summary.films;
    answer.patients = summary.patients;
    answer.boxes = summary.boxes;
    answer.noFinding = summary.withoutFinding;
    answer.testImages = summary.testFilms;
    for (const auto& [finding, count] : summary.positives)
        answer.positives[finding] = count;
    return answer;
}

SplitPart partOf(const std::vector<datasets::Sample>& samples) {
    std::set<std::string> patients;
    for (const datasets::Sample& sample : samples)
        patients.insert(sample.patient);
    return {int64_t(samples.size()), int64_t(patients.size())};
}

} // namespace roentgen::programs
