// roentgen-data serve: the window's worker. docs/messages.md lists the operations.
#include "engine/datasets/dataset.h"
#include "engine/datasets/folder_index.h"
#include "engine/datasets/indexed_folder.h"
#include "engine/imaging/grey_levels.h"
#include "engine/imaging/image_file.h"
#include "engine/imaging/resize_area.h"
#include "engine/pipeline/record_film.h"
#include "engine/programs/augmentation_sheet.h"
#include "engine/programs/dataset_answers.h"
#include "engine/programs/pixel_scratch.h"
#include "engine/programs/program_main.h"
#include "engine/programs/roentgen_data_verbs.h"
#include "engine/protocol/messages/augment_messages.h"
#include "engine/protocol/service_loop.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace roentgen::programs {

namespace {

Error cancelledError() {
    return {ErrorCode::Stopped, "cancelled", {}, {}};
}

Result<IndexAnswer> answerIndex(const IndexRequest& request, ServiceWork& work) {
    datasets::IndexOptions options;
    options.readHeaders = request.headers;
    options.cancelled = [&] { return work.cancelled(); };
    options.progress = [&](double fraction, const std::string& text) { work.progress(fraction, text); };
    Result<StudyIndex> index = datasets::indexFolder(request.folder, options);
    if (!index)
        return index.error();
    if (work.cancelled())
        return cancelledError();
    if (auto status = writeStudyIndex(request.out, *index); !status)
        return status.error();
    return IndexAnswer{factsOf(index->header), request.out, {}};
}

Result<PreviewAnswer> answerPreview(const PreviewRequest& request, ServiceWork& work) {
    const Result<DatasetFile> file = parseDatasetFile(request.toml, "the data set's file");
    if (!file)
        return file.error();
    datasets::IndexOptions options;
    options.cancelled = [&] { return work.cancelled(); };
    const auto folder = datasets::previewDataset(*file, size_t(request.rows), options);
    if (!folder)
        return folder.error();
    PreviewAnswer answer;
    answer.facts = factsOf(folder->index.header);
    answer.facts.images = folder->overview.images;
    answer.labelled = folder->overview.labelled;
    answer.patientRules = folder->overview.patientRules;
    answer.patientsUnread = folder->overview.patientsUnread;
    for (const datasets::ClassCandidate& candidate : folder->overview.folders)
        answer.folders.push_back({candidate.name, candidate.role, candidate.images});
    for (const StudyImage& image : folder->index.images)
        answer.rows.push_back(
            {image.image, image.patient, image.patientRule, image.labels, image.labelled, image.split});
    return answer;
}

Result<FilmFacts> answerHeader(const HeaderRequest& request, ServiceWork&) {
    const Result<imaging::ImageHeader> header = pipeline::readFilmHeader(request.path);
    return header ? Result<FilmFacts>(factsOf(*header)) : Result<FilmFacts>(header.error());
}

Result<DecodeAnswer> answerDecode(const DecodeRequest& request, ServiceWork& work, PixelScratch& scratch) {
    Result<imaging::ImageData> data = pipeline::readFilmImage(request.path, request.frame);
    if (!data)
        return data.error();
    if (work.cancelled())
        return cancelledError();
    Result<std::string> file = scratch.write(data->image.bytes);
    if (!file)
        return file.error();
    return DecodeAnswer{file.take(), descriptionOf(*data)};
}

Result<PhantomAnswer> answerPhantom(const PhantomRequest& request, ServiceWork& work) {
    datasets::PhantomOptions options;
    options.count = request.count;
    options.out = request.out;
    options.seed = uint64_t(request.seed);
    options.size = request.size;
    options.cancelled = [&] { return work.cancelled(); };
    options.progress = [&](double fraction, const std::string& text) { work.progress(fraction, text); };
    const Result<datasets::PhantomSummary> summary = datasets::makePhantoms(options);
    return summary ? Result<PhantomAnswer>(phantomAnswer(options.out, *summary))
                   : Result<PhantomAnswer>(summary.error());
}

// What an experiment's data set comes to, split as the trainer will split it.
Result<SplitAnswer> answerSplit(const SplitRequest& request, ServiceWork& work) {
    const Result<Experiment> experiment = parseExperiment(request.experiment);
    if (!experiment)
        return experiment.error();
    const Result<datasets::Dataset> dataset = datasets::openDataset(*experiment, request.workspace);
    if (!dataset)
        return dataset.error();
    if (work.cancelled())
        return cancelledError();
    return SplitAnswer{dataset->classes,      partOf(dataset->train), partOf(dataset->validation),
                       partOf(dataset->test), dataset->patientRules,  toldProblems(dataset->problems)};
}

// With square pixels and the longest side at most `size`; small images stay as they are.
imaging::GreyImage fitInto(const imaging::GreyImage& image, const imaging::ShownSize& shown, int size) {
    const double scale = std::min(1.0, double(size) / std::max(shown.rows, shown.columns));
    const int rows = std::max(1, int(std::lround(shown.rows * scale)));
    const int columns = std::max(1, int(std::lround(shown.columns * scale)));
    return rows == image.rows && columns == image.columns ? image : imaging::resizeArea(image, rows, columns);
}

Result<ThumbnailAnswer> answerThumbnail(const ThumbnailRequest& request, ServiceWork& work) {
    Result<imaging::ImageData> data = pipeline::readFilmImage(request.path);
    if (!data)
        return data.error();
    if (work.cancelled())
        return cancelledError();
    const imaging::GreyImage small =
        fitInto(imaging::renderGrey8(*data, imaging::defaultWindow(*data)), imaging::shownSize(*data), request.size);
    const std::string head = "RTHUMB1 " + std::to_string(small.rows) + " " + std::to_string(small.columns) + "\n";
    if (auto status = replaceFile(request.out, head, small.bytes); !status)
        return status.error();
    return ThumbnailAnswer{request.out, small.rows, small.columns};
}

Result<AugmentAnswer> answerAugment(const AugmentRequest& request, ServiceWork& work, PixelScratch& scratch,
                                    AugmentationSheets& sheets) {
    const Result<Experiment> experiment = parseExperiment(request.experiment);
    if (!experiment)
        return experiment.error();
    SheetRequest asked;
    asked.films = request.films;
    asked.firstEpoch = request.epoch;
    asked.epochs = request.epochs;
    asked.asItIs = request.asItIs;
    asked.cancelled = [&] { return work.cancelled(); };
    const Result<AugmentationSheet> sheet = sheets.make(*experiment, request.workspace, asked);
    if (!sheet)
        return sheet.error();
    Result<std::string> file = scratch.write(sheet->greys);
    if (!file)
        return file.error();
    AugmentAnswer answer;
    answer.file = file.take();
    answer.rows = int64_t(sheet->tiles.size()) * sheet->size;
    answer.columns = sheet->size;
    answer.bytes = int64_t(sheet->greys.size());
    for (const SheetTile& tile : sheet->tiles)
        answer.tiles.push_back({tile.image, tile.epoch});
    answer.trainingImages = sheet->trainingImages;
    return answer;
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
    loop.on<IndexRequest>(answerIndex);
    loop.on<HeaderRequest>(answerHeader);
    loop.on<PreviewRequest>(answerPreview);
    loop.on<DecodeRequest>(
        [&](const DecodeRequest& request, ServiceWork& work) { return answerDecode(request, work, scratch); });
    loop.on<ThumbnailRequest>(answerThumbnail);
    loop.on<PhantomRequest>(answerPhantom);
    loop.on<SplitRequest>(answerSplit);
    loop.on<AugmentRequest>([&](const AugmentRequest& request, ServiceWork& work) {
        return answerAugment(request, work, scratch, sheets);
    });
    return loop.run();
}

} // namespace roentgen::programs
