// The communicator over MPI_COMM_WORLD; built with ROENTGEN_MPI only.
#pragma once

#include "engine/distributed/communicator.h"

namespace roentgen::distributed {

std::unique_ptr<Communicator> openMpiCommunicator();

} // namespace roentgen::distributed
