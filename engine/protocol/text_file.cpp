#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen {

namespace {

Error systemError(const std::string& what, const std::string& path, int number) {
    std::string hint;
    if (number == ENOSPC || number == EDQUOT)
        hint = "free some space on that disk and try again";
    else if (number == EACCES || number == EPERM || number == EROFS)
        hint = "check the permissions of that folder";
    return environmentError(what + ": " + std::strerror(number), path, hint);
}

// Zero, or errno.
int writeAll(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes.remove_prefix(size_t(written));
    }
    return 0;
}

} // namespace

Result<std::string> readTextFile(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const int number = errno;
        return dataError(std::string("Could not open the file: ") + std::strerror(number), path,
                         number == ENOENT ? "check the name" : "check the permissions");
    }
    struct stat status = {};
    if (::fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
        ::close(file);
        return dataError("This is a folder, not a file", path, "name a file");
    }
    std::string text(size_t(std::max<off_t>(status.st_size, 0)), '\0');
    size_t length = 0;
    for (;;) {
        if (length == text.size())
            text.resize(text.size() + 65536);
        const ssize_t got = ::read(file, text.data() + length, text.size() - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            const int number = errno;
            ::close(file);
            return dataError(std::string("Could not read the file: ") + std::strerror(number), path);
        }
        if (got == 0)
            break;
        length += size_t(got);
    }
    ::close(file);
    text.resize(length);
    return text;
}

void flushFolderOf(const std::string& path) {
    const size_t slash = path.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, std::max<size_t>(slash, 1));
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file >= 0) {
        ::fsync(file);
        ::close(file);
    }
}

std::string readBytesAt(int file, int64_t offset, size_t limit) {
    std::string bytes(limit, '\0');
    size_t length = 0;
    while (length < limit) {
        const ssize_t got = ::pread(file, bytes.data() + length, limit - length, off_t(offset) + off_t(length));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        length += size_t(got);
    }
    bytes.resize(length);
    return bytes;
}

Status writeFileAtomically(const std::string& path, std::string_view bytes) {
    const std::string temporary = path + ".tmp-" + std::to_string(::getpid());
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0)
        return systemError("Could not write the file", path, errno);
    int number = writeAll(file, bytes);
    if (number == 0 && ::fsync(file) != 0)
        number = errno;
    if (::close(file) != 0 && number == 0)
        number = errno;
    if (number == 0 && ::rename(temporary.c_str(), path.c_str()) != 0)
        number = errno;
    if (number != 0) {
        ::unlink(temporary.c_str());
        return systemError("Could not write the file", path, number);
    }
    flushFolderOf(path);
    return Done{};
}

bool isUtf8(std::string_view bytes, size_t* badOffset) {
    const auto byteAt = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
    size_t i = 0;
    while (i < bytes.size()) {
        const unsigned char lead = byteAt(i);
        size_t length = 1;
        unsigned char low = 0x80, high = 0xBF; // of the second byte (Unicode 15, table 3-7)
        if (lead >= 0xC2 && lead <= 0xDF)
            length = 2;
        else if (lead >= 0xE0 && lead <= 0xEF) {
            length = 3;
            low = lead == 0xE0 ? 0xA0 : 0x80;
            high = lead == 0xED ? 0x9F : 0xBF;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            length = 4;
            low = lead == 0xF0 ? 0x90 : 0x80;
            high = lead == 0xF4 ? 0x8F : 0xBF;
        } else if (lead >= 0x80)
            length = 0;
        bool good = length > 0 && i + length <= bytes.size();
        for (size_t k = 1; good && k < length; ++k) {
            good = byteAt(i + k) >= (k == 1 ? low : 0x80) && byteAt(i + k) <= (k == 1 ? high : 0xBF);
        }
        if (!good) {
            if (badOffset)
                *badOffset = i;
            return false;
        }
        i += length;
    }
    return true;
}

std::string nearestName(const std::string& name, const std::vector<std::string>& candidates) {
    std::string best;
    size_t bestDistance = std::max<size_t>(name.size() / 2, 2) + 1;
    for (const std::string& candidate : candidates) {
        std::vector<size_t> row(candidate.size() + 1);
        for (size_t j = 0; j < row.size(); ++j)
            row[j] = j;
        for (size_t i = 1; i <= name.size(); ++i) {
            size_t diagonal = row[0];
            row[0] = i;
            for (size_t j = 1; j < row.size(); ++j) {
                const size_t substituted = diagonal + (name[i - 1] == candidate[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
            }
        }
        if (row.back() < bestDistance) {
            bestDistance = row.back();
            best = candidate;
        }
    }
    return best;
}

std::string lastLine(std::string text) {
    text.erase(text.find_last_not_of("\n\r ") + 1);
    std::string line = text.substr(text.find_last_of('\n') + 1);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    return line;
}

} // namespace roentgen
