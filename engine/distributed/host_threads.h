// The cores that this rank may run on, and its fair share of the host's.
#pragma once

#include "engine/distributed/communicator.h"

#include <string>
#include <vector>

namespace roentgen::distributed {

std::vector<int> affinityCores(); // of this process, ascending

// Where every rank of a host may run on the same cores they are shared, the first ranks taking what does not divide;
// ranks bound to cores of their own use those. At least 1. Collective.
int fairThreads(Communicator& ranks);

// Ranks of this host that may run on exactly this one's cores, itself counted. Collective.
int ranksOnTheseCores(Communicator& ranks);

// "cores 0-1 (shared by 2 ranks)": what the launcher's binding came out as. Collective, the same rules.
std::string describeBinding(Communicator& ranks);

} // namespace roentgen::distributed
