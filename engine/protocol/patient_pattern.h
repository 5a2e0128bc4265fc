// The expression that says who the patient of a film is (DatasetFile::patient): compiled and searched within bounds.
#pragma once

#include "engine/protocol/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace roentgen {

// ECMAScript without back references and look-ahead, for its time grows with pattern and text alone: no pattern makes
// it try every way through a name, or call itself once for every letter. Where alternatives fit from the same place on,
// the longer may be taken. Copies share what is compiled; any thread.
class PatientPattern {
public:
    static constexpr size_t mostCharacters = 200; // of a pattern
    static constexpr size_t mostStates = 1000;    // what its counted repeats may come to
    static constexpr size_t longestPlace = 512;   // bytes; a longer one has no patient

    // Usage error at `where`: it is longer than that, no expression, or has no group.
    static Result<PatientPattern> compile(const std::string& pattern, const std::string& where);

    // The first group of the first match in place; "" where nothing matches.
    std::string patientIn(std::string_view place) const;

private:
    struct Expression;
    explicit PatientPattern(std::shared_ptr<const Expression> expression);

    std::shared_ptr<const Expression> m_expression;
};

} // namespace roentgen
