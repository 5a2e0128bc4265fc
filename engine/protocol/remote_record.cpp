#include "engine/protocol/remote_record.h"

#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/text_file.h"

namespace roentgen {

std::string remoteFile(const RunFolder& run) {
    return run.path + "/remote.json";
}

std::string runTargetFile(const RunFolder& run) {
    return run.path + "/target.toml";
}

std::optional<RemoteRecord> readRemoteRecord(const RunFolder& run) {
    const Result<std::string> text = readTextFile(remoteFile(run));
    if (!text)
        return std::nullopt;
    auto record = readMessage<RemoteRecord>(*text);
    return record ? std::optional(record.take()) : std::nullopt;
}

Status writeRemoteRecord(const RunFolder& run, const RemoteRecord& record) {
    return writeFileAtomically(remoteFile(run), writeMessagePage(record) + "\n");
}

std::string remoteCommandFile(const RunFolder& run) {
    return run.path + "/command.json";
}

std::vector<std::string> readRemoteCommand(const RunFolder& run) {
    const Result<std::string> text = readTextFile(remoteCommandFile(run));
    auto command = readMessage<std::vector<std::string>>(text ? *text : "");
    return command ? command.take() : std::vector<std::string>();
}

Status writeRemoteCommand(const RunFolder& run, const std::vector<std::string>& command) {
    return writeFileAtomically(remoteCommandFile(run), writeMessagePage(command) + "\n");
}

} // namespace roentgen
