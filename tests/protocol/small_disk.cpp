#include "tests/protocol/small_disk.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace roentgen::tests {

namespace {

bool writeText(const char* path, const std::string& text) {
    std::ofstream file(path);
    file << text << std::flush;
    return bool(file);
}

bool becomeRootOfUserNamespace() {
    const std::string user = std::to_string(::getuid()), group = std::to_string(::getgid());
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && writeText("/proc/self/setgroups", "deny") &&
           writeText("/proc/self/uid_map", "0 " + user + " 1") && writeText("/proc/self/gid_map", "0 " + group + " 1");
}

} // namespace

std::string enterMountNamespace() {
    const bool entered = ::unshare(CLONE_NEWNS) == 0 || becomeRootOfUserNamespace();
    if (entered && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0)
        return {};
    return std::string("no right to mount: run as root (CAP_SYS_ADMIN) or allow user namespaces: ") +
           std::strerror(errno);
}

SmallDisk::SmallDisk(std::string folder, int64_t bytes)
    : m_folder(std::move(folder)) {
    const std::string options = "size=" + std::to_string(bytes);
    m_mounted = ::mount("tmpfs", m_folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
}

SmallDisk::~SmallDisk() {
    if (m_mounted)
        ::umount2(m_folder.c_str(), MNT_DETACH);
}

int64_t SmallDisk::freeBytes() const {
    struct statvfs status = {};
    return ::statvfs(m_folder.c_str(), &status) == 0 ? int64_t(status.f_bavail) * int64_t(status.f_frsize) : -1;
}

bool SmallDisk::fill(int64_t leave) {
    const int64_t bytes = freeBytes() - leave;
    if (bytes <= 0)
        return bytes == 0;
    const int file = ::open(fillerFile().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    const off_t end = file < 0 ? -1 : ::lseek(file, 0, SEEK_END);
    const bool filled = end >= 0 && ::posix_fallocate(file, end, off_t(bytes)) == 0;
    if (file >= 0)
        ::close(file);
    return filled;
}

void SmallDisk::giveBack() {
    ::unlink(fillerFile().c_str());
}

} // namespace roentgen::tests
