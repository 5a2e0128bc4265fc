#include "engine/training/agreement.h"

#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/message_text.h"

#include <c10/util/Exception.h>
#include <new>

namespace roentgen::training {

Status agree(distributed::Communicator& ranks, const Status& mine) {
    std::string text, first;
    if (!mine)
        text = writeMessage(FailedAnswer{{mine.error(), mine.error().exitCode()}});
    for (const std::string& one : ranks.gather(text))
        if (first.empty())
            first = one;
    ranks.broadcast(first);
    if (first.empty())
        return Done{};
    const auto failed = readMessage<FailedAnswer>(first);
    return failed ? failed->error.error : failed.error();
}

Status agreeOnFirst(distributed::Communicator& ranks, const std::function<Status()>& work) {
    return agree(ranks, ranks.rank() == 0 ? guarded(work) : Status(Done{}));
}

Status guarded(const std::function<Status()>& work) {
    const Error noMemory =
        environmentError("out of memory", "training", "lower training.local_batch or data.image_size");
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return noMemory;
    } catch (const c10::Error& error) {
        const std::string message = error.what_without_backtrace();
        if (message.find("allocate memory") != std::string::npos || message.find("out of memory") != std::string::npos)
            return noMemory;
        return Error{ErrorCode::Internal, message.substr(0, message.find('\n')), "LibTorch", ""};
    } catch (const std::exception& error) {
        return Error{ErrorCode::Internal, error.what(), "", ""};
    }
}

} // namespace roentgen::training
