// Prepared images kept in memory, up to a limit: after the first epoch the step no longer waits for the decoder. The
// ranks of a host can keep them in one memory, so that each film is decoded and held once a host.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace roentgen::pipeline {

// Thread-safe, and safe among processes: nobody ever waits for another. An image is absent, being written, or there for
// good; whoever finds it not there decodes it. One that dies while writing leaves an image that is never there.
// First come, first kept: nothing is thrown out, since every epoch uses every image once.
class ImageCache {
public:
    struct Size {
        size_t images = 0;     // that could be asked for
        size_t imageBytes = 0; // of each
        size_t bytesLimit = 0; // of all; beside it 4 bytes an image are used
    };
    // Of this process alone, never nullptr. Where the memory is refused it holds nothing.
    static std::shared_ptr<ImageCache> own(const Size& size);
    // Memory without a name in any folder, which the system frees with the last process that has it, however that one
    // ends. nullptr where the system has no such memory or limits the size of files to less.
    static std::shared_ptr<ImageCache> share(const Size& size);
    // The cache that another process of this user shares under this name, of the same images; its limit holds.
    // nullptr where there is none.
    static std::shared_ptr<ImageCache> join(const std::string& name, const Size& size);

    ~ImageCache();
    ImageCache(const ImageCache&) = delete;
    ImageCache& operator=(const ImageCache&) = delete;

    std::string name() const; // for join(), while this process lives; empty of one's own
    // [imageBytes], as long as the cache lives; nullptr: not kept.
    const uint8_t* find(size_t image) const;
    void keep(size_t image, const std::vector<uint8_t>& pixels); // [imageBytes]

    bool isShared() const { return m_file >= 0; }
    size_t capacity() const; // images
    size_t kept() const;     // of them, by all
    size_t keptBytes() const { return kept() * m_imageBytes; }

private:
    struct Header;
    ImageCache() = default;
    static size_t fileBytes(const Size& size, size_t capacity);
    static std::shared_ptr<ImageCache> make(const Size& size, int file);
    bool map(const Size& size, size_t capacity, int file);
    bool write(size_t slot, const std::vector<uint8_t>& pixels);
    std::atomic<uint32_t>& placeOf(size_t image) const;

    Header* m_header = nullptr;
    uint8_t* m_pixels = nullptr; // [capacity, imageBytes]; shared: written through the file
    size_t m_images = 0, m_imageBytes = 0, m_headerBytes = 0, m_pixelBytes = 0;
    int m_file = -1;
};

} // namespace roentgen::pipeline
