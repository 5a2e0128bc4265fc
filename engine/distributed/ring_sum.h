// All-reduce around a ring (Patarasu and Yuan 2009, "Bandwidth optimal all-reduce algorithms for clusters of
// workstations", J. Parallel Distrib. Comput. 69): each rank sends 2 (n − 1) / n of the values, whatever n is.
#pragma once

#include "engine/distributed/communicator.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace roentgen::distributed {

// The ranks in the order of the ring: those of one host beside each other, however the launcher numbered them, so that
// each host's link carries one rank's traffic. hostOfRank: any number that tells hosts apart.
std::vector<int> ringOrder(const std::vector<int>& hostOfRank);

// Messages between neighbours, in order; both calls return at once, and the values must stay as they are until wait().
struct RingNeighbours {
    std::function<int(void* bytes, size_t count)> receive;    // from the rank before this one; gives a ticket
    std::function<int(const void* bytes, size_t count)> send; // to the rank after this one
    std::function<void(int ticket)> wait;
};

// Room for what is on its way, kept from sum to sum: fresh pages cost more than the additions.
struct RingMemory {
    std::vector<std::byte> in, out;
};

// The sum in place; rank: the place in the ring. Each value is added up by one rank, in an order that follows from its
// place, and then copied: the same bits on every rank. Wire::Bf16: each partial sum is rounded to nearest even on its
// way, and so is the result.
void ringSum(float* values, size_t count, int rank, int ranks, Wire wire, const RingNeighbours& neighbours,
             RingMemory& memory);

} // namespace roentgen::distributed
