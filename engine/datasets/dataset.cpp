#include "engine/datasets/dataset.h"

#include "engine/datasets/exclusive_classes.h"
#include "engine/datasets/folder_index.h"
#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/label_policy.h"
#include "engine/datasets/patient_identity.h"
#include "engine/datasets/patient_split.h"
#include "engine/datasets/record_samples.h"
#include "engine/protocol/dataset_file.h"
#include "engine/protocol/dataset_place.h"
#include "engine/protocol/sha256.h"

#include <algorithm>
#include <cmath>

namespace roentgen::datasets {

namespace {

Result<SplitOptions> splitOptionsOf(const Experiment& experiment, const DatasetFile& file, const IndexedFolder& folder,
                                    const std::string& workspace) {
    SplitOptions options;
    options.validationFraction = experiment.data.validationFraction;
    options.testFraction = experiment.data.testFraction;
    options.seed = experiment.experiment.seed;
    std::string split = experiment.data.split, table = resolvedPath(experiment.data.splitFile, workspace);
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
    const Result<DatasetFile> file = describedBy(place->path);
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
