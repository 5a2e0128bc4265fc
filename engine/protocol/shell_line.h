// An argument vector as a line for a POSIX shell, or for people to read and paste.
#pragma once

#include <string>
#include <vector>

namespace roentgen {

// Every argument as it is, or in quotes where a shell would read something else.
std::string quoteForShell(const std::vector<std::string>& arguments);

} // namespace roentgen
