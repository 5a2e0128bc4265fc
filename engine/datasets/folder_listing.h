// Every file below a folder, found with one pass over its directories and no look at the files themselves.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace roentgen::datasets {

struct ListedFile {
    std::string name;
    uint32_t folder = 0; // index into FolderListing::folders
};

struct FolderListing {
    std::string root;                 // absolute
    std::vector<std::string> folders; // relative to root, "" first, parents before children
    std::vector<ListedFile> files;    // sorted by name, then folder
    std::vector<std::string> notUtf8; // names left out, with '?' for what cannot be written

    std::string relativePath(const ListedFile& file) const;
    std::string absolutePath(const ListedFile& file) const { return root + '/' + relativePath(file); }
    // First file of that name; nullptr where there is none.
    const ListedFile* find(std::string_view name) const;
};

// Hidden names and __MACOSX are passed over; links are followed, each folder once. Data error: no such folder.
Result<FolderListing> listFolder(const std::string& path, const std::function<bool()>& cancelled = {});

std::string_view stemOf(std::string_view fileName);      // "a.b.png" -> "a.b"
std::string lowerExtensionOf(std::string_view fileName); // ".PNG" -> "png", "" where there is none
bool hasImageExtension(std::string_view fileName);       // png jpg jpeg jpe pgm
bool mayBeDicom(std::string_view fileName);              // dcm dicom dic ima, no extension, or the end of a UID

} // namespace roentgen::datasets
