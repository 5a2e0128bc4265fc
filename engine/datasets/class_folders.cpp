#include "engine/datasets/class_folders.h"

#include "engine/datasets/label_table.h"
#include "engine/datasets/patient_identity.h"
#include "engine/datasets/plain_folder.h"
#include "engine/protocol/csv_reader.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

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
    bool isGiven = false;         // the role, by the folder's path or name
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
            place.isGiven = !role.empty();
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

std::vector<ListedFile> leaveOut(FolderListing& listing, const FolderRoles& roles) {
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
    std::vector<ListedFile> out;
    const auto first = std::stable_partition(listing.files.begin(), listing.files.end(),
                                             [&](const ListedFile& file) { return !isOut[file.folder]; });
    out.assign(std::make_move_iterator(first), std::make_move_iterator(listing.files.end()));
    listing.files.erase(first, listing.files.end());
    return out;
}

namespace {

// The given roles, by path or name, of a folder and of those above it.
std::set<std::string> givenAbove(const std::string& folder, const FolderRoles& roles) {
    std::set<std::string> names;
    for (size_t begin = 0; begin < folder.size() && !roles.empty();) {
        const size_t end = std::min(folder.find('/', begin), folder.size());
        for (const std::string& name : {folder.substr(0, end), folder.substr(begin, end - begin)})
            if (roles.count(name))
                names.insert(name);
        begin = end + 1;
    }
    return names;
}

void keepLargest(std::vector<ClassCandidate>& candidates) {
    if (candidates.size() <= mostClassCandidates)
        return;
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const ClassCandidate& a, const ClassCandidate& b) { return a.images > b.images; });
    candidates.resize(mostClassCandidates);
}

} // namespace

std::vector<ClassCandidate> classCandidates(const FolderListing& listing, const std::vector<ListedFile>& leftOut,
                                            const FolderRoles& roles) {
    std::vector<int64_t> images(listing.folders.size());
    for (const std::vector<ListedFile>* files : {&std::as_const(listing.files), &leftOut})
        for (const ListedFile& file : *files)
            images[file.folder] += isListedImage(listing, file);
    std::map<std::string, ClassCandidate> given, guessed;
    for (const auto& [name, role] : roles) // also those that give no class
        given[name] = {name, role, 0};
    for (size_t i = 0; i < images.size(); ++i) {
        if (images[i] == 0)
            continue;
        for (const std::string& name : givenAbove(listing.folders[i], roles))
            given[name].images += images[i];
        const FolderPlace place = placeOf(listing.folders[i], roles);
        if (place.className.empty() || place.isGiven)
            continue;
        ClassCandidate& candidate = guessed[place.className];
        candidate = {place.className, place.role, candidate.images + images[i]};
    }
    std::vector<ClassCandidate> candidates;
    for (const auto& [name, candidate] : guessed)
        candidates.push_back(candidate);
    keepLargest(candidates);
    for (const auto& [name, candidate] : given)
        candidates.push_back(candidate);
    std::sort(candidates.begin(), candidates.end(),
              [](const ClassCandidate& a, const ClassCandidate& b) { return a.name < b.name; });
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
