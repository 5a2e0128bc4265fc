#include "engine/protocol/architecture.h"

namespace roentgen {

namespace {

struct ArchitectureFamily {
    const char* prefix; // of its members' names
    bool hasNormalization, hasClassicHead;
    int64_t commonDivisor;       // of all normalised layers' channels
    int64_t leastSize;           // px; below, a pooling has nothing left
    int64_t leastStatisticsSize; // px; from here on every normalised map is larger than 1×1
};

// The first that fits counts. Sizes follow from the poolings and strides; tests check all of it against the models.
constexpr ArchitectureFamily families[] = {{"densenet", true, false, 32, 29, 61},
                                           {"resnet", true, false, 64, 1, 33},
                                           {"vgg16_bn", true, true, 64, 32, 32},
                                           {"vgg16", false, true, 64, 32, 32}};

const ArchitectureFamily* findFamily(const std::string& architecture) {
    for (const ArchitectureFamily& family : families)
        if (architecture.rfind(family.prefix, 0) == 0)
            return &family;
    return nullptr;
}

std::string divisorsOf(int64_t number) {
    std::string text;
    for (int64_t divisor = 1; divisor <= number; ++divisor)
        if (number % divisor == 0)
            text += (text.empty() ? "" : ", ") + std::to_string(divisor);
    return text;
}

} // namespace

Status checkArchitectureUse(const ArchitectureUse& use) {
    const ArchitectureFamily* family = findFamily(use.architecture);
    if (!family)
        return Done{}; // names that are refused elsewhere
    const std::string normalization = resolvedNormalization(use.architecture, use.normalization);
    if (!family->hasNormalization && normalization != "none")
        return usageError(use.architecture + " has no normalisation layers", "model.normalization",
                          "use auto or none, or " + use.architecture + "_bn as model.architecture");
    if (normalization == "group" && (use.groupCount < 1 || family->commonDivisor % use.groupCount != 0))
        return usageError(std::to_string(use.groupCount) + " groups do not divide the channels of every layer of " +
                              use.architecture,
                          "model.group_count", "use " + divisorsOf(family->commonDivisor));
    if (use.head != "pooled" && !family->hasClassicHead)
        return usageError(use.architecture + " has no other head than the pooled one", "model.head",
                          "use pooled; classic is for vgg16 and vgg16_bn");
    const bool oneImageStatistics = normalization == "instance";
    const int64_t least = oneImageStatistics ? family->leastStatisticsSize : family->leastSize;
    if (use.imageSize < least)
        return usageError(std::to_string(use.imageSize) + " px are too few for " + use.architecture +
                              (oneImageStatistics ? " with instance normalisation" : ""),
                          "data.image_size", "use at least " + std::to_string(least) + " px");
    return Done{};
}

bool hasNormalization(const std::string& architecture) {
    const ArchitectureFamily* const family = findFamily(architecture);
    return family && family->hasNormalization;
}

bool hasClassicHead(const std::string& architecture) {
    const ArchitectureFamily* const family = findFamily(architecture);
    return family && family->hasClassicHead;
}

std::string resolvedNormalization(const std::string& architecture, const std::string& normalization) {
    if (normalization != "auto")
        return normalization;
    const ArchitectureFamily* family = findFamily(architecture);
    return family && !family->hasNormalization ? "none" : "batch";
}

int64_t leastSizeForStatistics(const std::string& architecture) {
    const ArchitectureFamily* family = findFamily(architecture);
    return family ? family->leastStatisticsSize : 0;
}

} // namespace roentgen
