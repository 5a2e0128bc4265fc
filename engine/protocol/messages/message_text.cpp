#include "engine/protocol/messages/message_text.h"

#include "engine/protocol/short_number.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace roentgen::message_text {

namespace {

using Json = nlohmann::ordered_json;

// Why a text is not the message; leaves this file as an Error.
struct Refusal {
    std::string place, what;
};

// Where a value stands, told only when it is refused.
struct Place {
    const Place* above = nullptr;
    std::string name;

    std::string toText() const {
        const std::string front = above ? above->toText() : std::string();
        return front.empty() || name.empty() || name.front() == '[' ? front + name : front + "." + name;
    }
};

std::string shown(Bounds bounds) {
    if (std::isinf(bounds.high))
        return "at least " + shortNumber(bounds.low);
    return std::isinf(bounds.low) ? "at most " + shortNumber(bounds.high)
                                  : shortNumber(bounds.low) + " to " + shortNumber(bounds.high);
}

// What every whole number is within is no bound.
Bounds boundsOf(int64_t low, int64_t high) {
    using Limits = std::numeric_limits<int64_t>;
    Bounds bounds;
    if (low > Limits::min())
        bounds.low = double(low);
    if (high < Limits::max())
        bounds.high = double(high);
    return bounds;
}

class Reader final : public Value {
public:
    Reader(const Json& json, Place place)
        : m_json(json)
        , m_place(std::move(place)) {}

    void flag(bool& value) override {
        if (!m_json.is_boolean())
            refuse("neither true nor false");
        value = m_json.get<bool>();
    }

    void whole(int64_t& value, int64_t low, int64_t high) override {
        if (!isWhole())
            refuse("no whole number");
        const bool isTooLarge = m_json.is_number_unsigned() && m_json.get<uint64_t>() > uint64_t(high);
        value = isTooLarge ? high : m_json.get<int64_t>();
        if (isTooLarge || value < low || value > high)
            refuse(m_json.dump() + ", not " + shown(boundsOf(low, high)));
    }

    void number(double& value, Bounds bounds) override {
        if (!m_json.is_number())
            refuse("no number");
        value = m_json.get<double>();
        if (!std::isfinite(value) || value < bounds.low || value > bounds.high)
            refuse(m_json.dump() + ", not " + shown(bounds));
    }

    void text(std::string& value) override {
        if (!m_json.is_string())
            refuse("no text");
        value = m_json.get<std::string>();
    }

    void choice(size_t& value, const std::vector<const char*>& words) override {
        std::string all;
        for (size_t i = 0; i < words.size(); ++i) {
            if (m_json == words[i]) {
                value = i;
                return;
            }
            all += (i ? ", " : "") + std::string(words[i]);
        }
        refuse("none of " + all);
    }

    void nullable(bool, const std::function<void(bool)>& set, const std::function<void(Value&)>& inner) override {
        set(!m_json.is_null());
        if (!m_json.is_null())
            inner(*this);
    }

    void list(size_t, const std::function<void(size_t)>& resize, const Each& each) override {
        if (!m_json.is_array())
            refuse("no list");
        resize(m_json.size());
        for (size_t i = 0; i < m_json.size(); ++i) {
            Reader one(m_json[i], {&m_place, "[" + std::to_string(i) + "]"});
            each(one, i);
        }
    }

    void table(const Keys&, const std::function<void(const Keys&)>& resize, const Each& each) override {
        if (!m_json.is_object())
            refuse("no table");
        Keys keys;
        for (const auto& entry : m_json.items())
            keys.push_back(entry.key());
        resize(keys);
        size_t i = 0;
        for (const auto& entry : m_json.items()) {
            Reader one(entry.value(), {&m_place, entry.key()});
            each(one, i++);
        }
    }

