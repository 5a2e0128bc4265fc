// One rank's failure becomes every rank's, in good order.
#pragma once

#include "engine/distributed/communicator.h"
#include "engine/protocol/result.h"

#include <functional>

namespace roentgen::training {

// The first failing rank's error on every rank, or success. Collective.
Status agree(distributed::Communicator& ranks, const Status& mine);

// Runs work and turns what it throws into an Error (out of memory: Environment, with what to lower; else Internal).
Status guarded(const std::function<Status()>& work);

} // namespace roentgen::training
