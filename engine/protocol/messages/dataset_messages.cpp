#include "engine/protocol/messages/dataset_messages.h"

namespace roentgen {

namespace {

void describeRules(Fields& f, PatientRules& rules) {
    f.required("patient_rules", rules, "patients, by what they are told ([datasets.md](datasets.md))", fromZero);
}

} // namespace

void describe(Fields& f, DataProblem::Example& example) {
    f.required("place", example.place, "a file, or file:line");
    f.optional("why", example.why, "what is wrong with it; may be empty");
    f.unlessEmpty("kind", example.kind, "a name for that ([images.md](images.md))");
}

void describe(Fields& f, DataProblem& problem) {
    f.required("code", problem.code, "a name for it ([datasets.md](datasets.md))");
    f.required("message", problem.message, "a whole sentence");
    f.required("count", problem.count, "how often", fromZero);
    f.optional("examples", problem.examples, "at most 20");
}

void describe(Fields& f, DatasetFacts& facts) {
    f.required("folder", facts.folder, "absolute");
    f.required("layout", facts.layout, "how it was read ([datasets.md](datasets.md))");
    f.required("name", facts.name, "");
    f.required("classes", facts.classes, "the findings that its labels know");
    f.required("images", facts.images, "", fromZero);
    f.required("problems", facts.problems, "what was counted, not swallowed");
}

void describe(Fields& f, IndexedFilm& film) {
    f.required("image", film.image, "its name in the label table, else its path below the folder");
    f.required("patient", film.patient, "id, or what stands for one");
}

void describe(Fields& f, IndexAnswer& answer) {
    f.part(answer.facts);
    f.unlessEmpty("out", answer.out, "the study index that was written");
    f.unlessEmpty("films", answer.films, "of `roentgen-data index` without `--out`");
}

void describe(Fields& f, IndexRequest& request) {
    f.required("folder", request.folder, "a folder, or a data set's TOML file");
    f.required("out", request.out, "the study index to write");
    f.optional("headers", request.headers, "false: sizes only where they are needed");
}

void describe(Fields& f, PreviewFolder& folder) {
    f.required("folder", folder.folder, "");
    f.required("role", folder.role, "`class` `no_finding` `source` `left_out`");
    f.required("images", folder.images, "", fromZero);
}

void describe(Fields& f, PreviewRow& row) {
    f.required("image", row.image, "");
    f.required("patient", row.patient, "");
    f.required("patient_rule", row.patientRule, "");
    f.required("labels", row.labels, "findings that it has");
    f.required("labelled", row.labelled, "its labels say something");
    f.required("split", row.split, "`train` `validation` `test` or empty");
}

void describe(Fields& f, PreviewAnswer& answer) {
    f.part(answer.facts);
    f.required("labelled", answer.labelled, "images that have labels", fromZero);
    describeRules(f, answer.patientRules);
    f.required("patients_unread", answer.patientsUnread, "images whose headers name the patient", fromZero);
    f.required("folders", answer.folders,
               "those that have a role and, of class folders, the 200 largest that may be classes");
    f.required("rows", answer.rows, "from all over");
}

void describe(Fields& f, PreviewRequest& request) {
    f.required("toml", request.toml, "text of a data set's file that isn't written yet, its folder absolute");
    f.optional("rows", request.rows, "", {1, 1000});
}

void describe(Fields& f, PhantomAnswer& answer) {
    f.required("out", answer.out, "the folder");
    f.required("images", answer.images, "", fromZero);
    f.required("patients", answer.patients, "", fromZero);
    f.required("boxes", answer.boxes, "", fromZero);
    f.required("no_finding", answer.noFinding, "films without one", fromZero);
    f.required("test_images", answer.testImages, "", fromZero);
    f.required("positives", answer.positives, "films, by finding", fromZero);
}

void describe(Fields& f, PhantomRequest& request) {
    f.required("count", request.count, "films");
    f.required("out", request.out, "the folder to make");
    f.optional("seed", request.seed, "");
    f.optional("size", request.size, "of a side, pixels");
}

void describe(Fields& f, SplitPart& part) {
    f.required("images", part.images, "", fromZero);
    f.required("patients", part.patients, "", fromZero);
}

void describe(Fields& f, SplitAnswer& answer) {
    f.required("classes", answer.classes, "");
    f.required("train", answer.train, "split exactly as the trainer will");
    f.required("validation", answer.validation, "");
    f.required("test", answer.test, "");
    describeRules(f, answer.patientRules);
    f.required("problems", answer.problems, "");
}

void describe(Fields& f, SplitRequest& request) {
    f.required("experiment", request.experiment, "TOML text");
    f.optional("workspace", request.workspace, "that data.dataset refers to");
}

void describe(Fields& f, SplitFileAnswer& answer) {
    f.required("out", answer.out, "the table");
    f.required("parts", answer.parts, "train, validation, test");
    describeRules(f, answer.patientRules);
    f.required("problems", answer.problems, "");
}

void describe(Fields& f, LabelsAnswer& answer) {
    f.part(answer.facts);
    f.required("labelled", answer.labelled, "images that have labels", fromZero);
    f.required("no_finding", answer.noFinding, "of them without a finding", fromZero);
    f.required("patients", answer.patients, "", fromZero);
    describeRules(f, answer.patientRules);
    f.required("boxes", answer.boxes, "", fromZero);
    f.required("positives", answer.positives, "films, by class", fromZero);
    f.required("uncertain", answer.uncertain, "films, by class", fromZero);
}

void describe(Fields& f, PackAnswer& answer) {
    f.required("out", answer.out, "the folder");
    f.required("images", answer.images, "of the data set", fromZero);
    f.required("records", answer.records, "written and kept", fromZero);
    f.required("shards", answer.shards, "files", fromZero);
    f.required("shards_kept", answer.shardsKept, "from before", fromZero);
    f.required("bytes", answer.bytes, "", fromZero);
    f.required("size", answer.size, "of a side, pixels", fromOne);
    f.required("bits", answer.bits, "a pixel", fromOne);
    f.required("resize", answer.resize, "");
    f.required("unreadable", answer.unreadable, "films that are left out");
    f.required("seconds", answer.seconds, "", fromZero);
}

} // namespace roentgen
