// roentgen-data phantom, index, labels, split: whole data sets, on the command line.
#include "engine/datasets/folder_index.h"
#include "engine/datasets/patient_identity.h"
#include "engine/programs/dataset_answers.h"
#include "engine/programs/program_main.h"
#include "engine/programs/roentgen_data_verbs.h"
#include "engine/protocol/csv_field.h"
#include "engine/protocol/dataset_file.h"
#include "engine/protocol/text_file.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>
#include <unistd.h>

namespace roentgen::programs {

namespace {

namespace fs = std::filesystem;

const char* const program = "roentgen-data";

void printProblems(const std::vector<DataProblem>& problems) {
    for (const DataProblem& problem : problems) {
        std::printf("problem   %s\n", problem.message.c_str());
        for (size_t i = 0; i < problem.examples.size() && i < 5; ++i)
            std::printf("          %s\n", exampleText(problem, problem.examples[i]).c_str());
    }
}

// "patients  155: patient_id 150, file_name 5"
void printPatients(const std::map<std::string, int64_t>& rules) {
    int64_t all = 0;
    std::string text;
    for (const auto& [rule, patients] : rules) {
        all += patients;
        text += (text.empty() ? "" : ", ") + rule + " " + std::to_string(patients);
    }
    std::printf("patients  %lld, known by: %s\n", static_cast<long long>(all), text.c_str());
}

// What a label table comes to, once it is laid beside its images.
struct LabelSummary {
    int64_t labelled = 0, noFinding = 0, boxes = 0;
    datasets::PatientCount patients;
    std::map<std::string, int64_t> positives, uncertain; // per class
};

LabelSummary summarize(const StudyIndex& index) {
    LabelSummary summary;
    for (const StudyImage& image : index.images) {
        summary.patients.add(image);
        summary.boxes += int64_t(image.boxes.size());
        summary.labelled += image.labelled;
        summary.noFinding += image.labelled && image.labels.empty();
        for (const std::string& label : image.labels)
            ++summary.positives[label];
        for (const std::string& label : image.uncertain)
            ++summary.uncertain[label];
    }
    return summary;
}

int64_t countOf(const std::map<std::string, int64_t>& counts, const std::string& name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

LabelsAnswer answerOf(const StudyIndexHeader& header, const LabelSummary& summary) {
    LabelsAnswer answer;
    answer.facts = factsOf(header);
    answer.labelled = summary.labelled;
    answer.noFinding = summary.noFinding;
    answer.patients = summary.patients.patients();
    answer.patientRules = summary.patients.byRule();
    answer.boxes = summary.boxes;
    for (const std::string& name : header.classes) {
        answer.positives.emplace_back(name, countOf(summary.positives, name));
        answer.uncertain.emplace_back(name, countOf(summary.uncertain, name));
    }
    return answer;
}

void printSummary(const StudyIndexHeader& header, const LabelSummary& summary) {
    std::printf("folder    %s\nlayout    %s\nimages    %lld, %lld of them labelled, %lld without a finding\n",
                header.folder.c_str(), header.layout.c_str(), static_cast<long long>(header.images),
                static_cast<long long>(summary.labelled), static_cast<long long>(summary.noFinding));
    printPatients(summary.patients.byRule());
    std::printf("boxes     %lld\nclasses   %zu\n", static_cast<long long>(summary.boxes), header.classes.size());
    for (const std::string& name : header.classes) {
        const auto positives = static_cast<long long>(countOf(summary.positives, name));
        const auto uncertain = static_cast<long long>(countOf(summary.uncertain, name));
        if (uncertain > 0)
            std::printf("  %-28s %8lld, uncertain %lld\n", name.c_str(), positives, uncertain);
        else
            std::printf("  %-28s %8lld\n", name.c_str(), positives);
    }
    printProblems(header.problems);
}

// A table is checked against the folder it lies in: the same as a data set file that names both.
Result<StudyIndex> indexTable(const std::string& table) {
    const fs::path path = fs::absolute(table);
    std::string folder = (fs::temp_directory_path() / "roentgen-labels-XXXXXX").string();
    if (!::mkdtemp(folder.data()))
        return environmentError("cannot make a temporary folder", folder, "free some space");
    DatasetFile file;
    file.name = path.parent_path().filename().string();
    file.folder = path.parent_path().string();
    file.labels = path.filename().string();
    const std::string description = folder + "/dataset.toml";
    auto written = writeDatasetFile(description, file);
    Result<StudyIndex> index = written ? datasets::indexFolder(description) : Result<StudyIndex>(written.error());
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    return index;
}

} // namespace

int makePhantomDataSet(const PhantomVerbOptions& options) {
    datasets::PhantomOptions phantoms;
    phantoms.kind = options.kind;
    phantoms.count = options.count;
    phantoms.out = options.out;
    phantoms.seed = options.seed;
    phantoms.size = options.size;
    phantoms.prevalence = options.prevalence;
    std::stringstream findings(options.findings);
    for (std::string finding; std::getline(findings, finding, ',');)
        phantoms.findings.push_back(finding);
    const Result<datasets::PhantomSummary> summary = datasets::makePhantoms(phantoms);
    if (!summary)
        return printError(program, summary.error());
    if (options.json) {
        printMessage(phantomAnswer(options.out, *summary));
        return ExitDone;
    }
    std::printf("%s: %d films of %d patients, %d without a finding, %d boxes, %d films for test\n", options.out.c_str(),
                summary->films, summary->patients, summary->withoutFinding, summary->boxes, summary->testFilms);
    for (const auto& [finding, count] : summary->positives)
        std::printf("  %-28s %8d\n", finding.c_str(), count);
    return ExitDone;
}

int indexDataSet(const IndexVerbOptions& options) {
    datasets::IndexOptions indexOptions;
    indexOptions.readHeaders = options.headers;
    Result<StudyIndex> index = datasets::indexFolder(options.folder, indexOptions);
    if (!index)
        return printError(program, index.error());
    if (!options.out.empty())
        if (auto status = writeStudyIndex(options.out, *index); !status)
            return printError(program, status.error());
    if (options.json) {
        IndexAnswer answer{factsOf(index->header), options.out, {}};
        if (options.out.empty()) {
            answer.films.emplace();
            for (const StudyImage& image : index->images)
                answer.films->push_back({image.image, image.patient});
        }
        printMessage(answer);
        return ExitDone;
    }
    std::printf("%s: layout %s, %lld images, %zu classes\n",
                (options.out.empty() ? index->header.folder : options.out).c_str(), index->header.layout.c_str(),
                static_cast<long long>(index->header.images), index->header.classes.size());
    printProblems(index->header.problems);
    return ExitDone;
}

int checkLabels(const LabelsOptions& options) {
    const fs::path path(options.path);
    std::error_code failure;
    const bool isTable = fs::is_regular_file(path, failure) && path.extension() != ".toml";
    const Result<StudyIndex> index = isTable ? indexTable(options.path) : datasets::indexFolder(options.path);
    if (!index)
        return printError(program, index.error());
    const LabelSummary summary = summarize(*index);
    if (options.json)
        printMessage(answerOf(index->header, summary));
    else
        printSummary(index->header, summary);
    return ExitDone;
}

int splitDataSet(const SplitVerbOptions& options) {
    Experiment experiment;
    experiment.data.dataset = fs::absolute(options.dataset).string();
    experiment.data.split = options.kind;
    experiment.data.validationFraction = options.validationFraction;
    experiment.data.testFraction = options.testFraction;
    experiment.experiment.seed = options.seed;
    const Result<datasets::Dataset> dataset = datasets::openDataset(experiment, "");
    if (!dataset)
        return printError(program, dataset.error());
    std::string table = "Image Index,Patient ID,Split\n";
    SplitFileAnswer answer{options.out, {}, dataset->patientRules, toldProblems(dataset->problems)};
    for (const auto& [part, samples] :
         {std::pair{"train", &dataset->train}, std::pair{"validation", &dataset->validation},
          std::pair{"test", &dataset->test}}) {
        for (const datasets::Sample& sample : *samples)
            table += csvField(sample.image) + "," + csvField(sample.patient) + "," + part + "\n";
        const SplitPart counts = partOf(*samples);
        answer.parts.emplace_back(part, counts);
        if (!options.json)
            std::printf("%-12s %7lld images, %7lld patients\n", part, static_cast<long long>(counts.images),
                        static_cast<long long>(counts.patients));
    }
    if (auto status = writeFileAtomically(options.out, table); !status)
        return printError(program, status.error());
    if (options.json) {
        printMessage(answer);
    } else {
        printPatients(dataset->patientRules);
        printProblems(dataset->problems);
    }
    return ExitDone;
}

} // namespace roentgen::programs
