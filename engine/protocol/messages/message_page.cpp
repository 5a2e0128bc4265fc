#include "engine/protocol/messages/message_page.h"

#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/short_number.h"

#include <cmath>

namespace roentgen {

namespace {

std::string kindOf(const char* name, double low, double high) {
    std::string kind = name;
    if (!std::isinf(low) && !std::isinf(high))
        kind += " " + shortNumber(low) + "…" + shortNumber(high);
    else if (!std::isinf(low))
        kind += " ≥ " + shortNumber(low);
    else if (!std::isinf(high))
        kind += " ≤ " + shortNumber(high);
    return kind;
}

class Describer final : public Value {
public:
    explicit Describer(std::string place)
        : m_place(std::move(place)) {}

    std::string kind;  // in words
    std::string inner; // the rows of its parts

    void flag(bool&) override { kind = "true or false"; }
    void whole(int64_t&, int64_t low, int64_t high) override {
        const double all = std::numeric_limits<double>::infinity();
        const bool isBounded = high < std::numeric_limits<int32_t>::max();
        kind = kindOf("whole number", low > std::numeric_limits<int32_t>::min() ? double(low) : -all,
                      isBounded ? double(high) : all);
    }
    void number(double&, Bounds bounds) override { kind = kindOf("number", bounds.low, bounds.high); }
    void text(std::string&) override { kind = "text"; }
    void choice(size_t&, const std::vector<const char*>& words) override {
        for (const char* word : words)
            kind += (kind.empty() ? "`" : ", `") + std::string(word) + "`";
    }
    void nullable(bool, const std::function<void(bool)>& set, const std::function<void(Value&)>& inside) override {
        set(true);
        inside(*this);
        kind += " or null";
    }
    void list(size_t, const std::function<void(size_t)>& resize, const Each& each) override {
        resize(1);
        Describer one(m_place + "[]");
        each(one, 0);
        kind = "list of " + (one.inner.empty() ? one.kind : "these");
        inner = one.inner;
    }
    void table(const Keys&, const std::function<void(const Keys&)>& resize, const Each& each) override {
        resize({"NAME"});
        Describer one(m_place + ".NAME");
        each(one, 0);
        kind = "name → " + (one.inner.empty() ? one.kind : "these");
        inner = one.inner;
    }
    void object(const std::function<void(Fields&)>& fields) override;

private:
    std::string m_place;
};

class FieldDescriber final : public Fields {
public:
    FieldDescriber(std::string place, std::string& rows)
        : m_place(std::move(place))
        , m_rows(rows) {}
    bool isReading() const override { return true; } // what it is given is its own

protected:
    void field(const Field& field, const std::function<void(Value&)>& visit) override {
        const std::string place = (m_place.empty() ? "" : m_place + ".") + field.name;
        Describer value(place);
        visit(value);
        m_rows += "| `" + place + "` | " + value.kind + (field.isRequired ? "" : "?") + " | " + field.meaning + " |\n";
        m_rows += value.inner;
    }

private:
    std::string m_place;
    std::string& m_rows;
};

void Describer::object(const std::function<void(Fields&)>& fields) {
    kind = "object";
    FieldDescriber describer(m_place, inner);
    fields(describer);
}

} // namespace

std::string messageRowsOf(const std::function<void(Value& message)>& visit) {
    Describer message({});
    visit(message);
    return message.inner;
}

} // namespace roentgen
