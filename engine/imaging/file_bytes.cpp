#include "engine/imaging/file_bytes.h"

#include "engine/imaging/refusal.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::imaging {

namespace {

constexpr uint64_t maximumFileBytes = 4ull << 30;

class OpenFile {
public:
    explicit OpenFile(const std::string& path)
        : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

Error readError(const std::string& path, int code) {
    return code == ENOENT ? refusalError("absent", path) : refusalError("unread_file", path, std::strerror(code));
}

Result<std::vector<uint8_t>> readUpTo(const std::string& path, uint64_t limit, bool wholeFile) {
    const OpenFile file(path);
    struct stat status = {};
    if (file.descriptor() < 0 || ::fstat(file.descriptor(), &status) != 0)
        return readError(path, errno);
    if (!S_ISREG(status.st_mode))
        return refusalError(S_ISDIR(status.st_mode) ? "folder" : "special_file", path);
    const uint64_t size = uint64_t(status.st_size);
    if (size == 0)
        return refusalError("empty_file", path);
    if (wholeFile && size > limit)
        return refusalError("file_too_large", path);

    std::vector<uint8_t> bytes(size_t(std::min(size, limit)));
    size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::read(file.descriptor(), bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return readError(path, errno);
        if (count == 0)
            break;
        done += size_t(count);
    }
    bytes.resize(done);
    return bytes;
}

} // namespace

Result<std::vector<uint8_t>> readFileBytes(const std::string& path) {
    return readUpTo(path, maximumFileBytes, true);
}

Result<std::vector<uint8_t>> readFileStart(const std::string& path, size_t limit) {
    return readUpTo(path, limit, false);
}

uint64_t fileSize(const std::string& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? uint64_t(status.st_size) : 0;
}

Status checkImageSize(uint64_t rows, uint64_t columns, uint64_t bytesPerPixel, uint64_t fileBytes,
                      const std::string& path) {
    const std::string size = std::to_string(columns) + "×" + std::to_string(rows);
    if (rows == 0 || columns == 0)
        return refusalError("no_pixels " + size, path);
    if (rows > UINT32_MAX || columns > UINT32_MAX || rows * columns > maximumPixels)
        return refusalError("too_large " + size, path);
    if (rows * columns * bytesPerPixel > fileBytes * 1032 + (64ull << 20))
        return refusalError("more_than_file " + size, path);
    return Done{};
}

} // namespace roentgen::imaging
