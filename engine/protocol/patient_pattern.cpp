#include "engine/protocol/patient_pattern.h"

#include <algorithm>
#include <regex>
#include <vector>

namespace roentgen {

struct PatientPattern::Expression {
    std::regex regex;
};

namespace {

constexpr size_t tooMany = 1'000'000;

// The last character of the set that begins here, read as libstdc++ does.
size_t endOfSet(std::string_view pattern, size_t begin) {
    size_t at = begin + 1;
    at += at < pattern.size() && pattern[at] == '^';
    while (at < pattern.size() && pattern[at] != ']') {
        const char next = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
        if (pattern[at] == '[' && (next == ':' || next == '.' || next == '=')) {
            const char close[] = {next, ']', '\0'}; // [:digit:]
            const size_t end = pattern.find(close, at + 2);
            at = end == std::string_view::npos ? pattern.size() : end + 2;
        } else {
            at += pattern[at] == '\\' ? 2 : 1;
        }
    }
    return std::min(at, pattern.size());
}

// How often {n,m} lets its part stand there at most.
size_t largestCount(std::string_view counts) {
    size_t largest = 1, number = 0;
    for (const char c : counts) {
        number = c >= '0' && c <= '9' ? std::min(10 * number + size_t(c - '0'), tooMany) : 0;
        largest = std::max(largest, number);
    }
    return largest;
}

// What a pattern comes to once its counted repeats are written out, as the library does: about one for a character or
// set, two for a group, an alternative or a repeat.
class PatternSize {
public:
    explicit PatternSize(std::string_view pattern) {
        for (size_t i = 0; i < pattern.size(); ++i) {
            const size_t end = endOfPart(pattern, i);
            take(pattern.substr(i, end - i + 1));
            i = end;
        }
    }
    size_t states() const { return m_open.front(); }

private:
    static size_t endOfPart(std::string_view pattern, size_t begin) {
        return pattern[begin] == '\\'  ? begin + 1
               : pattern[begin] == '[' ? endOfSet(pattern, begin)
               : pattern[begin] == '{' ? std::min(pattern.find('}', begin), pattern.size())
                                       : begin;
    }
    void take(std::string_view part) {
        switch (part.front()) {
        case '(':
            m_open.push_back(0);
            m_last = 0;
            break;
        case ')':
            if (m_open.size() > 1) {
                m_last = m_open.back() + 2;
                m_open.pop_back();
                add(m_last);
            }
            break;
        case '{': {
            const size_t whole = std::min((m_last + 2) * largestCount(part), tooMany);
            add(whole - std::min(m_last, whole));
            m_last = whole;
            break;
        }
        case '*':
        case '+':
        case '?':
            m_last += 2;
            add(2);
            break;
        default:
            m_last = part.front() == '|' ? 2 : 1;
            add(m_last);
        }
    }
    void add(size_t states) { m_open.back() = std::min(m_open.back() + states, tooMany); }

    std::vector<size_t> m_open = {0}; // the groups around this place, the whole first
    size_t m_last = 0;                // what a repeat would repeat
};

bool looksAhead(std::string_view pattern) {
    for (size_t i = 0; i < pattern.size(); ++i)
        if (pattern[i] == '\\')
            ++i;
        else if (pattern[i] == '[')
            i = endOfSet(pattern, i);
        else if (const std::string_view head = pattern.substr(i, 3); head == "(?=" || head == "(?!")
            return true;
    return false;
}

const char* wordsFor(std::regex_constants::error_type code) {
    using namespace std::regex_constants;
    return code == error_paren                                 ? "a parenthesis is not closed or not opened"
           : code == error_brack || code == error_range        ? "a set [ ] is not closed or not in order"
           : code == error_brace || code == error_badbrace     ? "a count { } is wrong"
           : code == error_badrepeat                           ? "there is nothing before a repeat"
           : code == error_escape                              ? "an escape is unknown"
           : code == error_complexity || code == error_backref ? "it refers back to a group, which is not possible here"
                                                               : "it is not understood";
}

} // namespace

PatientPattern::PatientPattern(std::shared_ptr<const Expression> expression)
    : m_expression(std::move(expression)) {}

Result<PatientPattern> PatientPattern::compile(const std::string& pattern, const std::string& where) {
    constexpr const char* example = "for example \"^([^_/]+)_\": the name up to its first underscore";
    const std::string refused = "\"patient\" is no regular expression that can be used: ";
    if (pattern.size() > mostCharacters)
        return usageError(refused + "it has " + std::to_string(pattern.size()) + " characters, more than " +
                              std::to_string(mostCharacters),
                          where, example);
    const auto refuse = [&](const char* why) { return usageError(refused + why + ": " + pattern, where, example); };
    if (looksAhead(pattern))
        return refuse("it looks ahead (?= or (?!, which is not possible here");
    if (PatternSize(pattern).states() > mostStates)
        return refuse("its counts { } come to too much");
    try {
        auto expression = std::make_shared<Expression>();
        expression->regex.assign(pattern, std::regex::ECMAScript | std::regex_constants::__polynomial);
        if (expression->regex.mark_count() == 0)
            return usageError("\"patient\" has no group", where,
                              "put what names the patient in parentheses, as in \"^([^_/]+)_\"");
        return PatientPattern(std::move(expression));
    } catch (const std::regex_error& failure) {
        return refuse(wordsFor(failure.code()));
    }
}

std::string PatientPattern::patientIn(std::string_view place) const {
    std::match_results<std::string_view::const_iterator> match;
    if (place.size() > longestPlace || !std::regex_search(place.begin(), place.end(), match, m_expression->regex))
        return {};
    return match[1].str();
}

} // namespace roentgen
