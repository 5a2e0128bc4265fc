// A folder in memory (where there is one) in which decoded pixels wait until the window has read them.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace roentgen::programs {

// Thread-safe.
class PixelScratch {
public:
    // folder: made if absent and kept; "": a private one in $XDG_RUNTIME_DIR, /dev/shm or /tmp, made when it is first
    // needed and removed at the end.
    explicit PixelScratch(std::string folder);
    PixelScratch(const PixelScratch&) = delete;
    PixelScratch& operator=(const PixelScratch&) = delete;
    ~PixelScratch();

    // Writes a new file only its owner can read; returns its path. Environment error where there is no room.
    Result<std::string> write(const std::vector<uint8_t>& bytes);

private:
    Result<std::string> nextPath();

    std::mutex m_mutex;
    std::string m_folder;
    bool m_isPrivate = false;
    bool m_isMade = false;
    uint64_t m_next = 1;
};

// Replaces path by bytes through a temporary name; not flushed to the disk, for caches that can be made again.
Status replaceFile(const std::string& path, const std::string& head, const std::vector<uint8_t>& bytes);

} // namespace roentgen::programs
