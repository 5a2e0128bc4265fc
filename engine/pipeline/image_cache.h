// Prepared images kept in memory, up to a limit: after the first epoch the step no longer waits for the decoder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace roentgen::pipeline {

// Thread-safe. First come, first kept: nothing is thrown out, since every epoch uses every image once.
class ImageCache {
public:
    using Pixels = std::shared_ptr<const std::vector<uint8_t>>;

    ImageCache(size_t samples, size_t bytesLimit)
        : m_images(samples)
        , m_bytesLimit(bytesLimit) {}

    Pixels find(size_t sample) const {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_images[sample];
    }
    void keep(size_t sample, const Pixels& pixels) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_images[sample] || m_bytes + pixels->size() > m_bytesLimit)
            return;
        m_images[sample] = pixels;
        m_bytes += pixels->size();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Pixels> m_images;
    size_t m_bytes = 0, m_bytesLimit;
};

} // namespace roentgen::pipeline
