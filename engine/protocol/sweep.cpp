#include "engine/protocol/sweep.h"

#include "engine/protocol/key_values.h"
#include "engine/protocol/sweep_expansion.h"

#include <cmath>

namespace roentgen {

namespace {

Error axisError(const SweepAxis& axis, const std::string& message, const std::string& hint) {
    return usageError(message, axis.key, hint);
}

bool isNumeric(const ExperimentKey& key) {
    return key.type == KeyType::Integer || key.type == KeyType::Real;
}

KeyValue numberOf(const ExperimentKey& key, double number) {
    return key.type == KeyType::Integer ? KeyValue(int64_t(std::llround(number))) : KeyValue(number);
}

Status checkRange(const SweepAxis& axis, const ExperimentKey& key) {
    const SweepRange& range = *axis.range;
    if (!axis.values.empty())
        return axisError(axis, "Both a list and a range are given", "give one of them");
    if (!isNumeric(key))
        return axisError(axis, "A range needs numbers", "list the values: " + allowedValues(key));
    for (const double end : {range.minimum, range.maximum})
        if (Status status = checkKeyValue(key, numberOf(key, end)); !status)
            return status;
    if (!(range.minimum < range.maximum))
        return axisError(axis, "The range is empty", "its minimum must be below its maximum");
    if (range.scale == SweepScale::Log && range.minimum <= 0)
        return axisError(axis, "A range on a log scale begins above 0", "use a minimum above 0, or linear");
    if (range.count != 0 && (range.count < 2 || range.count > MostSweepRuns))
        return axisError(axis, "A range of " + std::to_string(range.count) + " values is none",
                         "use 2 to " + std::to_string(MostSweepRuns));
    return Done{};
}

} // namespace

Status checkSweepAxis(const SweepAxis& axis) {
    const ExperimentKey* const key = findExperimentKey(axis.key);
    if (!key)
        return axisError(axis, "There is no such key", "see docs/experiment.md");
    if (axis.key == "experiment.name" || axis.key == "experiment.repeats")
        return axisError(axis, "This key cannot be varied", "vary another one");
    if (axis.range)
        return checkRange(axis, *key);
    if (axis.values.empty())
        return axisError(axis, "There is no value", "list values: " + allowedValues(*key));
    for (const KeyValue& value : axis.values)
        if (Status status = checkKeyValue(*key, value); !status)
            return status;
    return Done{};
}

KeyValue valueInRange(const SweepAxis& axis, double place) {
    const ExperimentKey& key = *findExperimentKey(axis.key);
    const SweepRange& range = *axis.range;
    if (place <= 0)
        return numberOf(key, range.minimum);
    if (place >= 1)
        return numberOf(key, range.maximum);
    return numberOf(key, range.scale == SweepScale::Log ? range.minimum * std::pow(range.maximum / range.minimum, place)
                                                        : range.minimum + (range.maximum - range.minimum) * place);
}

Result<std::vector<KeyValue>> sweepValues(const SweepAxis& axis) {
    if (Status status = checkSweepAxis(axis); !status)
        return status.error();
    if (!axis.range)
        return axis.values;
    if (axis.range->count == 0)
        return axisError(axis, "The range has no count", "say how many values it has, or use order = \"random\"");
    std::vector<KeyValue> values;
    for (int64_t k = 0; k < axis.range->count; ++k) {
        const KeyValue value = valueInRange(axis, double(k) / double(axis.range->count - 1));
        if (values.empty() || values.back() != value) // whole numbers that lie close
            values.push_back(value);
    }
    return values;
}

} // namespace roentgen
