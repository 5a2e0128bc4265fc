#include "engine/protocol/trash.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen {

namespace {

namespace fs = std::filesystem;

std::optional<dev_t> deviceOf(const fs::path& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? std::optional(status.st_dev) : std::nullopt;
}

// Of a folder that may still have to be made: that of what is there of its path.
std::optional<dev_t> deviceOfFuture(fs::path path) {
    while (path.has_relative_path() && !deviceOf(path))
        path = path.parent_path();
    return deviceOf(path);
}

fs::path homeTrash() {
    const char* const data = std::getenv("XDG_DATA_HOME");
    if (data && *data == '/')
        return fs::path(data) / "Trash";
    const char* const home = std::getenv("HOME");
    return home && *home == '/' ? fs::path(home) / ".local/share/Trash" : fs::path();
}

// The folder where the path's file system is mounted.
fs::path topOf(const fs::path& path, dev_t device) {
    fs::path top = path.parent_path();
    while (top.has_relative_path() && deviceOf(top.parent_path()) == device)
        top = top.parent_path();
    return top;
}

// $topdir/.Trash counts only as a real folder with the sticky bit; else everybody has one of their own.
fs::path trashAtTop(const fs::path& top) {
    struct stat status = {};
    const fs::path common = top / ".Trash";
    const std::string user = std::to_string(::getuid());
    if (::lstat(common.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX))
        return common / user;
    return top / (".Trash-" + user);
}

std::string percentEncoded(const std::string& path) {
    static const char* const digits = "0123456789ABCDEF";
    std::string text;
    for (const char letter : path) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || (letter && std::strchr("/-_.~", letter));
        if (plain)
            text += letter;
        else
            (text += '%') += {digits[(letter >> 4) & 15], digits[letter & 15]};
    }
    return text;
}

std::string trashInfo(const std::string& path) {
    const std::time_t now = std::time(nullptr);
    std::tm local = {};
    ::localtime_r(&now, &local);
    char date[32];
    std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &local);
    return "[Trash Info]\nPath=" + percentEncoded(path) + "\nDeletionDate=" + date + "\n";
}

Error trashError(const std::string& what, const fs::path& where, int number) {
    return environmentError(what + ": " + std::strerror(number), where.string(),
                            number == ENOSPC ? "free some space on that disk" : "check the permissions of that folder");
}

Status makePrivateFolders(const fs::path& trash) {
    std::error_code error;
    fs::create_directories(trash.parent_path(), error);
    for (const fs::path& folder : {trash, trash / "files", trash / "info"})
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
            return trashError("Could not make the trash folder", folder, errno);
    return Done{};
}

Status writeInfo(int file, const fs::path& path, const std::string& text) {
    const bool written = ::write(file, text.data(), text.size()) == ssize_t(text.size());
    const int number = written ? 0 : errno;
    if (::close(file) == 0 && written)
        return Done{};
    ::unlink(path.c_str());
    return trashError("Could not write the trash's note", path, number ? number : EIO);
}

// The note first: whoever makes it owns the name in files/ as well.
Result<std::string> moveInto(const fs::path& trash, const fs::path& path, const std::string& written) {
    const std::string name = path.filename().string();
    for (int number = 1;; ++number) {
        const std::string free = number == 1 ? name : name + "." + std::to_string(number);
        const fs::path info = trash / "info" / (free + ".trashinfo"), to = trash / "files" / free;
        const int file = ::open(info.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0 && errno == EEXIST)
            continue;
        if (file < 0)
            return trashError("Could not write the trash's note", info, errno);
        if (Status noted = writeInfo(file, info, trashInfo(written)); !noted)
            return noted.error();
        struct stat status = {};
        if (::lstat(to.c_str(), &status) == 0) { // a leftover without its note
            ::unlink(info.c_str());
            continue;
        }
        if (::rename(path.c_str(), to.c_str()) == 0)
            return to.string();
        const int reason = errno;
        ::unlink(info.c_str());
        return trashError("Could not move it to the trash", path, reason);
    }
}

} // namespace

Result<std::string> moveToTrash(const std::string& text) {
    const fs::path path(text);
    struct stat status = {}; // of a link itself, not of what it names
    const std::optional<dev_t> device =
        ::lstat(path.c_str(), &status) == 0 ? std::optional(status.st_dev) : std::nullopt;
    if (!device)
        return trashError("Could not move it to the trash", path, errno);
    const fs::path home = homeTrash();
    if (!home.empty() && deviceOfFuture(home) == device) {
        if (Status made = makePrivateFolders(home); !made)
            return made.error();
        return moveInto(home, path, path.string());
    }
    const fs::path top = topOf(path, *device), trash = trashAtTop(top);
    if (Status made = makePrivateFolders(trash); !made)
        return made.error();
    return moveInto(trash, path, path.lexically_relative(top).string());
}

} // namespace roentgen
