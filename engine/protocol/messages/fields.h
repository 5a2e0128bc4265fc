// What a message consists of, said once. A message is a plain struct with a function
//     void describe(Fields& f, DecodeRequest& m) { f.required("path", m.path, "the film"); … }
// Its reader and writer (message_text.h) and its table in docs/messages.md (message_page.h) follow from it.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace roentgen {

// What a number may be, both ends included; of a list or a table it holds for each of its numbers.
struct Bounds {
    double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
};
// A count, a size in bytes, a number of pixels.
constexpr Bounds fromZero{0}, fromOne{1};

class Fields;

// One value, of a kind that JSON has. Reading changes what it is given, writing does not.
class Value {
public:
    using Each = std::function<void(Value& one, size_t index)>;
    using Keys = std::vector<std::string>;

    virtual ~Value() = default;
    virtual void flag(bool& value) = 0;
    virtual void whole(int64_t& value, int64_t low, int64_t high) = 0;
    virtual void number(double& value, Bounds bounds) = 0;
    virtual void text(std::string& value) = 0;
    // One of several words; value is its place in them.
    virtual void choice(size_t& value, const std::vector<const char*>& words) = 0;
    // set(false): the value is null; set(true): it is there, and inner visits it.
    virtual void nullable(bool isThere, const std::function<void(bool isThere)>& set,
                          const std::function<void(Value& inner)>& inner) = 0;
    virtual void list(size_t size, const std::function<void(size_t size)>& resize, const Each& each) = 0;
    // A table from names to values of one kind; each is called with the place of a name in the keys.
    virtual void table(const Keys& keys, const std::function<void(const Keys& keys)>& resize, const Each& each) = 0;
    virtual void object(const std::function<void(Fields& fields)>& fields) = 0;
};

class Fields {
public:
    virtual ~Fields() = default;
    virtual bool isReading() const = 0; // else the message must stay as it is

    // Reading refuses a message that lacks it. Here and below an empty std::optional is null.
    template <typename T>
    void required(const char* name, T& value, const char* meaning, Bounds bounds = {});
    // Where it is absent the value stays as it is.
    template <typename T>
    void optional(const char* name, T& value, const char* meaning, Bounds bounds = {});
    // Left out where it is empty: a text, a list, a table, a std::optional.
    template <typename T>
    void unlessEmpty(const char* name, T& value, const char* meaning, Bounds bounds = {});
    // The members of a part stand among the message's own.
    template <typename Part>
    void part(Part& value) {
        describe(*this, value);
    }

protected:
    struct Field {
        const char* name;
        const char* meaning;
        bool isRequired, isLeftOut; // the latter: by writing
    };
    virtual void field(const Field& field, const std::function<void(Value& value)>& visit) = 0;
};

// The kinds of values. An enumeration is written as a word of
//     std::vector<const char*> wordsOf(PixelType);
// which has one for each of its values, in order, from 0 on.
namespace message_values {

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsList : std::false_type {};
template <typename T>
struct IsList<std::vector<T>> : std::true_type {};
template <typename T>
struct IsTable : std::false_type {};
template <typename T>
struct IsTable<std::map<std::string, T>> : std::true_type {};
template <typename T>
struct IsTable<std::vector<std::pair<std::string, T>>> : std::true_type {}; // whose order counts

template <typename T>
void visit(Value& value, T& x, Bounds bounds);

// Writing, which changes nothing, may be given what lies where nothing can be changed.
template <typename T>
void keep(T& x, T value) {
    if (x != value)
        x = value;
}

template <typename T>
void visitWhole(Value& value, T& x, Bounds bounds) {
    constexpr auto least = std::numeric_limits<T>::min(), most = std::numeric_limits<T>::max();
    constexpr int64_t top = sizeof(T) < 8 || std::is_signed_v<T> ? int64_t(most) : std::numeric_limits<int64_t>::max();
    const int64_t low = bounds.low > double(least) ? int64_t(bounds.low) : int64_t(least);
    const int64_t high = bounds.high < double(top) ? int64_t(bounds.high) : top;
    auto wide = int64_t(x);
    value.whole(wide, low, high);
    keep(x, T(wide));
}

template <typename T>
void visitTable(Value& value, std::map<std::string, T>& x, Bounds bounds) {
    Value::Keys keys;
    for (const auto& entry : x)
        keys.push_back(entry.first);
    value.table(
        keys,
        [&](const Value::Keys& read) {
            x.clear();
            keys = read;
        },
        [&](Value& one, size_t index) { visit(one, x[keys[index]], bounds); });
}

template <typename T>
void visitTable(Value& value, std::vector<std::pair<std::string, T>>& x, Bounds bounds) {
    Value::Keys keys;
    for (const auto& entry : x)
        keys.push_back(entry.first);
    value.table(
        keys,
        [&](const Value::Keys& read) {
            x.clear();
            for (const std::string& key : read)
                x.emplace_back(key, T());
        },
        [&](Value& one, size_t index) { visit(one, x[index].second, bounds); });
}

template <typename T>
void visit(Value& value, T& x, Bounds bounds) {
    if constexpr (std::is_same_v<T, bool>) {
        value.flag(x);
    } else if constexpr (std::is_enum_v<T>) {
        auto place = size_t(x);
        value.choice(place, wordsOf(T()));
        keep(x, T(place));
    } else if constexpr (std::is_integral_v<T>) {
        visitWhole(value, x, bounds);
    } else if constexpr (std::is_floating_point_v<T>) {
        auto wide = double(x);
        value.number(wide, bounds);
        keep(x, T(wide));
    } else if constexpr (std::is_same_v<T, std::string>) {
        value.text(x);
    } else if constexpr (IsOptional<T>::value) {
        value.nullable(
            x.has_value(), [&](bool isThere) { isThere ? void(x.emplace()) : x.reset(); },
            [&](Value& inner) { visit(inner, *x, bounds); });
    } else if constexpr (IsTable<T>::value) {
        visitTable(value, x, bounds);
    } else if constexpr (IsList<T>::value) {
        value.list(
            x.size(), [&](size_t size) { x.resize(size); },
            [&](Value& one, size_t index) { visit(one, x[index], bounds); });
    } else {
        value.object([&](Fields& fields) { describe(fields, x); });
    }
}

} // namespace message_values

template <typename T>
void Fields::required(const char* name, T& value, const char* meaning, Bounds bounds) {
    field({name, meaning, true, false}, [&](Value& v) { message_values::visit(v, value, bounds); });
}

template <typename T>
void Fields::optional(const char* name, T& value, const char* meaning, Bounds bounds) {
    field({name, meaning, false, false}, [&](Value& v) { message_values::visit(v, value, bounds); });
}

template <typename T>
void Fields::unlessEmpty(const char* name, T& value, const char* meaning, Bounds bounds) {
    bool isEmpty = false;
    if constexpr (message_values::IsOptional<T>::value)
        isEmpty = !value.has_value();
    else
        isEmpty = value.empty();
    field({name, meaning, false, isEmpty}, [&](Value& v) { message_values::visit(v, value, bounds); });
}

} // namespace roentgen
