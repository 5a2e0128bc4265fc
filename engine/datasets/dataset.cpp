#include "engine/datasets/dataset.h"

#include "engine/datasets/exclusive_classes.h"
#include "engine/datasets/label_policy.h"
#include "engine/datasets/label_table.h"
#include "engine/datasets/layout.h"
#include "engine/datasets/patient_identity.h"
#include "engine/datasets/patient_split.h"
#include "engine/datasets/record_samples.h"
#include "engine/imaging/image_format.h"
#include "engine/protocol/dataset_file.h"
#include "engine/protocol/dataset_place.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cmath>
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

std::string resolved(const std::string& path, const std::string& folder) {
    return path.empty() ? path : (fs::path(folder) / path).lexically_normal().string();
}

// Tables are relative to the folder.
void makeAbsolute(DatasetFile& file) {
    file.labels = resolved(file.labels, file.folder);
    if (file.split != "auto" && file.split != "official" && file.split != "fraction")
        file.split = resolved(file.split, file.folder);
}

// What is wanted of a folder: a folder itself, or a data set file that names one.
Result<DatasetFile> describe(const std::string& path) {
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

void takeOverview(IndexedFolder& folder, const DatasetFile& file, const std::vector<ClassCandidate>& candidates) {
    std::vector<StudyImage>& images = folder.index.images;
    ProblemList unmatched; // counted again among the rows that are kept
    if (!file.patient.empty())
        takePatientsFromPattern(images, folder.index.header.folder, file.patient, unmatched);
    PatientCount patients;
    folder.overview.folders = candidates;
    folder.overview.images = int64_t(images.size());
    for (const StudyImage& image : images) {
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

Result<IndexedFolder> indexDescribed(const DatasetFile& file, const std::string& path, const IndexOptions& options,
                                     ProblemList& problems) {
    if (options.progress)
        options.progress(0, "Listing the folder");
    Result<FolderListing> listing = listFolder(file.folder, options.cancelled);
    if (!listing)
        return listing.error();
    const std::vector<ClassCandidate> candidates =
        options.rows > 0 ? classCandidates(*listing, file.folders) : std::vector<ClassCandidate>();
    leaveOut(*listing, file.folders);
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
        takeOverview(*folder, file, candidates);
        keepSome(*folder, options.rows);
    }
    if (folder->records.empty())
        if (Status complete = completeFromHeaders(*folder, boxFrameOf(*layout), options, problems); !complete)
            return complete.error();
    if (folder->index.images.empty()) {
        const int64_t absent = problems.count("missing_image"), unreadable = problems.count("unreadable_image");
        return dataError("No image of the data set can be used", path,
                         absent       ? std::to_string(absent) + " named in the labels are absent: put the images "
                                                                 "beside the label table"
                         : unreadable ? std::to_string(unreadable) + " could not be read: check the files"
                                      : "choose a folder with PNG, JPEG, PGM or DICOM files in it");
    }
    if (!file.patient.empty())
        takePatientsFromPattern(folder->index.images, listing->root, file.patient, problems);
    const Status classes = keepClasses(*folder, file.classes, path);
    if (!classes)
        return classes.error();
    header.images = int64_t(folder->index.images.size());
    header.problems = problems.problems();
    return folder;
}

namespace {

Result<SplitOptions> splitOptionsOf(const Experiment& experiment, const DatasetFile& file, const IndexedFolder& folder,
                                    const std::string& workspace) {
    SplitOptions options;
    options.validationFraction = experiment.data.validationFraction;
    options.testFraction = experiment.data.testFraction;
    options.seed = experiment.experiment.seed;
    std::string split = experiment.data.split, table = resolved(experiment.data.splitFile, workspace);
    if (split == "auto" && file.split != "auto") {
        const bool isTable = file.split != "official" && file.split != "fraction";
        split = isTable ? "file" : file.split;
        table = isTable ? file.split : table;
    }
    if (split == "official" && !folder.officialSplit)
        return dataError("The data set has no official split", folder.index.header.folder,
                         "choose data.split = \"fraction\" or \"file\"");
    if (split == "file" && table.empty())
        return dataError("No split file is given", "data.split_file", "name a CSV with \"Image Index,Split\"");
    options.file = table;
    options.kind = split == "file"                                                    ? SplitOptions::Kind::File
                   : split == "official" || (split == "auto" && folder.officialSplit) ? SplitOptions::Kind::Official
                                                                                      : SplitOptions::Kind::Fraction;
    return options;
}

std::string contentHash(const Dataset& dataset) {
    Sha256 sum;
    for (const std::string& name : dataset.classes)
        sum.update(name + '\n');
    const auto add = [&](const char* part, const std::vector<Sample>& samples) {
        sum.update(std::string("\n[") + part + "]\n");
        for (const Sample& sample : samples) {
            std::string line = sample.image + '\t' + sample.patient + '\t';
            for (float label : sample.labels)
                line += label == 1 ? '1' : label == 0 ? '0' : '?';
            sum.update(line + '\n');
        }
    };
    add("train", dataset.train);
    add("validation", dataset.validation);
    add("test", dataset.test);
    return sum.hex();
}

// Where pipeline.mode = "records" looks for them; "" where the data set has its own or the mode is another.
Result<std::string> recordsFolderOf(const Experiment& experiment, const IndexedFolder& folder,
                                    const std::string& workspace) {
    const std::string& asked = experiment.pipeline.records;
    if (experiment.pipeline.mode != "records" || (asked.empty() && !folder.records.empty()))
        return std::string();
    if (asked.empty())
        return usageError("The data set is no folder of records", "pipeline.records",
                          "name one, made by: roentgen-data pack " + experiment.data.dataset + " --out DIR --size " +
                              std::to_string(storedSizeOf(experiment)));
    return findRecordsFolder(experiment, workspace);
}

// The film as its part sees it: only what is trained on has a policy.
Sample sampleOf(const StudyImage& image, const Dataset& dataset, const std::string& part,
                const Experiment& experiment) {
    const UncertainAs uncertain = part == "train" ? uncertainAs(experiment.data.labelPolicy) : UncertainAs::Ignored;
    Sample sample{image.path, image.image, image.patient.empty() ? image.image : image.patient, {}};
    sample.labels = labelsOf(image, dataset.classes);
    sample.modality = image.modality;
    sample.view = image.view;
    sample.targets = targetsOf(image, dataset.classes, uncertain, experiment.training.loss == "cross_entropy");
    return sample;
}

// Unlabelled images say nothing to a classifier, and images without pixels even less: what is left is split.
void keepLabelled(IndexedFolder& folder) {
    const std::vector<StudyImage>& images = folder.index.images;
    keepImages(folder, [&](size_t i) { return images[i].labelled && images[i].refusal.empty(); });
}

} // namespace

Result<IndexedFolder> previewDataset(DatasetFile file, size_t rows, IndexOptions options) {
    makeAbsolute(file);
    options.rows = rows;
    ProblemList problems;
    return indexDescribed(file, file.folder, options, problems);
}

Result<IndexedFolder> indexWithLabels(const std::string& path, const IndexOptions& options) {
    const Result<DatasetFile> file = describe(path);
    if (!file)
        return file.error();
    ProblemList problems;
    Result<IndexedFolder> folder = indexDescribed(*file, path, options, problems);
    if (!folder)
        return folder;
    PatientCount patients;
    for (const StudyImage& image : folder->index.images)
        patients.add(image);
    patients.warn(problems, false);
    folder->index.header.problems = problems.problems(ProblemList::mostExamples);
    return folder;
}

Result<IndexedFolder> indexWithSplit(const std::string& path, const IndexOptions& options) {
    const Result<DatasetFile> file = describe(path);
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
    Result<IndexedFolder> folder = indexWithLabels(path, options);
    if (!folder)
        return folder.error();
    return std::move(folder->index);
}

namespace {

void fillParts(Dataset& dataset, const IndexedFolder& folder, const std::vector<std::string>& parts,
               const Experiment& experiment, ProblemList& problems) {
    PatientCount patients;
    for (size_t i = 0; i < parts.size(); ++i) {
        const std::string& part = parts[i];
        std::vector<Sample>* to = part == "train"        ? &dataset.train
                                  : part == "validation" ? &dataset.validation
                                  : part == "test"       ? &dataset.test
                                                         : nullptr;
        if (!to)
            continue;
        const StudyImage& image = folder.index.images[i];
        to->push_back(sampleOf(image, dataset, part, experiment));
        if (!folder.records.empty())
            to->back().record = folder.records[i];
        patients.add(image);
    }
    dataset.patientRules = patients.byRule();
    patients.warn(problems, true);
}

bool hasTarget(const std::vector<Sample>& samples) {
    return std::any_of(samples.begin(), samples.end(), [](const Sample& sample) {
        return std::any_of(sample.targets.begin(), sample.targets.end(), [](float y) { return !std::isnan(y); });
    });
}

} // namespace

Result<Dataset> openDataset(const Experiment& experiment, const std::string& workspace) {
    const Result<DatasetPlace> place = findDataset(experiment.data.dataset, workspace);
    if (!place)
        return place.error();
    const Result<DatasetFile> file = describe(place->path);
    if (!file)
        return file.error();
    ProblemList problems;
    if (!place->shadowed.empty())
        problems.add("shadowed_folder", shadowWarning(*place));
    Result<IndexedFolder> folder = indexDescribed(*file, place->path, {}, problems);
    if (!folder)
        return folder.error();
    const Result<std::string> records = recordsFolderOf(experiment, *folder, workspace);
    if (!records)
        return records.error();
    const Status classes = keepClasses(*folder, experiment.data.classes, "data.classes");
    if (!classes)
        return classes.error();
    keepLabelled(*folder);
    Dataset dataset;
    dataset.classes = folder->index.header.classes;
    if (folder->index.images.empty() || dataset.classes.empty())
        return dataError("The data set has no labelled image to train on", place->path,
                         "add a label table, or put the images into a folder for each class");
    const Result<SplitOptions> options = splitOptionsOf(experiment, *file, *folder, workspace);
    if (!options)
        return options.error();
    const Result<std::vector<std::string>> parts = splitByPatient(folder->index.images, *options, problems);
    if (!parts)
        return parts.error();
    fillParts(dataset, *folder, *parts, experiment, problems);
    if (Status attached = attachRecords(dataset, experiment, *records, problems); !attached)
        return attached.error();
    if (dataset.train.empty())
        return dataError("No image is left to train on", place->path,
                         "check the split lists, or choose data.split = \"fraction\"");
    if (!hasTarget(dataset.train))
        return dataError("No label of the training part is certain", place->path,
                         "set data.label_policy to u_zeros or u_ones, or choose other data.classes");
    if (experiment.training.loss == "cross_entropy")
        if (const Status exclusive = makeExclusive(dataset, experiment.data.classes.empty()); !exclusive)
            return exclusive.error();
    dataset.problems = problems.problems();
    dataset.sha256 = contentHash(dataset);
    return dataset;
}

} // namespace roentgen::datasets
