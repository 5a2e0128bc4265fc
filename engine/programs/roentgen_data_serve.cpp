// roentgen-data serve: the window's worker. docs/services.md lists the operations.
#include "engine/datasets/dataset.h"
#include "engine/datasets/layout.h"
#include "engine/imaging/grey_levels.h"
#include "engine/imaging/resize_area.h"
#include "engine/pipeline/record_film.h"
#include "engine/programs/augmentation_sheet.h"
#include "engine/programs/pixel_scratch.h"
#include "engine/programs/program_main.h"
#include "engine/programs/roentgen_data_json.h"
#include "engine/programs/roentgen_data_verbs.h"
#include "engine/protocol/service_loop.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>

namespace roentgen::programs {

namespace {

using nlohmann::json;

Error cancelledError() {
    return {ErrorCode::Stopped, "cancelled", {}, {}};
}

Result<json> answerIndex(const json& request, ServiceWork& work) {
    const auto out = request.at("out").get<std::string>();
    datasets::IndexOptions options;
    options.readHeaders = request.value("headers", false);
    options.cancelled = [&] { return work.cancelled(); };
    options.progress = [&](double fraction, const std::string& text) { work.progress(fraction, text); };
    Result<StudyIndex> index = datasets::indexFolder(request.at("folder").get<std::string>(), options);
    if (!index)
        return index.error();
    if (work.cancelled())
        return cancelledError();
    if (auto status = writeStudyIndex(out, *index); !status)
        return status.error();
    json answer = indexHeaderToJson(index->header);
    answer["out"] = out;
    return answer;
}

Result<json> answerPreview(const json& request, ServiceWork& work) {
    const Result<DatasetFile> file = parseDatasetFile(request.at("toml").get<std::string>(), "the data set's file");
    if (!file)
        return file.error();
    const int rows = request.value("rows", 40);
    if (rows < 1 || rows > 1000)
        return usageError("a preview has 1 to 1000 rows", "rows");
    datasets::IndexOptions options;
    options.cancelled = [&] { return work.cancelled(); };
    const auto folder = datasets::previewDataset(*file, size_t(rows), options);
    if (!folder)
        return folder.error();
    json answer = indexHeaderToJson(folder->index.header);
    answer["images"] = folder->overview.images;
    answer["labelled"] = folder->overview.labelled;
    answer["patient_rules"] = folder->overview.patientRules;
    answer["patients_unread"] = folder->overview.patientsUnread;
    answer["folders"] = json::array();
    for (const datasets::ClassCandidate& candidate : folder->overview.folders)
        answer["folders"].push_back(
            {{"folder", candidate.name}, {"role", candidate.role}, {"images", candidate.images}});
    answer["rows"] = json::array();
    for (const StudyImage& image : folder->index.images)
        answer["rows"].push_back({{"image", image.image},
                                  {"patient", image.patient},
                                  {"patient_rule", image.patientRule},
                                  {"labels", image.labels},
                                  {"labelled", image.labelled},
                                  {"split", image.split}});
    return answer;
}

Result<json> answerHeader(const json& request, ServiceWork&) {
    Result<imaging::ImageHeader> header = pipeline::readFilmHeader(request.at("path").get<std::string>());
    if (!header)
        return header.error();
    return headerToJson(*header);
}

Result<json> answerDecode(const json& request, ServiceWork& work, PixelScratch& scratch) {
    Result<imaging::ImageData> data =
        pipeline::readFilmImage(request.at("path").get<std::string>(), request.value("frame", 0));
    if (!data)
        return data.error();
    if (work.cancelled())
        return cancelledError();
    json answer = imageToJson(*data);
    Result<std::string> file = scratch.write(data->image.bytes);
    if (!file)
        return file.error();
    answer["file"] = *file;
    return answer;
}

Result<json> answerPhantom(const json& request, ServiceWork& work) {
    datasets::PhantomOptions options;
    options.count = request.at("count").get<int>();
    options.out = request.at("out").get<std::string>();
    options.seed = request.value("seed", uint64_t(1));
    options.size = request.value("size", options.size);
    options.cancelled = [&] { return work.cancelled(); };
    options.progress = [&](double fraction, const std::string& text) { work.progress(fraction, text); };
    const Result<datasets::PhantomSummary> summary = datasets::makePhantoms(options);
    if (!summary)
        return summary.error();
    return phantomsToJson(options.out, *summary);
}

json partToJson(const std::vector<datasets::Sample>& samples) {
    std::set<std::string> patients;
    for (const datasets::Sample& sample : samples)
        patients.insert(sample.patient);
    return {{"images", samples.size()}, {"patients", patients.size()}};
}

// What an experiment's data set comes to, split as the trainer will split it.
Result<json> answerSplit(const json& request, ServiceWork& work) {
    const Result<Experiment> experiment = parseExperiment(request.at("experiment").get<std::string>());
    if (!experiment)
        return experiment.error();
    const Result<datasets::Dataset> dataset = datasets::openDataset(*experiment, request.value("workspace", ""));
    if (!dataset)
        return dataset.error();
    if (work.cancelled())
        return cancelledError();
    json problems = json::array();
    for (const DataProblem& problem : dataset->problems)
        problems.push_back({{"code", problem.code}, {"message", problem.message}, {"count", problem.count}});
    return json{{"classes", dataset->classes},
                {"train", partToJson(dataset->train)},
                {"validation", partToJson(dataset->validation)},
                {"test", partToJson(dataset->test)},
                {"patient_rules", dataset->patientRules},
                {"problems", problems}};
}

// With square pixels and the longest side at most `size`; small images stay as they are.
imaging::GreyImage fitInto(const imaging::GreyImage& image, const imaging::ShownSize& shown, int size) {
    const double scale = std::min(1.0, double(size) / std::max(shown.rows, shown.columns));
    const int rows = std::max(1, int(std::lround(shown.rows * scale)));
    const int columns = std::max(1, int(std::lround(shown.columns * scale)));
    return rows == image.rows && columns == image.columns ? image : imaging::resizeArea(image, rows, columns);
}

Result<json> answerThumbnail(const json& request, ServiceWork& work) {
    const auto out = request.at("out").get<std::string>();
    const int size = request.at("size").get<int>();
    if (size < 1 || size > 4096)
        return usageError("a thumbnail's size is 1 to 4096 pixels", "size");
    Result<imaging::ImageData> data = pipeline::readFilmImage(request.at("path").get<std::string>());
    if (!data)
        return data.error();
    if (work.cancelled())
        return cancelledError();
    const imaging::GreyImage small =
        fitInto(imaging::renderGrey8(*data, imaging::defaultWindow(*data)), imaging::shownSize(*data), size);
    const std::string head = "RTHUMB1 " + std::to_string(small.rows) + " " + std::to_string(small.columns) + "\n";
    if (auto status = replaceFile(out, head, small.bytes); !status)
        return status.error();
    return json{{"file", out}, {"rows", small.rows}, {"columns", small.columns}};
}

Result<json> answerAugment(const json& request, ServiceWork& work, PixelScratch& scratch, AugmentationSheets& sheets) {
    const Result<Experiment> experiment = parseExperiment(request.at("experiment").get<std::string>());
    if (!experiment)
        return experiment.error();
    SheetRequest asked;
    asked.films = request.value("films", int64_t(6));
    asked.firstEpoch = request.value("epoch", int64_t(1));
    asked.epochs = request.value("epochs", int64_t(1));
    asked.asItIs = request.value("as_it_is", false);
    asked.cancelled = [&] { return work.cancelled(); };
    if (asked.films < 1 || asked.films > 64 || asked.epochs < 0 || asked.epochs > 64 || asked.firstEpoch < 1)
        return usageError("films are 1 to 64, epochs 0 to 64, the first epoch is 1 or more", "augment");
    const Result<AugmentationSheet> sheet = sheets.make(*experiment, request.value("workspace", ""), asked);
    if (!sheet)
        return sheet.error();
    json tiles = json::array();
    for (const SheetTile& tile : sheet->tiles)
        tiles.push_back({{"image", tile.image}, {"epoch", tile.epoch}});
    Result<std::string> file = scratch.write(sheet->greys);
    if (!file)
        return file.error();
    return json{{"file", *file},
                {"type", "u8"},
                {"rows", sheet->tiles.size() * size_t(sheet->size)},
                {"columns", sheet->size},
                {"bytes", sheet->greys.size()},
                {"tiles", tiles},
                {"training_images", sheet->trainingImages}};
}

int threadCount(int wanted) {
    if (wanted > 0)
        return wanted;
    return std::clamp(int(std::thread::hardware_concurrency()), 2, 4);
}

} // namespace

int serve(const ServeOptions& options) {
    PixelScratch scratch(options.scratch);
    AugmentationSheets sheets;
    ServiceLoop loop(threadCount(options.threads));
    loop.on("index", answerIndex);
    loop.on("header", answerHeader);
    loop.on("preview", answerPreview);
    loop.on("decode", [&](const json& request, ServiceWork& work) { return answerDecode(request, work, scratch); });
    loop.on("thumbnail", answerThumbnail);
    loop.on("phantom", answerPhantom);
    loop.on("split", answerSplit);
    loop.on("augment",
            [&](const json& request, ServiceWork& work) { return answerAugment(request, work, scratch, sheets); });
    return loop.run();
}

} // namespace roentgen::programs
