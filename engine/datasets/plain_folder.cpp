// Images without labels: PNG, JPEG, PGM by their names; DICOM by content.
#include "engine/datasets/label_table.h"
#include "engine/datasets/layout.h"

#include <cstdio>
#include <cstring>
#include <memory>

namespace roentgen::datasets {

// "DICM" after the 128-byte preamble (PS3.10, 7.1).
bool hasDicomPrefix(const std::string& path) {
    struct Close {
        void operator()(FILE* file) const { std::fclose(file); }
    };
    const std::unique_ptr<FILE, Close> file(std::fopen(path.c_str(), "rb"));
    char start[132];
    return file && std::fread(start, 1, sizeof start, file.get()) == sizeof start &&
           std::memcmp(start + 128, "DICM", 4) == 0;
}

Result<IndexedFolder> readPlainFolder(const FolderListing& listing, ProblemList&) {
    IndexedFolder folder;
    for (const ListedFile& file : listing.files) {
        if (file.name == "DICOMDIR")
            continue;
        const bool named = hasImageExtension(file.name) || lowerExtensionOf(file.name) == "dcm";
        if (!named && !(mayBeDicom(file.name) && hasDicomPrefix(listing.absolutePath(file))))
            continue;
        folder.index.images.push_back(imageOf(listing, file, listing.folders[file.folder]));
    }
    sortByImageName(folder.index.images);
    return folder;
}

} // namespace roentgen::datasets
