#include "engine/datasets/folder_index.h"

#include "engine/datasets/chexpert_layout.h"
#include "engine/datasets/class_folders.h"
#include "engine/datasets/image_facts.h"
#include "engine/datasets/label_table.h"
#include "engine/datasets/layout.h"
#include "engine/datasets/mias_layout.h"
#include "engine/datasets/nih_layout.h"
#include "engine/datasets/patient_identity.h"
#include "engine/datasets/patient_split.h"
#include "engine/datasets/plain_folder.h"
#include "engine/datasets/records_layout.h"
#include "engine/datasets/wide_table.h"
#include "engine/imaging/image_format.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <filesystem>

namespace roentgen::datasets {

namespace {

namespace fs = std::filesystem;

Result<IndexedFolder> readLayout(Layout layout, const FolderListing& listing, const DatasetFile& file,
                                 ProblemList& problems) {
    const std::string& labelTable = file.labels;
    switch (layout) {
    case Layout::Nih:
        return readNihLayout(listing, labelTable, problems);
    case Layout::ClassFolders:
        return readClassFolders(listing, file.folders, problems);
    case Layout::Mias:
        return readMiasLayout(listing, labelTable, problems);
    case Layout::WideTable:
        return readWideTable(listing, labelTable, problems);
    case Layout::Chexpert:
        return readChexpertLayout(listing, labelTable, problems);
    case Layout::Records:
        return readRecordsLayout(listing, problems);
    case Layout::Plain:
    case Layout::Dicom:
        break;
    }
    return readPlainFolder(listing, problems);
}

Result<Layout> chooseLayout(const FolderListing& listing, const DatasetFile& file) {
    if (file.layout != "auto")
        return layoutFromName(file.layout);
    if (file.labels.empty())
        return detectLayout(listing);
    const Result<LabelTable> table = LabelTable::open(file.labels);
    if (!table)
        return table.error();
    return table->column("Finding Labels") >= 0                                        ? Layout::Nih
           : table->column("Abnormality") >= 0                                         ? Layout::Mias
           : table->column("Image Index") < 0 && table->column("Frontal/Lateral") >= 0 ? Layout::Chexpert
                                                                                       : Layout::WideTable;
}

// Tables are relative to the folder.
void makeAbsolute(DatasetFile& file) {
    file.labels = resolvedPath(file.labels, file.folder);
    if (file.split != "auto" && file.split != "official" && file.split != "fraction")
        file.split = resolvedPath(file.split, file.folder);
}

Status takePatients(IndexedFolder& folder, const DatasetFile& file, const std::string& path,
                    const IndexOptions& options, ProblemList& problems) {
    if (file.patient.empty())
        return Done{};
    const Result<PatientPattern> pattern = PatientPattern::compile(file.patient, path);
    if (!pattern)
        return pattern.error();
    // The path of a film in a record file is the record file's.
    const std::string root = folder.records.empty() ? folder.index.header.folder : std::string();
    return takePatientsFromPattern(folder.index.images, root, *pattern, options.cancelled, problems);
}

// A DICOM file may name its patient inside, which only a rule of the data set's own goes before.
bool isPatientUnread(const IndexedFolder& folder, const StudyImage& image) {
    return folder.records.empty() && image.patientRule != patient_rule::pattern &&
           !hasImageExtension(std::string_view(image.path).substr(image.path.find_last_of('/') + 1));
}

void takeOverview(IndexedFolder& folder) {
    PatientCount patients;
    folder.overview.images = int64_t(folder.index.images.size());
    for (const StudyImage& image : folder.index.images) {
        if (isPatientUnread(folder, image))
            ++folder.overview.patientsUnread;
        else
            patients.add(image);
        folder.overview.labelled += image.labelled;
    }
    folder.overview.patientRules = patients.byRule();
}

// From all over, the first among them.
void keepSome(IndexedFolder& folder, size_t rows) {
    const size_t count = folder.index.images.size();
    size_t kept = 0;
    keepImages(folder, [&](size_t i) {
        const bool keep = kept < rows && i * rows >= kept * count;
        kept += keep;
        return keep;
    });
}

} // namespace

std::string resolvedPath(const std::string& path, const std::string& folder) {
    return path.empty() ? path : (fs::path(folder) / path).lexically_normal().string();
}

Result<DatasetFile> describedBy(const std::string& path) {
    std::error_code failure;
    if (lowerExtensionOf(path) != "toml" || fs::is_directory(path, failure)) {
        DatasetFile file;
        file.folder = path;
        return file;
    }
    Result<DatasetFile> file = readDatasetFile(path);
    if (!file)
        return file;
    makeAbsolute(*file);
    return file;
}

Status keepClasses(IndexedFolder& folder, const std::vector<std::string>& wanted, const std::string& where) {
    std::vector<std::string>& classes = folder.index.header.classes;
    if (wanted.empty())
        return Done{};
    for (const std::string& name : wanted)
        if (std::find(classes.begin(), classes.end(), name) == classes.end()) {
            std::string all;
            for (const std::string& known : classes)
                all += (all.empty() ? "" : ", ") + known;
            const std::string nearest = nearestName(name, classes);
            return dataError("The labels have no class \"" + name + "\"", where,
                             (nearest.empty() ? "" : "did you mean \"" + nearest + "\"? ") +
                                 (all.empty() ? "they name none" : "they have: " + all));
        }
    classes = wanted;
    return Done{};
}

Result<IndexedFolder> indexDescribed(const DatasetFile& file, const std::string& path, const IndexOptions& options,
                                     ProblemList& problems) {
    if (options.progress)
        options.progress(0, "Listing the folder");
    Result<FolderListing> listing = listFolder(file.folder, options.cancelled);
    if (!listing)
        return listing.error();
    const std::vector<ListedFile> leftOut = leaveOut(*listing, file.folders);
    for (const std::string& name : listing->notUtf8)
        problems.add("not_utf8", name);
    for (const ListedFile& listed : listing->files)
        if (const std::string format = imaging::unreadFormatOfExtension(lowerExtensionOf(listed.name)); !format.empty())
            problems.add("unread_format", listing->absolutePath(listed), format);
    const Result<Layout> layout = chooseLayout(*listing, file);
    if (!layout)
        return layout.error();
    if (options.progress)
        options.progress(0.1, "Reading the labels");
    Result<IndexedFolder> folder = readLayout(*layout, *listing, file, problems);
    if (!folder)
        return folder;
    StudyIndexHeader& header = folder->index.header;
    header.folder = listing->root;
    header.layout = layoutName(*layout);
    header.name = file.name.empty() ? fs::path(listing->root).filename().string() : file.name;
    if (options.rows > 0) {
        ProblemList unmatched; // counted again among the rows that are kept
        if (Status taken = takePatients(*folder, file, path, options, unmatched); !taken)
            return taken.error();
        takeOverview(*folder);
        if (*layout == Layout::ClassFolders || !file.folders.empty())
            folder->overview.folders = classCandidates(*listing, leftOut, file.folders);
        keepSome(*folder, options.rows);
    }
    if (folder->records.empty())
        if (Status complete = completeFromHeaders(*folder, boxFrameOf(*layout), options, problems); !complete)
            return complete.error();
    if (folder->index.images.empty()) {
        const int64_t absent = problems.count("missing_image"), unreadable = problems.count("unreadable_image");
        const std::string what = "No image of the data set can be used";
        if (absent)
            return ofKind("absent_images " + std::to_string(absent),
                          dataError(what, path,
                                    std::to_string(absent) +
                                        " named in the labels are absent: put the images beside the label table"));
        if (unreadable)
            return ofKind("unreadable_images " + std::to_string(unreadable),
                          dataError(what, path, std::to_string(unreadable) + " could not be read: check the files"));
        return ofKind("no_image_in_folder",
                      dataError(what, path, "choose a folder with PNG, JPEG, PGM or DICOM files in it"));
    }
    if (Status taken = takePatients(*folder, file, path, options, problems); !taken)
        return taken.error();
    const Status classes = keepClasses(*folder, file.classes, path);
    if (!classes)
        return classes.error();
    header.images = int64_t(folder->index.images.size());
    header.problems = problems.problems();
    return folder;
}

Result<IndexedFolder> previewDataset(DatasetFile file, size_t rows, IndexOptions options) {
    makeAbsolute(file);
    options.rows = rows;
    ProblemList problems;
    return indexDescribed(file, file.folder, options, problems);
}

Result<IndexedFolder> indexWithSplit(const std::string& path, const IndexOptions& options) {
    const Result<DatasetFile> file = describedBy(path);
    if (!file)
        return file.error();
    ProblemList problems;
    Result<IndexedFolder> folder = indexDescribed(*file, path, options, problems);
    if (!folder)
        return folder.error();
    std::vector<StudyImage>& images = folder->index.images;
    const bool isTable = file->split != "auto" && file->split != "official" && file->split != "fraction";
    std::vector<std::string> parts(images.size());
    if (isTable) {
        SplitOptions split;
        split.kind = SplitOptions::Kind::File;
        split.file = file->split;
        auto named = splitByPatient(images, split, problems);
        if (!named)
            return named.error();
        parts = named.take();
    }
    if (isTable || file->split == "fraction" || !folder->officialSplit)
        for (size_t i = 0; i < images.size(); ++i)
            images[i].split = parts[i];
    return folder;
}

Result<StudyIndex> indexFolder(const std::string& path, const IndexOptions& options) {
    const Result<DatasetFile> file = describedBy(path);
    if (!file)
        return file.error();
    ProblemList problems;
    Result<IndexedFolder> folder = indexDescribed(*file, path, options, problems);
    if (!folder)
        return folder.error();
    PatientCount patients;
    for (const StudyImage& image : folder->index.images)
        patients.add(image);
    patients.warn(problems, false);
    folder->index.header.problems = problems.problems(ProblemList::mostExamples);
    return std::move(folder->index);
}

} // namespace roentgen::datasets
