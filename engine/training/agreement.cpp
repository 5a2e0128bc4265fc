#include "engine/training/agreement.h"

#include <c10/util/Exception.h>
#include <new>
#include <nlohmann/json.hpp>

namespace roentgen::training {

Status agree(distributed::Communicator& ranks, const Status& mine) {
    std::string text;
    if (!mine) {
        const Error& error = mine.error();
        text = nlohmann::json::array({int(error.code), error.message, error.where, error.hint})
                   .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    std::string first;
    for (const std::string& one : ranks.gather(text))
        if (first.empty())
            first = one;
    ranks.broadcast(first);
    if (first.empty())
        return Done{};
    const auto error = nlohmann::json::parse(first);
    return Error{ErrorCode(error[0].get<int>()), error[1], error[2], error[3]};
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
