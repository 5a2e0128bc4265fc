#include "engine/datasets/label_policy.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace roentgen::datasets {

namespace {

constexpr float notKnown = std::numeric_limits<float>::quiet_NaN();

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

UncertainAs uncertainAs(const std::string& policy) {
    assert(policy == "u_ignore" || policy == "u_zeros" || policy == "u_ones");
    return policy == "u_zeros" ? UncertainAs::Zero : policy == "u_ones" ? UncertainAs::One : UncertainAs::Ignored;
}

std::vector<float> labelsOf(const StudyImage& image, const std::vector<std::string>& classes) {
    std::vector<float> labels;
    for (const std::string& name : classes)
        labels.push_back(contains(image.labels, name)                                       ? 1.f
                         : contains(image.uncertain, name) || contains(image.unknown, name) ? notKnown
                                                                                            : 0.f);
    return labels;
}

std::vector<float> targetsOf(const StudyImage& image, const std::vector<std::string>& classes, UncertainAs uncertain,
                             bool exclusive) {
    std::vector<float> targets = labelsOf(image, classes);
    const bool isOneOfThem = exclusive && std::find(targets.begin(), targets.end(), 1.f) != targets.end();
    for (size_t c = 0; c < classes.size(); ++c) {
        if (uncertain != UncertainAs::Ignored && contains(image.uncertain, classes[c]))
            targets[c] = uncertain == UncertainAs::One ? 1.f : 0.f;
        else if (isOneOfThem && contains(image.unknown, classes[c]))
            targets[c] = 0;
    }
    return targets;
}

} // namespace roentgen::datasets
