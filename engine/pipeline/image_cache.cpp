#include "engine/pipeline/image_cache.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <new>
#include <random>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::pipeline {

namespace {

// What stands for an image: one of these, or Slots + the number of its slot.
enum Place : uint32_t { Absent = 0, BeingWritten = 1, Slots = 2 };

constexpr size_t pageBytes = 4096;

size_t wholePages(size_t bytes) {
    return (bytes + pageBytes - 1) / pageBytes * pageBytes;
}

size_t capacityOf(const ImageCache::Size& size) {
    const size_t slots = std::numeric_limits<uint32_t>::max() - Slots;
    return size.imageBytes ? std::min({size.images, size.bytesLimit / size.imageBytes, slots}) : 0;
}

void* mapped(int file, off_t offset, size_t bytes, int access) {
    const int kind = file < 0 ? MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE : MAP_SHARED;
    void* const memory = ::mmap(nullptr, bytes, access, kind, file, offset);
    return memory == MAP_FAILED ? nullptr : memory;
}

} // namespace

static_assert(std::atomic<uint32_t>::is_always_lock_free); // and so good between processes

struct ImageCache::Header {
    uint64_t token; // the name's: whoever joins has come to the right memory
    uint64_t images, imageBytes, capacity;
    std::atomic<uint32_t> taken, kept; // slots; kept: those that are written
};

size_t ImageCache::fileBytes(const Size& size, size_t capacity) {
    return wholePages(sizeof(Header) + size.images * sizeof(uint32_t)) + wholePages(capacity * size.imageBytes);
}

std::atomic<uint32_t>& ImageCache::placeOf(size_t image) const {
    assert(image < m_images);
    return reinterpret_cast<std::atomic<uint32_t>*>(m_header + 1)[image];
}

bool ImageCache::map(const Size& size, size_t capacity, int file) {
    m_file = file;
    m_images = size.images;
    m_imageBytes = size.imageBytes;
    m_headerBytes = wholePages(sizeof(Header) + size.images * sizeof(uint32_t));
    m_pixelBytes = wholePages(capacity * size.imageBytes);
    m_header = static_cast<Header*>(mapped(file, 0, m_headerBytes, PROT_READ | PROT_WRITE));
    if (m_pixelBytes > 0) // what is shared is read here: no stray write of one rank reaches the others' images
        m_pixels = static_cast<uint8_t*>(
            mapped(file, off_t(m_headerBytes), m_pixelBytes, file < 0 ? PROT_READ | PROT_WRITE : PROT_READ));
    return m_header && (m_pixels || m_pixelBytes == 0);
}

std::shared_ptr<ImageCache> ImageCache::make(const Size& size, int file) {
    const size_t capacity = capacityOf(size);
    std::shared_ptr<ImageCache> cache(new ImageCache);
    if (!cache->map(size, capacity, file))
        return nullptr;
    std::random_device random; // all else is 0: nothing taken, every image absent
    cache->m_header->token = (uint64_t(random()) << 32) | random();
    cache->m_header->images = size.images;
    cache->m_header->imageBytes = size.imageBytes;
    cache->m_header->capacity = capacity;
    return cache;
}

std::shared_ptr<ImageCache> ImageCache::own(const Size& size) {
    auto cache = make(size, -1);
    if (!cache)
        cache = make({size.images, size.imageBytes, 0}, -1);
    if (!cache)
        throw std::bad_alloc();
    return cache;
}

std::shared_ptr<ImageCache> ImageCache::share(const Size& size) {
    const size_t bytes = fileBytes(size, capacityOf(size));
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < bytes)
        return nullptr;
    // Not of /dev/shm, which containers keep at 64 MB: a file of its own, whose pages come as images are written.
    const int file = ::memfd_create("roentgen-images", MFD_CLOEXEC);
    if (file < 0)
        return nullptr;
    if (::ftruncate(file, off_t(bytes)) != 0) {
        ::close(file);
        return nullptr;
    }
    return make(size, file);
}

std::string ImageCache::name() const {
    if (m_file < 0)
        return {};
    return std::to_string(::getpid()) + " " + std::to_string(m_file) + " " + std::to_string(m_header->token);
}

std::shared_ptr<ImageCache> ImageCache::join(const std::string& name, const Size& size) {
    int pid = 0, number = 0;
    unsigned long long token = 0;
    if (std::sscanf(name.c_str(), "%d %d %llu", &pid, &number, &token) != 3)
        return nullptr;
    const std::string path = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(number);
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return nullptr;
    struct stat facts {};
    Header header{};
    const bool right = ::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) &&
                       ::pread(file, &header, sizeof header, 0) == ssize_t(sizeof header) && header.token == token &&
                       header.images == size.images && header.imageBytes == size.imageBytes &&
                       size_t(facts.st_size) >= fileBytes(size, header.capacity);
    if (!right) {
        ::close(file);
        return nullptr;
    }
    std::shared_ptr<ImageCache> cache(new ImageCache);
    return cache->map(size, header.capacity, file) ? cache : nullptr;
}

ImageCache::~ImageCache() {
    if (m_header)
        ::munmap(m_header, m_headerBytes);
    if (m_pixels)
        ::munmap(m_pixels, m_pixelBytes);
    if (m_file >= 0)
        ::close(m_file);
}

const uint8_t* ImageCache::find(size_t image) const {
    const uint32_t place = placeOf(image).load(std::memory_order_acquire);
    return place >= Slots ? m_pixels + size_t(place - Slots) * m_imageBytes : nullptr;
}

void ImageCache::keep(size_t image, const std::vector<uint8_t>& pixels) {
    assert(pixels.size() == m_imageBytes);
    uint32_t slot = m_header->taken.load(std::memory_order_relaxed), absent = Absent;
    if (slot >= capacity() || !placeOf(image).compare_exchange_strong(absent, BeingWritten))
        return;
    while (slot < capacity() && !m_header->taken.compare_exchange_weak(slot, slot + 1)) {
    }
    if (slot >= capacity() || !write(slot, pixels)) {
        m_header->taken = uint32_t(capacity()); // no room, or no memory: nobody need try again
        return;
    }
    placeOf(image).store(Slots + slot, std::memory_order_release);
    m_header->kept.fetch_add(1);
}

// Through the file, not the mapping: where memory has run out, a write says so and a mapping raises a signal.
bool ImageCache::write(size_t slot, const std::vector<uint8_t>& pixels) {
    if (m_file < 0) {
        std::memcpy(m_pixels + slot * m_imageBytes, pixels.data(), m_imageBytes);
        return true;
    }
    for (size_t done = 0; done < m_imageBytes;) {
        const ssize_t now = ::pwrite(m_file, pixels.data() + done, m_imageBytes - done,
                                     off_t(m_headerBytes + slot * m_imageBytes + done));
        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0)
            return false;
        done += size_t(now);
    }
    return true;
}

size_t ImageCache::capacity() const {
    return m_header->capacity;
}

size_t ImageCache::kept() const {
    return m_header->kept;
}

} // namespace roentgen::pipeline
