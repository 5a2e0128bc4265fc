// A file system of a few megabytes, for tests of full disks.
#pragma once

#include <cstdint>
#include <string>

namespace roentgen::tests {

// Puts this process into a mount namespace of its own, as root or as the root of a user namespace. Call it first in
// main(), while the process has one thread; its children inherit it, and the mounts go when the last of them ends.
// Empty, or which right is missing.
std::string enterMountNamespace();

// A tmpfs. Needs enterMountNamespace().
class SmallDisk {
public:
    SmallDisk(std::string folder, int64_t bytes); // an empty folder that exists
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool isMounted() const { return m_mounted; }
    const std::string& path() const { return m_folder; }
    int64_t freeBytes() const;
    // Takes all but so many bytes; false where it could not.
    bool fill(int64_t leave = 0);
    void giveBack();

private:
    std::string fillerFile() const { return m_folder + "/filler"; }
    std::string m_folder;
    bool m_mounted = false;
};

} // namespace roentgen::tests
