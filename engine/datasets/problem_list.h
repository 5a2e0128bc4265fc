// Counts what is wrong in a data set, with a few examples each, and says it in whole sentences.
#pragma once

#include "engine/protocol/study_index.h"

#include <map>

namespace roentgen::datasets {

class ProblemList {
public:
    static constexpr size_t mostExamples = 100'000;

    // code: one that problem_list.cpp knows the sentence of. place: a file, or file:line. why: what is wrong with it,
    // where the code alone does not say it.
    void add(const std::string& code, const std::string& place, const std::string& why = {},
             const std::string& kind = {});
    // The error's place, the rest of it and its kind.
    void add(const std::string& code, const Error& error);
    int64_t count(const std::string& code) const;
    // In the order of their codes.
    std::vector<DataProblem> problems(size_t examples = 20) const;
    bool empty() const { return m_problems.empty(); }

private:
    std::map<std::string, DataProblem> m_problems;
};

} // namespace roentgen::datasets
