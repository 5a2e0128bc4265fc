// An error as programs and services write it where JSON was asked for.
#pragma once

#include "engine/protocol/result.h"

#include <nlohmann/json_fwd.hpp>

namespace roentgen {

// {"code","message","where","hint"}
nlohmann::json errorToJson(const Error& error);
// A line without its end: {"error":{…, "exit_code"}}. What is no UTF-8 is replaced.
std::string writeErrorLine(const Error& error);

} // namespace roentgen
