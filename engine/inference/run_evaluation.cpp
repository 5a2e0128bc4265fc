#include "engine/inference/run_evaluation.h"

#include "engine/datasets/folder_index.h"
#include "engine/inference/film_series.h"
#include "engine/models/model_description.h"
#include "engine/models/safetensors.h"
#include "engine/protocol/dataset_place.h"
#include "engine/protocol/run_folder.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

namespace roentgen::inference {

namespace {

namespace fs = std::filesystem;
using evaluation::Rectangle;
using evaluation::ScoredFilms;

std::vector<std::string> pathsOf(const std::vector<datasets::Sample>& samples) {
    std::vector<std::string> paths;
    for (const auto& sample : samples)
        paths.push_back(sample.path);
    return paths;
}

// False where the table lacks an image of the split or names other classes.
bool fillFromTable(const EvaluatedRun& run, const evaluation::PredictionsTable& predictions, ScoredFilms& films) {
    if (predictions.classes != run.dataset.classes)
        return false;
    std::unordered_map<std::string, const evaluation::PredictionsTable::Row*> rows;
    for (const auto& row : predictions.rows)
        rows[row.image] = &row;
    for (const auto& sample : run.samples)
        if (rows.count(sample.image) == 0)
            return false;
    for (const auto& sample : run.samples)
        films.add(rows[sample.image]->probabilities.data(), sample.labels.data());
    return true;
}

Result<std::vector<std::string>> weightsOf(const EvaluatedRun& run, const RunEvaluationOptions& options) {
    if (options.ensemble)
        return snapshotsOfRun(run.folder);
    auto weights = weightsOfRun(run.folder);
    if (!weights)
        return weights.error();
    return std::vector<std::string>{weights.take()};
}

// The split is drawn again: where the data set has changed, or the rules that tell its patients, a film that the run
// was trained on may be in the test part now.
Status checkSplitIsTheTrainedOne(const EvaluatedRun& run, const RunEvaluationOptions& options) {
    const auto weights = weightsOf(run, options);
    if (run.split == "all" || !weights) // without weights the run's own table judges, or an error says that it lacks
        return Done{};
    const auto file = models::readSafetensors(weights->front());
    if (!file)
        return file.error();
    const auto description = models::readDescription(file->metadata, weights->front());
    if (!description)
        return description.error();
    if (description->datasetSha256.empty() || description->datasetSha256 == run.dataset.sha256)
        return Done{};
    return dataError("The data set's films, labels, patients or split are not those that the run was trained with: the "
                     "split '" +
                         run.split + "' may hold films of its training",
                     run.datasetPath,
                     "put the data set back as it was, train again (Roentgen may tell patients by other rules now), or "
                     "judge all films with --split all");
}

Result<Predictor> loadPredictor(const EvaluatedRun& run, const RunEvaluationOptions& options) {
    const auto weights = weightsOf(run, options);
    if (!weights)
        return weights.error();
    auto predictor = Predictor::load(*weights, options.predictor);
    if (predictor && predictor->classes() != run.dataset.classes)
        return dataError("The weights were trained for other classes than the data set has now", weights->front(),
                         "restore the data set's labels");
    return predictor;
}

void report(const RunEvaluationOptions& options, size_t done, size_t all) {
    if (options.progress)
        options.progress(double(done) / double(all), "Reading films");
}

Status fillFromModel(const EvaluatedRun& run, const RunEvaluationOptions& options, ScoredFilms& films,
                     int64_t& unreadable) {
    const auto predictor = loadPredictor(run, options);
    if (!predictor)
        return predictor.error();
    const auto done = [&](size_t i, Result<Prediction>&& prediction) {
        if (prediction)
            films.add(prediction->probabilities.data(), run.samples[i].labels.data());
        else
            ++unreadable;
        report(options, i + 1, run.samples.size());
        return Status(Done{});
    };
    return classifySeries(*predictor, pathsOf(run.samples), {}, done);
}

// class → boxes, in fractions of the film.
using Boxes = std::map<std::string, std::vector<Rectangle>>;

Boxes boxesOf(const StudyImage& image) {
    Boxes boxes;
    for (const LabelBox& box : image.boxes)
        if (image.rows > 0 && image.columns > 0)
            boxes[box.label].push_back({box.x / image.columns, box.y / image.rows, (box.x + box.width) / image.columns,
                                        (box.y + box.height) / image.rows});
    return boxes;
}

void append(Boxes& all, const Boxes& more) {
    for (const auto& [name, boxes] : more)
        all[name].insert(all[name].end(), boxes.begin(), boxes.end());
}

std::map<std::string, evaluation::Point> trainingMeans(const EvaluatedRun& run,
                                                       const std::unordered_map<std::string, Boxes>& boxes) {
    Boxes together;
    for (const auto& sample : run.dataset.train)
        if (const auto found = boxes.find(sample.path); found != boxes.end())
            append(together, found->second);
    return evaluation::meanCenters(together);
}

} // namespace

Result<EvaluatedRun> openRun(const std::string& runFolder, const RunEvaluationOptions& options) {
    std::error_code failure;
    const fs::path folder = fs::absolute(runFolder, failure).lexically_normal();
    if (!fs::is_directory(folder, failure))
        return dataError("There is no such run folder", runFolder, "give the folder of a run");
    const RunFolder files{folder.string()};
    const auto experiment = readExperiment(files.experimentFile());
    if (!experiment)
        return experiment.error();
    std::string workspace = options.workspace;
    if (workspace.empty()) // …/runs/ID, with or without a slash at its end
        workspace = (folder.filename().empty() ? folder.parent_path() : folder).parent_path().parent_path().string();
    EvaluatedRun run;
    run.folder = folder.string();
    const auto place = findDataset(experiment->data.dataset, workspace);
    if (!place)
        return place.error();
    run.datasetPath = place->path;
    auto dataset = datasets::openDataset(*experiment, workspace);
    if (!dataset)
        return dataset.error();
    run.dataset = dataset.take();
    run.split = !options.split.empty() ? options.split : run.dataset.test.empty() ? "validation" : "test";
    for (const auto& [name, part] :
         {std::pair<const char*, const std::vector<datasets::Sample>*>{"train", &run.dataset.train},
          {"validation", &run.dataset.validation},
          {"test", &run.dataset.test}})
        if (run.split == name || run.split == "all")
            run.samples.insert(run.samples.end(), part->begin(), part->end());
    if (run.samples.empty())
        return dataError("The data set has no image of the split '" + run.split + "'", run.datasetPath,
                         "choose another with --split");
    if (const Status same = checkSplitIsTheTrainedOne(run, options); !same)
        return same.error();
    return run;
}

Result<RunReport> evaluateRun(const EvaluatedRun& run, const RunEvaluationOptions& options) {
    RunReport result;
    ScoredFilms films(run.dataset.classes.size());
    const RunFolder files{run.folder};
    if (options.ensemble)
        if (auto snapshots = snapshotsOfRun(run.folder); !snapshots)
            return snapshots.error();
    const std::string tableFile = options.ensemble ? files.ensemblePredictionsFile() : files.predictionsFile();
    result.predictedBy = fs::path(tableFile).filename().string();
    bool filled = false;
    if (std::error_code failure; fs::exists(tableFile, failure)) {
        const auto predictions = evaluation::readPredictions(tableFile);
        if (!predictions)
            return predictions.error();
        filled = fillFromTable(run, *predictions, films);
    }
    if (!filled) {
        if (auto status = fillFromModel(run, options, films, result.unreadable); !status)
            return status.error();
        result.predictedBy = options.ensemble ? std::to_string(snapshotsOfRun(run.folder)->size()) + " snapshots"
                                              : fs::path(*weightsOfRun(run.folder)).filename().string();
    }
    result.classification = evaluation::reportClasses(run.dataset.classes, films);
    return result;
}

Result<RunLocalization> localizeRun(const EvaluatedRun& run, const RunEvaluationOptions& options) {
    const auto index = datasets::indexFolder(run.datasetPath);
    if (!index)
        return index.error();
    std::unordered_map<std::string, Boxes> boxes;
    for (const auto& image : index->images)
        if (!image.boxes.empty())
            boxes[image.path] = boxesOf(image);
    std::vector<std::string> paths;
    for (const auto& sample : run.samples)
        if (boxes.count(sample.path) != 0)
            paths.push_back(sample.path);
    if (paths.empty())
        return dataError("No film of the split '" + run.split + "' has a box", run.datasetPath,
                         "choose another split, or a data set with boxes");
    const auto predictor = loadPredictor(run, options);
    if (!predictor)
        return predictor.error();

    RunLocalization result;
    std::vector<evaluation::LocalizationCase> cases;
    const auto& classes = run.dataset.classes;
    const auto done = [&](size_t i, Result<Prediction>&& prediction) {
        report(options, i + 1, paths.size());
        result.unreadable += !prediction;
        for (size_t c = 0; c < classes.size() && prediction; ++c) {
            const auto found = boxes[paths[i]].find(classes[c]);
            if (found == boxes[paths[i]].end())
                continue;
            const ClassMap& map = prediction->heatmaps[c];
            const auto& a = prediction->area;
            cases.push_back({classes[c],
                             evaluation::peakOf(map.values, map.rows, map.columns, {a[0], a[1], a[2], a[3]}),
                             found->second});
        }
        return Status(Done{});
    };
    SeriesOptions series;
    series.heatmaps = Heatmaps::AllClasses;
    if (auto status = classifySeries(*predictor, paths, series, done); !status)
        return status.error();
    result.report = evaluation::scoreLocalization(cases, trainingMeans(run, boxes));
    return result;
}

} // namespace roentgen::inference
