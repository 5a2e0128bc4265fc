#include "engine/protocol/architecture.h"

#include "engine/protocol/architecture_table.h"

namespace roentgen {

namespace {

std::string divisorsOf(int64_t number) {
    std::string text;
    for (int64_t divisor = 1; divisor <= number; ++divisor)
        if (number % divisor == 0)
            text += (text.empty() ? "" : ", ") + std::to_string(divisor);
    return text;
}

std::string namesWithClassicHead() {
    std::string text;
    for (const Architecture& one : architectures())
        if (one.classicHeadParameters > 0)
            text += (text.empty() ? "" : " and ") + std::string(one.name);
    return text;
}

} // namespace

Status checkArchitectureUse(const ArchitectureUse& use) {
    const Architecture* const architecture = findArchitecture(use.architecture);
    if (!architecture)
        return Done{}; // names that are refused elsewhere
    const std::string normalization = resolvedNormalization(use.architecture, use.normalization);
    if (!architecture->hasNormalization && normalization != "none")
        return usageError(use.architecture + " has no normalisation layers", "model.normalization",
                          "use auto or none, or " + use.architecture + "_bn as model.architecture");
    if (normalization == "group" && (use.groupCount < 1 || architecture->commonDivisor % use.groupCount != 0))
        return usageError(std::to_string(use.groupCount) + " groups do not divide the channels of every layer of " +
                              use.architecture,
                          "model.group_count", "use " + divisorsOf(architecture->commonDivisor));
    if (use.head != "pooled" && architecture->classicHeadParameters == 0)
        return usageError(use.architecture + " has no other head than the pooled one", "model.head",
                          "use pooled; classic is for " + namesWithClassicHead());
    const bool oneImageStatistics = normalization == "instance";
    const int64_t least = oneImageStatistics ? architecture->leastStatisticsSize : architecture->leastSize;
    if (use.imageSize < least)
        return usageError(std::to_string(use.imageSize) + " px are too few for " + use.architecture +
                              (oneImageStatistics ? " with instance normalisation" : ""),
                          "data.image_size", "use at least " + std::to_string(least) + " px");
    return Done{};
}

bool hasNormalization(const std::string& architecture) {
    const Architecture* const one = findArchitecture(architecture);
    return one && one->hasNormalization;
}

bool hasClassicHead(const std::string& architecture) {
    const Architecture* const one = findArchitecture(architecture);
    return one && one->classicHeadParameters > 0;
}

std::string resolvedNormalization(const std::string& architecture, const std::string& normalization) {
    if (normalization != "auto")
        return normalization;
    const Architecture* const one = findArchitecture(architecture);
    return one && !one->hasNormalization ? "none" : "batch";
}

int64_t leastSizeForStatistics(const std::string& architecture) {
    const Architecture* const one = findArchitecture(architecture);
    return one ? one->leastStatisticsSize : 0;
}

} // namespace roentgen
