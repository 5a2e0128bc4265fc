#include "engine/distributed/shared_sum.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace roentgen::distributed {

namespace {

constexpr size_t pageBytes = 4096, lineFloats = 16;

// Sums in rank order, in pieces that stay in the cache while they go to every block.
void addRange(float* const* blocks, int ranks, size_t first, size_t last) {
    constexpr size_t pieceFloats = 1024;
    float piece[pieceFloats];
    for (size_t at = first; at < last; at += pieceFloats) {
        const size_t n = std::min(pieceFloats, last - at);
        std::copy_n(blocks[0] + at, n, piece);
        for (int rank = 1; rank < ranks; ++rank) {
            const float* __restrict from = blocks[rank] + at;
            for (size_t k = 0; k < n; ++k)
                piece[k] += from[k];
        }
        for (int rank = 0; rank < ranks; ++rank)
            std::copy_n(piece, n, blocks[rank] + at);
    }
}

} // namespace

std::unique_ptr<SharedBlocks> SharedBlocks::open(const std::string& name, Role role, int ranks, size_t count) {
    std::unique_ptr<SharedBlocks> blocks(new SharedBlocks);
    blocks->m_count = count;
    blocks->m_ranks = ranks;
    blocks->m_blockBytes = (count * sizeof(float) + pageBytes - 1) / pageBytes * pageBytes;
    const size_t bytes = blocks->m_blockBytes * size_t(ranks);
    const bool makes = role == Role::Maker;
    const int file = ::shm_open(name.c_str(), O_RDWR | (makes ? O_CREAT | O_EXCL : 0), 0600);
    if (file < 0)
        return nullptr;
    // Allocated now: a full /dev/shm is told here and not by a signal later.
    const bool sized = bytes > 0 && (!makes || ::posix_fallocate(file, 0, off_t(bytes)) == 0);
    void* const mapped = sized ? ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
    ::close(file);
    if (mapped == MAP_FAILED)
        return nullptr;
    blocks->m_bytes = static_cast<char*>(mapped);
    return blocks;
}

void SharedBlocks::unlink(const std::string& name) {
    ::shm_unlink(name.c_str());
}

SharedBlocks::~SharedBlocks() {
    if (m_bytes)
        ::munmap(m_bytes, m_blockBytes * size_t(m_ranks));
}

float* SharedBlocks::block(int rank) const {
    return reinterpret_cast<float*>(m_bytes + m_blockBytes * size_t(rank));
}

bool SharedBlocks::holds(int rank, const float* values, size_t count) const {
    const float* const mine = block(rank);
    return values >= mine && values + count <= mine + m_count;
}

void SharedBlocks::addUp(int rank, size_t offset, size_t count) const {
    std::unique_ptr<float*[]> blocks(new float*[size_t(m_ranks)]);
    for (int each = 0; each < m_ranks; ++each)
        blocks[size_t(each)] = block(each) + offset;
    const size_t lines = (count + lineFloats - 1) / lineFloats;
    const auto begin = [&](int share) { return std::min(count, lines * size_t(share) / size_t(m_ranks) * lineFloats); };
    addRange(blocks.get(), m_ranks, begin(rank), begin(rank + 1));
}

} // namespace roentgen::distributed
