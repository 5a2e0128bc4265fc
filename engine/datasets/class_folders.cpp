// A folder per class, with or without folders train, val and test above them.
#include "engine/datasets/csv_reader.h"
#include "engine/datasets/label_table.h"
#include "engine/datasets/layout.h"
#include "engine/datasets/patient_identity.h"

#include <algorithm>
#include <set>

namespace roentgen::datasets {

namespace {

std::string splitOfFolder(std::string_view name) {
    for (std::string_view train : {"train", "training"})
        if (equalIgnoringCase(name, train))
            return "train";
    for (std::string_view validation : {"val", "valid", "validation"})
        if (equalIgnoringCase(name, validation))
            return "validation";
    for (std::string_view test : {"test", "testing"})
        if (equalIgnoringCase(name, test))
            return "test";
    return {};
}

bool isNegative(std::string_view name) {
    for (std::string_view negative : {"normal", "no finding", "no_finding", "nofinding", "negative", "healthy"})
        if (equalIgnoringCase(name, negative))
            return true;
    return false;
}

struct FolderPlace {
    std::string split, className; // className "" for a file that is in no class
    std::string below;            // the folder within its class
};

FolderPlace placeOf(std::string_view folder) {
    FolderPlace place;
    size_t slash = std::min(folder.find('/'), folder.size());
    place.split = splitOfFolder(folder.substr(0, slash));
    if (!place.split.empty()) {
        folder.remove_prefix(std::min(slash + 1, folder.size()));
        slash = std::min(folder.find('/'), folder.size());
    }
    place.className = folder.substr(0, slash);
    folder.remove_prefix(std::min(slash + 1, folder.size()));
    place.below = folder;
    return place;
}

bool isContainerName(std::string_view name) {
    for (std::string_view container :
         {"images", "image", "masks", "mask", "labels", "png", "jpg", "jpeg", "pgm", "dicom", "dcm", "thumbnails"})
        if (equalIgnoringCase(name, container))
            return true;
    return name.substr(0, 7) == "images_" || std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
           });
}

} // namespace

// Two to 64 names that could be classes (and are no patients'), at least two images in each on average, none outside.
bool looksLikeClassFolders(const FolderListing& listing) {
    std::set<std::string> classes;
    int64_t images = 0;
    for (const ListedFile& file : listing.files) {
        if (!hasImageExtension(file.name))
            continue;
        const std::string name = placeOf(listing.folders[file.folder]).className;
        if (name.empty() || isContainerName(name) || isPatientFolder(name))
            return false;
        classes.insert(name);
        ++images;
    }
    return classes.size() >= 2 && classes.size() <= 64 && images >= 2 * int64_t(classes.size());
}

Result<IndexedFolder> readClassFolders(const FolderListing& listing, ProblemList& problems) {
    IndexedFolder folder;
    std::vector<StudyImage>& images = folder.index.images;
    std::set<std::string> classes, splits;
    for (const ListedFile& file : listing.files) {
        if (!hasImageExtension(file.name) && lowerExtensionOf(file.name) != "dcm")
            continue;
        const FolderPlace place = placeOf(listing.folders[file.folder]);
        StudyImage& image = images.emplace_back(imageOf(listing, file, place.below));
        image.split = place.split;
        splits.insert(place.split);
        image.labelled = !place.className.empty();
        if (!image.labelled)
            problems.add("unlabelled_image", image.image);
        else if (!isNegative(place.className)) {
            image.labels.push_back(place.className);
            classes.insert(place.className);
        }
    }
    sortByImageName(images);
    folder.officialSplit = splits.count("train") && splits.count("test");
    folder.index.header.classes.assign(classes.begin(), classes.end());
    return folder;
}

} // namespace roentgen::datasets
