#include "engine/protocol/remote_record.h"

#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/text_file.h"

namespace roentgen {

std::optional<RemoteRecord> readRemoteRecord(const RunFolder& run) {
    const Result<std::string> text = readTextFile(run.remoteFile());
    if (!text)
        return std::nullopt;
    auto record = readMessage<RemoteRecord>(*text);
    return record ? std::optional(record.take()) : std::nullopt;
}

Status writeRemoteRecord(const RunFolder& run, const RemoteRecord& record) {
    return writeFileAtomically(run.remoteFile(), writeMessagePage(record) + "\n");
}

std::vector<std::string> readRemoteCommand(const RunFolder& run) {
    const Result<std::string> text = readTextFile(run.remoteCommandFile());
    auto command = readMessage<std::vector<std::string>>(text ? *text : "");
    return command ? command.take() : std::vector<std::string>();
}

Status writeRemoteCommand(const RunFolder& run, const std::vector<std::string>& command) {
    return writeFileAtomically(run.remoteCommandFile(), writeMessagePage(command) + "\n");
}

} // namespace roentgen
