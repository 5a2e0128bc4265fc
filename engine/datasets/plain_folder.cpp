#include "engine/datasets/plain_folder.h"

#include "engine/datasets/label_table.h"
#include "engine/imaging/file_bytes.h"
#include "engine/imaging/image_format.h"

namespace roentgen::datasets {

bool isDicomFile(const std::string& path) {
    const auto start = imaging::readFileStart(path, 132);
    return start && imaging::sniffFormat(start->data(), start->size()) == imaging::FileFormat::Dicom;
}

bool isListedImage(const FolderListing& listing, const ListedFile& file) {
    return hasImageExtension(file.name) || lowerExtensionOf(file.name) == "dcm" ||
           (file.name != "DICOMDIR" && mayBeDicom(file.name) && isDicomFile(listing.absolutePath(file)));
}

Result<IndexedFolder> readPlainFolder(const FolderListing& listing, ProblemList&) {
    IndexedFolder folder;
    for (const ListedFile& file : listing.files) {
        if (!isListedImage(listing, file))
            continue;
        folder.index.images.push_back(imageOf(listing, file, listing.folders[file.folder]));
    }
    sortByImageName(folder.index.images);
    return folder;
}

} // namespace roentgen::datasets
