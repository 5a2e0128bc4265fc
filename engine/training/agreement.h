// One rank's failure becomes every rank's, in good order.
#pragma once

#include "engine/distributed/communicator.h"
#include "engine/protocol/result.h"

#include <functional>

namespace roentgen::training {

// The first failing rank's error on every rank, or success. Collective.
Status agree(distributed::Communicator& ranks, const Status& mine);

// Rank 0's work, guarded; its error on every rank. Collective.
Status agreeOnFirst(distributed::Communicator& ranks, const std::function<Status()>& work);

// Runs work and turns what it throws into an Error (out of memory: Environment, with what to lower; else Internal).
Status guarded(const std::function<Status()>& work);

} // namespace roentgen::training
