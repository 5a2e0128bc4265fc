// A data set ready to train on: its images, labels and patient-wise split.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/study_index.h"
#include "engine/records/record_file.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace roentgen::datasets {

// Where in a record file a film lies, and its size as the file's facts say it.
struct FilmRecord {
    std::shared_ptr<const records::RecordFile> file; // none: the film is a file of its own
    size_t number = 0;
    int height = 0, width = 0, bits = 8;
    explicit operator bool() const { return file != nullptr; }
};

struct Sample {
    std::string path;  // absolute; of a film in a record file FILE:NUMBER
    std::string image; // "Image Index" of predictions.csv
    std::string patient;
    std::vector<float> labels;       // [classes] 1 or 0; NaN: uncertain or unknown. What metrics go by
    std::vector<float> targets = {}; // [classes] what the loss goes by: labels after data.label_policy (NaN: left out)
    FilmRecord record = {};          // read instead of path where there is one
    std::string modality = {}, view = {}; // as the data set has them; "" where unknown
};

struct Dataset {
    std::vector<std::string> classes;
    std::vector<Sample> train, validation, test;
    std::vector<DataProblem> problems;
    std::map<std::string, int64_t> patientRules; // by what the patients of the parts are known, and how many are
    std::string sha256; // of classes, image names, labels and split: equal data sets have equal hashes
};

// The data set of an experiment: data.dataset found (dataset_place.h), classes chosen, split by patient (no patient is
// in two parts; how they are known is counted, and what is weak warned of). Uncertain labels of the training part count
// as data.label_policy says; in validation and test they are left out. With training.loss = cross_entropy each film has
// one class (exclusive_classes.h). With pipeline.mode = "records" every sample has its record (record_samples.h). Data
// errors: missing folder, no images left, a class that does not exist, records that are absent. The order of each part
// is fixed (by image name), whatever the file system says.
Result<Dataset> openDataset(const Experiment& experiment, const std::string& workspace);

} // namespace roentgen::datasets
