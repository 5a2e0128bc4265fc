#include "engine/protocol/sweep_text.h"

#include "engine/protocol/key_values.h"
#include "engine/protocol/sweep.h"

#include <charconv>

namespace roentgen {

namespace {

std::string trimmed(const std::string& text) {
    const size_t begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string> parts(const std::string& text, char separator) {
    std::vector<std::string> found;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(separator, begin), text.size());
        if (std::string part = trimmed(text.substr(begin, end - begin)); !part.empty())
            found.push_back(std::move(part));
        begin = end + 1;
    }
    return found;
}

template <typename Number>
bool readsAs(const std::string& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

// "0.0001..0.01", then the count and the scale in any order.
Result<SweepRange> parseRange(const std::string& key, const std::string& text) {
    const std::vector<std::string> words = parts(text, ',');
    const size_t dots = words.empty() ? std::string::npos : words.front().find("..");
    const Error wrong = usageError("\"" + text + "\" is not a range", key, "write 0.0001..0.01, 5, log");
    SweepRange range;
    if (dots == std::string::npos || !readsAs(trimmed(words.front().substr(0, dots)), range.minimum) ||
        !readsAs(trimmed(words.front().substr(dots + 2)), range.maximum))
        return wrong;
    for (size_t k = 1; k < words.size(); ++k) {
        if (words[k] == "log" || words[k] == "linear")
            range.scale = words[k] == "log" ? SweepScale::Log : SweepScale::Linear;
        else if (!readsAs(words[k], range.count) || range.count < 2)
            return wrong;
    }
    return range;
}

} // namespace

Result<SweepAxis> parseSweepAxis(const std::string& path, const std::string& text) {
    SweepAxis axis;
    axis.key = path;
    const ExperimentKey* const key = findExperimentKey(path);
    if (!key)
        return usageError("There is no such key", path, "see docs/experiment.md");
    const bool numeric = key->type == KeyType::Integer || key->type == KeyType::Real;
    if (numeric && text.find("..") != std::string::npos) {
        Result<SweepRange> range = parseRange(path, text);
        if (!range)
            return range.error();
        axis.range = *range;
    } else {
        for (const std::string& part : parts(text, key->type == KeyType::TextList ? ';' : ',')) {
            Result<KeyValue> value = parseKeyValue(*key, part);
            if (!value)
                return value.error();
            axis.values.push_back(value.take());
        }
    }
    if (Status status = checkSweepAxis(axis); !status)
        return status.error();
    return axis;
}

std::string formatSweepAxis(const SweepAxis& axis) {
    if (axis.range)
        return formatKeyValue(KeyValue(axis.range->minimum)) + ".." + formatKeyValue(KeyValue(axis.range->maximum)) +
               (axis.range->count ? ", " + std::to_string(axis.range->count) : "") +
               (axis.range->scale == SweepScale::Log ? ", log" : "");
    std::string text;
    for (const KeyValue& value : axis.values)
        text += (text.empty()                                              ? ""
                 : std::holds_alternative<std::vector<std::string>>(value) ? "; "
                                                                           : ", ") +
                formatKeyValue(value);
    return text;
}

} // namespace roentgen
