#include "engine/programs/pixel_scratch.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::programs {

namespace {

bool writeAll(int descriptor, const char* bytes, size_t size) {
    for (size_t done = 0; done < size;) {
        const ssize_t written = ::write(descriptor, bytes + done, size - done);
        if (written < 0 && errno != EINTR)
            return false;
        done += written > 0 ? size_t(written) : 0;
    }
    return true;
}

// A new file; on any failure nothing is left of it.
Status writeNewFile(const std::string& path, const std::string& head, const std::vector<uint8_t>& bytes) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return environmentError(std::string("cannot write: ") + std::strerror(errno), path,
                                "check that the folder exists and can be written to");
    bool written = writeAll(descriptor, head.data(), head.size()) &&
                   writeAll(descriptor, reinterpret_cast<const char*>(bytes.data()), bytes.size());
    int code = errno;
    if (::close(descriptor) != 0 && written) {
        written = false;
        code = errno;
    }
    if (written)
        return Done{};
    ::unlink(path.c_str());
    return environmentError(std::string("cannot write: ") + std::strerror(code), path, "free some space");
}

constexpr char folderPrefix[] = "roentgen-data-";

// Folders of workers that were killed: their name holds a process id that is no more.
void removeAbandoned(const std::string& parent) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(parent, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.compare(0, sizeof folderPrefix - 1, folderPrefix) != 0)
            continue;
        const long process = std::strtol(name.c_str() + sizeof folderPrefix - 1, nullptr, 10);
        struct stat status = {};
        if (process > 0 && ::kill(pid_t(process), 0) != 0 && errno == ESRCH &&
            ::lstat(entry.path().c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::getuid())
            std::filesystem::remove_all(entry.path(), ignored);
    }
}

std::string makePrivateFolder() {
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    for (const char* parent : {runtime ? runtime : "", "/dev/shm", "/tmp"}) {
        if (!*parent)
            continue;
        removeAbandoned(parent);
        std::string name = std::string(parent) + "/" + folderPrefix + std::to_string(::getpid()) + "-XXXXXX";
        if (::mkdtemp(name.data()))
            return name;
    }
    return {};
}

} // namespace

PixelScratch::PixelScratch(std::string folder)
    : m_folder(std::move(folder))
    , m_isPrivate(m_folder.empty()) {}

PixelScratch::~PixelScratch() {
    std::error_code ignored;
    if (m_isPrivate && m_isMade)
        std::filesystem::remove_all(m_folder, ignored);
}

Result<std::string> PixelScratch::nextPath() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!m_isMade) {
        std::error_code code;
        if (m_isPrivate)
            m_folder = makePrivateFolder();
        else
            std::filesystem::create_directories(m_folder, code);
        if (code || m_folder.empty())
            return environmentError("cannot make a folder for decoded pixels", m_folder.empty() ? "/tmp" : m_folder,
                                    "choose another --scratch");
        m_isMade = true;
    }
    return m_folder + "/pixels-" + std::to_string(::getpid()) + "-" + std::to_string(m_next++) + ".raw";
}

Result<std::string> PixelScratch::write(const std::vector<uint8_t>& bytes) {
    auto path = nextPath();
    if (!path)
        return path;
    ::unlink(path->c_str()); // of a dead worker with the same process id
    if (auto status = writeNewFile(*path, {}, bytes); !status)
        return status.error();
    return path;
}

Status replaceFile(const std::string& path, const std::string& head, const std::vector<uint8_t>& bytes) {
    static std::atomic<uint64_t> counter{1};
    const std::string temporary = path + ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    ::unlink(temporary.c_str());
    if (auto status = writeNewFile(temporary, head, bytes); !status)
        return status;
    if (::rename(temporary.c_str(), path.c_str()) == 0)
        return Done{};
    const int code = errno;
    ::unlink(temporary.c_str());
    return environmentError(std::string("cannot write: ") + std::strerror(code), path);
}

} // namespace roentgen::programs
