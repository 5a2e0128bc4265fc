#include "engine/datasets/folder_listing.h"

#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <filesystem>
#include <memory>
#include <set>
#include <sys/stat.h>

namespace roentgen::datasets {

namespace {

struct CloseFolder {
    void operator()(DIR* folder) const { closedir(folder); }
};

enum class EntryKind { File, Folder, Other };

EntryKind kindOf(const dirent& entry, const std::string& path) {
    if (entry.d_type == DT_REG)
        return EntryKind::File;
    if (entry.d_type == DT_DIR)
        return EntryKind::Folder;
    struct stat info; // a link, or a file system that does not tell
    if ((entry.d_type != DT_LNK && entry.d_type != DT_UNKNOWN) || stat(path.c_str(), &info) != 0)
        return EntryKind::Other;
    return S_ISDIR(info.st_mode) ? EntryKind::Folder : S_ISREG(info.st_mode) ? EntryKind::File : EntryKind::Other;
}

std::string printable(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) >= 0x80)
            c = '?';
    return text;
}

class Lister {
public:
    Lister(FolderListing& listing, const std::function<bool()>& cancelled)
        : m_listing(listing)
        , m_cancelled(cancelled) {}

    Status list(const std::string& relative) {
        const std::string path = relative.empty() ? m_listing.root : m_listing.root + '/' + relative;
        struct stat info;
        std::unique_ptr<DIR, CloseFolder> folder(opendir(path.c_str()));
        if (!folder || fstat(dirfd(folder.get()), &info) != 0)
            return ofKind("unopened_folder",
                          dataError("Could not open the folder: " + std::string(std::strerror(errno)), path,
                                    "check that it exists and may be read"));
        if (!m_seen.emplace(info.st_dev, info.st_ino).second)
            return Done{};
        const auto number = uint32_t(m_listing.folders.size());
        m_listing.folders.push_back(relative);
        std::vector<std::string> inner;
        while (const dirent* entry = readdir(folder.get())) {
            const std::string name = entry->d_name;
            if (name.front() == '.' || name == "__MACOSX")
                continue;
            if (!isUtf8(name)) {
                m_listing.notUtf8.push_back(path + '/' + printable(name));
                continue;
            }
            const EntryKind kind = kindOf(*entry, path + '/' + name);
            if (kind == EntryKind::Folder)
                inner.push_back(relative.empty() ? name : relative + '/' + name);
            else if (kind == EntryKind::File)
                m_listing.files.push_back({name, number});
        }
        if (m_cancelled && m_cancelled())
            return Error{ErrorCode::Stopped, "Stopped on request", path, ""};
        std::sort(inner.begin(), inner.end());
        for (const std::string& next : inner) {
            const Status status = list(next);
            if (!status)
                return status;
        }
        return Done{};
    }

private:
    FolderListing& m_listing;
    const std::function<bool()>& m_cancelled;
    std::set<std::pair<dev_t, ino_t>> m_seen;
};

} // namespace

std::string FolderListing::relativePath(const ListedFile& file) const {
    const std::string& folder = folders[file.folder];
    return folder.empty() ? file.name : folder + '/' + file.name;
}

const ListedFile* FolderListing::find(std::string_view name) const {
    const auto found = std::lower_bound(files.begin(), files.end(), name,
                                        [](const ListedFile& file, std::string_view n) { return file.name < n; });
    return found != files.end() && found->name == name ? &*found : nullptr;
}

Result<FolderListing> listFolder(const std::string& path, const std::function<bool()>& cancelled) {
    std::error_code failure;
    const std::filesystem::path absolute = std::filesystem::absolute(path, failure).lexically_normal();
    if (failure || path.empty() || !std::filesystem::is_directory(absolute, failure))
        return ofKind("no_folder", dataError("There is no such folder", path,
                                             "check the spelling, or mount the disk that holds it"));
    FolderListing listing;
    listing.root = absolute.string();
    while (listing.root.size() > 1 && listing.root.back() == '/')
        listing.root.pop_back();
    const Status status = Lister(listing, cancelled).list("");
    if (!status)
        return status.error();
    std::sort(listing.files.begin(), listing.files.end(), [](const ListedFile& a, const ListedFile& b) {
        const int names = a.name.compare(b.name);
        return names < 0 || (names == 0 && a.folder < b.folder);
    });
    return listing;
}

std::string_view stemOf(std::string_view fileName) {
    const size_t dot = fileName.find_last_of('.');
    return dot == std::string_view::npos || dot == 0 ? fileName : fileName.substr(0, dot);
}

std::string lowerExtensionOf(std::string_view fileName) {
    const std::string_view stem = stemOf(fileName);
    std::string extension(stem.size() < fileName.size() ? fileName.substr(stem.size() + 1) : std::string_view());
    for (char& c : extension)
        c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    return extension;
}

bool hasImageExtension(std::string_view fileName) {
    const std::string extension = lowerExtensionOf(fileName);
    return extension == "png" || extension == "jpg" || extension == "jpeg" || extension == "jpe" || extension == "pgm";
}

bool mayBeDicom(std::string_view fileName) {
    const std::string extension = lowerExtensionOf(fileName);
    const bool isUid = std::all_of(extension.begin(), extension.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isUid || extension == "dcm" || extension == "dicom" || extension == "dic" || extension == "ima";
}

} // namespace roentgen::datasets