    void object(const std::function<void(Fields&)>& fields) override;

private:
    // Some writers of JSON know one kind of numbers alone: 512.0 is whole. Beyond 2^53 a double says no more.
    bool isWhole() const {
        constexpr double most = 9007199254740992;
        const double number = m_json.is_number_float() ? m_json.get<double>() : 0;
        return m_json.is_number_integer() ||
               (m_json.is_number_float() && std::abs(number) <= most && std::trunc(number) == number);
    }
    [[noreturn]] void refuse(const std::string& what) const { throw Refusal{m_place.toText(), what}; }

    const Json& m_json;
    Place m_place;
};

class FieldReader final : public Fields {
public:
    FieldReader(const Json& json, const Place& place)
        : m_json(json)
        , m_place(place) {}
    bool isReading() const override { return true; }

protected:
    void field(const Field& field, const std::function<void(Value&)>& visit) override {
        const auto found = m_json.find(field.name);
        if (found != m_json.end()) {
            Reader value(*found, {&m_place, field.name});
            visit(value);
        } else if (field.isRequired) {
            throw Refusal{Place{&m_place, field.name}.toText(), {}};
        }
    }

private:
    const Json& m_json;
    const Place& m_place;
};

void Reader::object(const std::function<void(Fields&)>& fields) {
    if (!m_json.is_object())
        refuse("no object");
    FieldReader reader(m_json, m_place);
    fields(reader);
}

class Writer final : public Value {
public:
    explicit Writer(Json& json)
        : m_json(json) {}

    void flag(bool& value) override { m_json = value; }
    void whole(int64_t& value, int64_t, int64_t) override { m_json = value; }
    void number(double& value, Bounds) override { m_json = value; }
    void text(std::string& value) override { m_json = value; }
    void choice(size_t& value, const std::vector<const char*>& words) override { m_json = words.at(value); }
    void nullable(bool isThere, const std::function<void(bool)>&, const std::function<void(Value&)>& inner) override {
        if (isThere)
            inner(*this);
    }
    void list(size_t size, const std::function<void(size_t)>&, const Each& each) override {
        m_json = Json::array();
        for (size_t i = 0; i < size; ++i) {
            Writer one(m_json.emplace_back());
            each(one, i);
        }
    }
    void table(const Keys& keys, const std::function<void(const Keys&)>&, const Each& each) override {
        m_json = Json::object();
        for (size_t i = 0; i < keys.size(); ++i) {
            Writer one(m_json[keys[i]]);
            each(one, i);
        }
    }
    void object(const std::function<void(Fields&)>& fields) override;

private:
    Json& m_json;
};

class FieldWriter final : public Fields {
public:
    explicit FieldWriter(Json& json)
        : m_json(json) {}
    bool isReading() const override { return false; }

protected:
    void field(const Field& field, const std::function<void(Value&)>& visit) override {
        if (field.isLeftOut)
            return;
        Writer value(m_json[field.name]);
        visit(value);
    }

private:
    Json& m_json;
};

void Writer::object(const std::function<void(Fields&)>& fields) {
    m_json = Json::object();
    FieldWriter writer(m_json);
    fields(writer);
}

} // namespace

Status read(std::string_view text, const std::string& where, const std::function<void(Value&)>& visit) {
    const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (json.is_discarded())
        return dataError("This is no JSON: " + std::string(text.substr(0, 60)), where);
    try {
        Reader reader(json, {});
        visit(reader);
    } catch (const Refusal& refusal) {
        if (refusal.what.empty())
            return dataError(refusal.place + " is missing", where);
        return dataError((refusal.place.empty() ? "This" : refusal.place) + " is " + refusal.what, where);
    }
    return Done{};
}

std::string write(const std::function<void(Value&)>& visit, int indent) {
    Json json;
    Writer writer(json);
    visit(writer);
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string writeTable(const std::function<void(Value&)>& visit) {
    Json json;
    Writer writer(json);
    visit(writer);
    std::string table;
    for (const auto& [name, value] : json.items())
        table += name + std::string(name.size() < 18 ? 19 - name.size() : 1, ' ') +
                 (value.is_string() ? value.get<std::string>()
                                    : value.dump(-1, ' ', false, Json::error_handler_t::replace)) +
                 "\n";
    return table;
}

} // namespace roentgen::message_text
