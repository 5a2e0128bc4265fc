// What roentgen-data says of whole data sets.
#pragma once

#include "engine/protocol/messages/fields.h"
#include "engine/protocol/study_index.h"

namespace roentgen {

void describe(Fields& f, DataProblem::Example& example);
void describe(Fields& f, DataProblem& problem); // code, message, count and at most 20 examples

// What is found in a folder.
struct DatasetFacts {
    std::string folder, layout, name;
    std::vector<std::string> classes;
    int64_t images = 0;
    std::vector<DataProblem> problems;
};
void describe(Fields& f, DatasetFacts& facts);

struct IndexedFilm {
    std::string image, patient;
};
void describe(Fields& f, IndexedFilm& film);

struct IndexAnswer {
    DatasetFacts facts;
    std::string out;                               // "": nothing was written
    std::optional<std::vector<IndexedFilm>> films; // of roentgen-data index --json without --out
};
void describe(Fields& f, IndexAnswer& answer);

struct IndexRequest {
    static constexpr const char* op = "index";
    using Answer = IndexAnswer;
    std::string folder, out;
    bool headers = false;
    const std::string& subject() const { return folder; }
};
void describe(Fields& f, IndexRequest& request);

using PatientRules = std::map<std::string, int64_t>; // by what patients are told (docs/datasets.md) → patients

struct PreviewFolder {
    std::string folder, role;
    int64_t images = 0;
};
void describe(Fields& f, PreviewFolder& folder);

struct PreviewRow {
    std::string image, patient, patientRule;
    std::vector<std::string> labels;
    bool labelled = false;
    std::string split;
};
void describe(Fields& f, PreviewRow& row);

struct PreviewAnswer {
    DatasetFacts facts;
    int64_t labelled = 0, patientsUnread = 0;
    PatientRules patientRules;
    std::vector<PreviewFolder> folders;
    std::vector<PreviewRow> rows;
};
void describe(Fields& f, PreviewAnswer& answer);

struct PreviewRequest {
    static constexpr const char* op = "preview";
    using Answer = PreviewAnswer;
    std::string toml;
    int rows = 40;
    std::string subject() const { return {}; }
};
void describe(Fields& f, PreviewRequest& request);

struct PhantomAnswer {
    std::string out;
    int64_t images = 0, patients = 0, boxes = 0, noFinding = 0, testImages = 0;
    std::map<std::string, int64_t> positives;
};
void describe(Fields& f, PhantomAnswer& answer);

struct PhantomRequest {
    static constexpr const char* op = "phantom";
    using Answer = PhantomAnswer;
    int count = 0;
    std::string out = {};
    int64_t seed = 1;
    int size = 512;
    const std::string& subject() const { return out; }
};
void describe(Fields& f, PhantomRequest& request);

struct SplitPart {
    int64_t images = 0, patients = 0;
};
void describe(Fields& f, SplitPart& part);

struct SplitAnswer {
    std::vector<std::string> classes;
    SplitPart train, validation, test;
    PatientRules patientRules;
    std::vector<DataProblem> problems;
};
void describe(Fields& f, SplitAnswer& answer);

struct SplitRequest {
    static constexpr const char* op = "split";
    using Answer = SplitAnswer;
    std::string experiment, workspace;
    std::string subject() const { return {}; }
};
void describe(Fields& f, SplitRequest& request);

// roentgen-data split --json
struct SplitFileAnswer {
    std::string out;
    std::vector<std::pair<std::string, SplitPart>> parts;
    PatientRules patientRules;
    std::vector<DataProblem> problems;
};
void describe(Fields& f, SplitFileAnswer& answer);

// roentgen-data labels --json
struct LabelsAnswer {
    DatasetFacts facts;
    int64_t labelled = 0, noFinding = 0, patients = 0, boxes = 0;
    PatientRules patientRules;
    std::vector<std::pair<std::string, int64_t>> positives, uncertain; // by class, in the data set's order
};
void describe(Fields& f, LabelsAnswer& answer);

// roentgen-data pack --json
struct PackAnswer {
    std::string out;
    int64_t images = 0, records = 0, shards = 0, shardsKept = 0, bytes = 0;
    int size = 0, bits = 8;
    std::string resize;
    std::vector<std::string> unreadable;
    double seconds = 0;
};
void describe(Fields& f, PackAnswer& answer);

} // namespace roentgen
