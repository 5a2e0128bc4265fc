#include "engine/protocol/remote_record.h"

#include "engine/protocol/text_file.h"

#include <nlohmann/json.hpp>

namespace roentgen {

std::optional<RemoteRecord> readRemoteRecord(const RunFolder& run) {
    const Result<std::string> text = readTextFile(run.remoteFile());
    if (!text)
        return std::nullopt;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    try {
        RemoteRecord r;
        r.target = json.value("target", "");
        r.kind = json.value("kind", "");
        r.host = json.value("host", "");
        r.workspace = json.value("workspace", "");
        r.checked = json.value("checked", 0.0);
        r.state = json.value("state", "");
        r.problem = json.value("problem", "");
        r.resultsHere = json.value("results_here", false);
        r.job = json.value("job", "");
        r.queueState = json.value("queue_state", "");
        r.queueReason = json.value("queue_reason", "");
        r.queueStart = json.value("queue_start", 0.0);
        return r;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

Status writeRemoteRecord(const RunFolder& run, const RemoteRecord& r) {
    nlohmann::ordered_json json = {
        {"target", r.target},   {"kind", r.kind},   {"host", r.host},       {"workspace", r.workspace},
        {"checked", r.checked}, {"state", r.state}, {"problem", r.problem}, {"results_here", r.resultsHere}};
    if (r.kind == "slurm") {
        json["job"] = r.job;
        json["queue_state"] = r.queueState;
        json["queue_reason"] = r.queueReason;
        json["queue_start"] = r.queueStart;
    }
    return writeFileAtomically(run.remoteFile(),
                               json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::vector<std::string> readRemoteCommand(const RunFolder& run) {
    const Result<std::string> text = readTextFile(run.remoteCommandFile());
    const auto json = nlohmann::json::parse(text ? *text : "", nullptr, false);
    std::vector<std::string> command;
    if (json.is_array())
        for (const auto& argument : json)
            if (argument.is_string())
                command.push_back(argument.get<std::string>());
    return command;
}

Status writeRemoteCommand(const RunFolder& run, const std::vector<std::string>& command) {
    return writeFileAtomically(run.remoteCommandFile(),
                               nlohmann::json(command).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
                                   "\n");
}

} // namespace roentgen
