#include "engine/datasets/exclusive_classes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::datasets {

namespace {

// 1 where the film has none of the classes, 0 where it has one, NaN where that is not known.
float labelOfNone(const std::vector<float>& labels) {
    if (std::find(labels.begin(), labels.end(), 1.f) != labels.end())
        return 0;
    const bool isKnown = std::none_of(labels.begin(), labels.end(), [](float label) { return std::isnan(label); });
    return isKnown ? 1 : std::numeric_limits<float>::quiet_NaN();
}

Error severalFindings(const Dataset& dataset, const Sample& sample) {
    std::string names;
    for (size_t c = 0; c < dataset.classes.size(); ++c)
        if (sample.targets[c] == 1)
            names += (names.empty() ? "" : ", ") + dataset.classes[c];
    return dataError("Cross-entropy is for findings that exclude each other, and this film has several: " + names,
                     sample.image, "use training.loss = \"bce\", or choose data.classes that do not meet");
}

} // namespace

Status makeExclusive(Dataset& dataset, bool allClasses) {
    bool someHaveNone = false;
    std::vector<Sample>* const parts[] = {&dataset.train, &dataset.validation, &dataset.test};
    for (const auto* part : parts)
        for (const Sample& sample : *part) {
            if (std::count(sample.targets.begin(), sample.targets.end(), 1.f) > 1) // those of the labels among them
                return severalFindings(dataset, sample);
            someHaveNone |= labelOfNone(sample.labels) == 1 || labelOfNone(sample.targets) == 1;
        }
    if (!someHaveNone)
        return Done{};
    for (auto* part : parts)
        for (Sample& sample : *part) {
            sample.labels.push_back(labelOfNone(sample.labels));
            sample.targets.push_back(labelOfNone(sample.targets));
        }
    dataset.classes.push_back(allClasses ? "No Finding" : "Other");
    return Done{};
}

} // namespace roentgen::datasets
