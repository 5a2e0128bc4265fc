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
    std::string role;             // of the class's folder
    std::string below;            // the folder within its class
};

// By the folder's path, else by its name.
std::string roleOf(const FolderRoles& roles, std::string_view path, std::string_view name) {
    auto found = roles.find(std::string(path));
    if (found == roles.end())
        found = roles.find(std::string(name));
    return found == roles.end() ? std::string() : found->second;
}

FolderPlace placeOf(const std::string& folder, const FolderRoles& roles) {
    FolderPlace place;
    for (size_t begin = 0; begin < folder.size();) {
        const size_t end = std::min(folder.find('/', begin), folder.size());
        const std::string name = folder.substr(begin, end - begin);
        const std::string role = roleOf(roles, std::string_view(folder).substr(0, end), name);
        const std::string split = place.split.empty() && role.empty() ? splitOfFolder(name) : std::string();
        begin = std::min(end + 1, folder.size());
        if (!split.empty()) {
            place.split = split;
        } else if (role != "source") {
            place.className = name;
            place.role = !role.empty() ? role : isNegative(name) ? "no_finding" : "class";
            place.below = folder.substr(begin);
            break;
        }
    }
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
        const std::string name = placeOf(listing.folders[file.folder], {}).className;
        if (name.empty() || isContainerName(name) || isPatientFolder(name))
            return false;
        classes.insert(name);
        ++images;
    }
    return classes.size() >= 2 && classes.size() <= 64 && images >= 2 * int64_t(classes.size());
}

void leaveOut(FolderListing& listing, const FolderRoles& roles) {
    std::vector<bool> isOut(listing.folders.size());
    for (size_t i = 0; i < listing.folders.size(); ++i) {
        const std::string& folder = listing.folders[i];
        for (size_t begin = 0; begin < folder.size() && !isOut[i];) {
            const size_t end = std::min(folder.find('/', begin), folder.size());
            isOut[i] =
                roleOf(roles, std::string_view(folder).substr(0, end), folder.substr(begin, end - begin)) == "left_out";
            begin = end + 1;
        }
    }
    const auto out = [&](const ListedFile& file) { return isOut[file.folder]; };
    listing.files.erase(std::remove_if(listing.files.begin(), listing.files.end(), out), listing.files.end());
}

std::vector<ClassCandidate> classCandidates(const FolderListing& listing, const FolderRoles& roles) {
    std::map<std::string, ClassCandidate> found;
    for (const auto& [name, role] : roles) // also those that give no class
        found[name] = {name, role, 0};
    for (const ListedFile& file : listing.files) {
        if (!hasImageExtension(file.name) && !mayBeDicom(file.name))
            continue;
        const std::string& folder = listing.folders[file.folder];
        const FolderPlace place = placeOf(folder, roles);
        if (!place.className.empty() && !roles.count(place.className))
            found[place.className] = {place.className, place.role, found[place.className].images + 1};
        for (auto& [name, candidate] : found)
            candidate.images +=
                roles.count(name) && (folder == name || folder.compare(0, name.size() + 1, name + '/') == 0 ||
                                      ('/' + folder + '/').find('/' + name + '/') != std::string::npos);
    }
    std::vector<ClassCandidate> candidates;
    for (const auto& [name, candidate] : found)
        candidates.push_back(candidate);
    return candidates;
}

Result<IndexedFolder> readClassFolders(const FolderListing& listing, const FolderRoles& roles, ProblemList& problems) {
    IndexedFolder folder;
    std::vector<StudyImage>& images = folder.index.images;
    std::set<std::string> classes, splits;
    for (const ListedFile& file : listing.files) {
        if (!isListedImage(listing, file))
            continue;
        const FolderPlace place = placeOf(listing.folders[file.folder], roles);
        StudyImage& image = images.emplace_back(imageOf(listing, file, place.below));
        image.split = place.split;
        splits.insert(place.split);
        image.labelled = !place.className.empty();
        if (!image.labelled)
            problems.add("unlabelled_image", image.image);
        else if (place.role == "class") {
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
