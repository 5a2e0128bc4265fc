#include "engine/protocol/error_json.h"

#include <nlohmann/json.hpp>

namespace roentgen {

using nlohmann::json;

json errorToJson(const Error& error) {
    return {
        {"code", errorCodeName(error.code)}, {"message", error.message}, {"where", error.where}, {"hint", error.hint}};
}

std::string writeErrorLine(const Error& error) {
    json said = errorToJson(error);
    said["exit_code"] = error.exitCode();
    return json{{"error", std::move(said)}}.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace roentgen
