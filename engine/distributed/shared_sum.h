// Sums over the ranks of one host in memory that all of them see: no copy, no message but "I am here".
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace roentgen::distributed {

// A block of floats for each rank of the host, every block mapped by every rank. The system frees it with the last rank
// that has it, however that one ends.
class SharedBlocks {
public:
    // One rank makes it (name: of the system's shared memory, "/…"), the others open it once it is there; when all
    // have, unlink the name. nullptr: no such memory, or not enough of it.
    enum class Role { Maker, Guest };
    static std::unique_ptr<SharedBlocks> open(const std::string& name, Role role, int ranks, size_t count);
    static void unlink(const std::string& name);
    ~SharedBlocks();
    SharedBlocks(const SharedBlocks&) = delete;
    SharedBlocks& operator=(const SharedBlocks&) = delete;

    float* block(int rank) const; // all 0 at first
    // Whether these values lie in the block of this rank.
    bool holds(int rank, const float* values, size_t count) const;
    // This rank's share of the sum of values [offset, offset + count) of all blocks, written into all of them: in rank
    // order, so that every rank count has its bits. Between two barriers of all ranks.
    void addUp(int rank, size_t offset, size_t count) const;

private:
    SharedBlocks() = default;
    char* m_bytes = nullptr;
    size_t m_blockBytes = 0, m_count = 0;
    int m_ranks = 0;
};

} // namespace roentgen::distributed
