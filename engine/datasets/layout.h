// The layouts that a data set may come in: one reader each, all giving the same table of images.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/datasets/folder_listing.h"
#include "engine/datasets/problem_list.h"
#include "engine/protocol/dataset_file.h"

namespace roentgen::datasets {

enum class Layout { Nih, ClassFolders, Plain, Dicom, Mias, WideTable, Chexpert, Records };
const char* layoutName(Layout layout); // "nih" "class_folders" … as docs/datasets.md lists them
Result<Layout> layoutFromName(const std::string& name);

// What the folder looks like. Data error: nothing in it can be an image.
Result<Layout> detectLayout(const FolderListing& listing);

bool looksLikeClassFolders(const FolderListing& listing);
std::string findWideTable(const FolderListing& listing);                   // "" where there is none
std::vector<std::string> findChexpertTables(const FolderListing& listing); // train.csv, valid.csv, test.csv
bool isDicomFile(const std::string& path);                                 // by its first bytes, as imaging reads it
// PNG, JPEG, PGM and .dcm by their names; DICOM files of other names, or none, by their content.
bool isListedImage(const FolderListing& listing, const ListedFile& file);

using FolderRoles = std::map<std::string, std::string>; // DatasetFile::folders
// Takes the files of folders that are left out off the listing: those files.
std::vector<ListedFile> leaveOut(FolderListing& listing, const FolderRoles& roles);
// A folder that may be a class, and how many images are below it.
struct ClassCandidate {
    std::string name, role; // name: or path, where a role is given by it; role: as given, else what it is taken for
    int64_t images = 0;
};
// By name: those that have a role, and the mostClassCandidates largest others. leftOut: leaveOut()'s.
inline constexpr size_t mostClassCandidates = 200;
std::vector<ClassCandidate> classCandidates(const FolderListing& listing, const std::vector<ListedFile>& leftOut,
                                            const FolderRoles& roles);

// A study index and what it has no words for.
struct IndexedFolder {
    StudyIndex index;
    std::vector<FilmRecord> records; // per image; empty where each is a file of its own
    bool officialSplit = false;      // StudyImage::split comes from the layout's own lists
    // Of all images, where IndexOptions::rows keeps some; patients as their places tell them.
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

// Each fills images, classes and problems; headers (sizes, boxes in pixels, DICOM) come in completeFromHeaders.
// labelTable: a file given by the user, "" = the layout's own.
Result<IndexedFolder> readNihLayout(const FolderListing& listing, const std::string& labelTable, ProblemList& problems);
Result<IndexedFolder> readWideTable(const FolderListing& listing, const std::string& labelTable, ProblemList& problems);
Result<IndexedFolder> readChexpertLayout(const FolderListing& listing, const std::string& labelTable,
                                         ProblemList& problems);
Result<IndexedFolder> readMiasLayout(const FolderListing& listing, const std::string& labelTable,
                                     ProblemList& problems);
Result<IndexedFolder> readClassFolders(const FolderListing& listing, const FolderRoles& roles, ProblemList& problems);
Result<IndexedFolder> readRecordsLayout(const FolderListing& listing, ProblemList& problems);
Result<IndexedFolder> readPlainFolder(const FolderListing& listing, ProblemList& problems); // and DICOM

// How a layout's boxes stand until the size of their image is known.
enum class BoxFrame {
    Pixels,           // of the image itself
    Nih1024,          // NIH: a frame of 1024 × 1024 laid over the image
    FromBottomCentre, // MIAS: x, y of a circle's centre counted from the bottom left; width = height = its diameter
};
BoxFrame boxFrameOf(Layout layout);

// Opens files for their size: all with options.readHeaders, else DICOM files and those with boxes. Puts boxes into
// pixels, drops and counts what cannot be read.
Status completeFromHeaders(IndexedFolder& folder, BoxFrame frame, const IndexOptions& options, ProblemList& problems);

// What is wanted of a folder: a folder itself, or a data set file that names one; its paths absolute.
Result<DatasetFile> describedBy(const std::string& path);
std::string resolvedPath(const std::string& path, const std::string& folder); // "" stays ""
// Leaves only the wanted classes, in their order; all where none is named.
Status keepClasses(IndexedFolder& folder, const std::vector<std::string>& wanted, const std::string& where);

// What a data set's file describes, with absolute paths. path: what errors name.
Result<IndexedFolder> indexDescribed(const DatasetFile& file, const std::string& path, const IndexOptions& options,
                                     ProblemList& problems);
// The same of a file that isn't written yet (its folder absolute): some rows and an overview, to judge it by.
Result<IndexedFolder> previewDataset(DatasetFile file, size_t rows, IndexOptions options = {});
// dataset.h's indexFolder with the rest kept; what openDataset starts from.
Result<IndexedFolder> indexWithLabels(const std::string& path, const IndexOptions& options);
// The same for a copy of the data set: StudyImage::split is what data.split = "auto" goes by (the layout's lists, or
// the data set file's split table), empty where it draws patients.
Result<IndexedFolder> indexWithSplit(const std::string& path, const IndexOptions& options);

} // namespace roentgen::datasets
