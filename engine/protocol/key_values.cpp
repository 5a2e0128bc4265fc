#include "engine/protocol/key_values.h"

#include "engine/protocol/short_number.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace roentgen {

namespace {

std::string join(const std::vector<std::string>& parts, const char* separator) {
    std::string out;
    for (const std::string& part : parts)
        out += (out.empty() ? "" : separator) + part;
    return out;
}

Error badValue(const ExperimentKey& key, const std::string& message, const std::string& hint) {
    return usageError(message, key.path(), hint);
}

std::string rangeInWords(const ExperimentKey& key) {
    return shortNumber(key.minimum) + " to " + shortNumber(key.maximum) + (key.unit.empty() ? "" : " " + key.unit);
}

std::string withoutBlanks(const std::string& text) {
    const size_t begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

template <typename Number>
bool parseWhole(const std::string& text, Number& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

std::string allowedValues(const ExperimentKey& key) {
    switch (key.type) {
    case KeyType::Boolean:
        return "true or false";
    case KeyType::Integer:
    case KeyType::Real:
        return rangeInWords(key);
    case KeyType::Choice:
        return join(key.choices, ", ");
    case KeyType::TextList:
        return "list of texts";
    case KeyType::Text:
        break;
    }
    return "text";
}

std::string currentChoice(const ExperimentKey& key, const std::string& name) {
    for (const ExperimentKey::FormerChoice& former : key.former)
        if (former.name == name)
            return former.readAs;
    return name;
}

Status checkKeyValue(const ExperimentKey& key, const KeyValue& value) {
    if (value.index() != key.defaultValue().index())
        return badValue(key, "The value has the wrong type", "see docs/experiment.md");
    if (key.type == KeyType::Integer || key.type == KeyType::Real) {
        const double number = key.type == KeyType::Integer ? double(std::get<int64_t>(value)) : std::get<double>(value);
        if (!(number >= key.minimum && number <= key.maximum))
            return badValue(key, shortNumber(number) + " is out of range", "use " + rangeInWords(key));
    }
    if (key.type == KeyType::Choice) {
        const std::string& name = std::get<std::string>(value);
        for (const std::string& choice : key.choices)
            if (choice == name)
                return Done{};
        for (const std::string& planned : key.notBuilt)
            if (planned == name)
                return badValue(key, "\"" + name + "\" is not built yet", "use " + join(key.choices, ", "));
        return badValue(key, "\"" + name + "\" is not one of the choices", "use " + join(key.choices, ", "));
    }
    return Done{};
}

namespace {

// "Mass, Nodule", or as TOML has it: ["Mass", 'Nodule'].
std::vector<std::string> parseTextList(std::string text) {
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    std::vector<std::string> parts;
    for (size_t begin = 0; begin <= text.size() && !text.empty();) {
        const size_t end = std::min(text.find(',', begin), text.size());
        std::string part = withoutBlanks(text.substr(begin, end - begin));
        if (part.size() >= 2 && part.front() == part.back() && (part.front() == '"' || part.front() == '\''))
            part = part.substr(1, part.size() - 2);
        if (!part.empty())
            parts.push_back(part);
        begin = end + 1;
    }
    return parts;
}

} // namespace

Result<KeyValue> parseKeyValue(const ExperimentKey& key, const std::string& input) {
    const std::string text = withoutBlanks(input);
    KeyValue value;
    switch (key.type) {
    case KeyType::Boolean:
        if (text != "true" && text != "false")
            return badValue(key, "\"" + text + "\" is neither true nor false", "use true or false");
        value = text == "true";
        break;
    case KeyType::Integer: {
        int64_t number = 0;
        if (!parseWhole(text, number))
            return badValue(key, "\"" + text + "\" is not a whole number", "use " + rangeInWords(key));
        value = number;
        break;
    }
    case KeyType::Real: {
        double number = 0;
        if (!parseWhole(text, number) || !std::isfinite(number))
            return badValue(key, "\"" + text + "\" is not a number", "use " + rangeInWords(key));
        value = number;
        break;
    }
    case KeyType::Text:
        value = text;
        break;
    case KeyType::Choice:
        value = currentChoice(key, text);
        break;
    case KeyType::TextList:
        value = parseTextList(text);
        break;
    }
    if (Status status = checkKeyValue(key, value); !status)
        return status.error();
    return value;
}

std::string formatKeyValue(const KeyValue& value) {
    if (const bool* flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    if (const int64_t* whole = std::get_if<int64_t>(&value))
        return std::to_string(*whole);
    if (const double* real = std::get_if<double>(&value))
        return shortNumber(*real);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value))
        return join(*list, ", ");
    return std::get<std::string>(value);
}

} // namespace roentgen
