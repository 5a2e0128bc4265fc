// What every layout's reader makes of a folder. Headers (sizes, boxes in pixels, DICOM) come later, in image_facts.h.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/datasets/folder_listing.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace roentgen::datasets {

// A folder that may be a class, and how many images are below it.
struct ClassCandidate {
    std::string name, role; // name: or path, where a role is given by it; role: as given, else what it is taken for
    int64_t images = 0;
};

// A study index and what it has no words for.
struct IndexedFolder {
    StudyIndex index;
    std::vector<FilmRecord> records; // per image; empty where each is a file of its own
    bool officialSplit = false;      // StudyImage::split comes from the layout's own lists
    // Of all images, where only some are kept (IndexOptions::rows); patients as their places tell them.
    struct Overview {
        std::vector<ClassCandidate> folders; // of class folders, or where roles are given; those left out among them
        int64_t images = 0, labelled = 0;
        std::map<std::string, int64_t> patientRules; // of images whose patient is known before they are read
        int64_t patientsUnread = 0;                  // images whose headers name the patient
    } overview;
};

// A file of the listing with what its place says: patient, view, laterality, and a mammogram's modality.
// folderOfPatients: the part of its folder in which a name may be a patient's.
StudyImage imageOf(const FolderListing& listing, const ListedFile& file, const std::string& folderOfPatients);
// Drops the images for which keep(index) is false, and their records with them.
void keepImages(IndexedFolder& folder, const std::function<bool(size_t)>& keep);

} // namespace roentgen::datasets
