// Counts what is wrong in a data set, with a few examples each, and says it in whole sentences.
#pragma once

#include "engine/protocol/study_index.h"

#include <map>

namespace roentgen::datasets {

class ProblemList {
public:
    // code: one that problem_list.cpp knows the sentence of. example: a file, or file:line.
    void add(const std::string& code, const std::string& example);
    int64_t count(const std::string& code) const;
    // In the order of their codes.
    std::vector<DataProblem> problems() const;
    bool empty() const { return m_problems.empty(); }

private:
    std::map<std::string, DataProblem> m_problems;
};

} // namespace roentgen::datasets
