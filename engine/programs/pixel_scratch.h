// A folder in memory (where there is one) in which decoded pixels wait until the window has read them.
#pragma once

#include "engine/protocol/result.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::programs {

class PixelScratch {
public:
    // folder: made if absent and kept; "": a private one in $XDG_RUNTIME_DIR, /dev/shm or /tmp, removed at the end.
    static Result<PixelScratch> open(const std::string& folder);
    PixelScratch(PixelScratch&& other) noexcept;
    PixelScratch(const PixelScratch&) = delete;
    PixelScratch& operator=(const PixelScratch&) = delete;
    PixelScratch& operator=(PixelScratch&&) = delete;
    ~PixelScratch();

    // Writes a new file only its owner can read; returns its path. Environment error where there is no room.
    Result<std::string> write(const std::vector<uint8_t>& bytes);

private:
    PixelScratch(std::string folder, bool isPrivate);

    std::string m_folder;
    bool m_isPrivate = false;
    std::atomic<uint64_t> m_next{1};
};

// Replaces path by bytes through a temporary name; not flushed to the disk, for caches that can be made again.
Status replaceFile(const std::string& path, const std::string& head, const std::vector<uint8_t>& bytes);

} // namespace roentgen::programs
