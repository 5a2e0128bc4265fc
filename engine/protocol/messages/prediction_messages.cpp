#include "engine/protocol/messages/prediction_messages.h"

#include <cmath>

namespace roentgen {

namespace {

double rounded(double value) {
    return std::round(value * 1e4) / 1e4;
}

void describeSpread(Fields& f, const char* name, Percentiles& spread, const char* meaning) {
    std::vector<double> values = {spread.low, spread.middle, spread.high};
    f.optional(name, values, meaning);
    spread = values.size() == 3 ? Percentiles{values[0], values[1], values[2]} : Percentiles(); // else it says nothing
}

// A layout of another size says nothing.
void describeLayout(Fields& f, std::vector<float>& layout) {
    std::vector<double> values;
    for (const float value : layout)
        values.push_back(rounded(double(value)));
    f.unlessEmpty("layout", values, "in weights alone: the mean film on 16 × 16 cells, where there are films enough");
    if (values.size() != size_t(FilmLook::Side) * FilmLook::Side)
        values.clear();
    layout.assign(values.begin(), values.end());
}

} // namespace

TrainedOn asKept(TrainedOn trained) {
    for (Percentiles* spread : {&trained.shortSide, &trained.shape, &trained.mean, &trained.deviation, &trained.black,
                                &trained.tones, &trained.agreement})
        *spread = {rounded(spread->low), rounded(spread->middle), rounded(spread->high)};
    for (float& value : trained.layout)
        value = float(rounded(double(value)));
    return trained;
}

void describe(Fields& f, TrainedOn& trained) {
    TrainedOn seen = asKept(trained);
    f.optional("films", seen.films, "of the training part", fromZero);
    f.optional("measured", seen.measured, "of them, evenly chosen: what follows is of these", fromZero);
    f.optional("modalities", seen.modalities, "films that have it", fromZero);
    f.optional("body_parts", seen.bodyParts, "likewise", fromZero);
    f.optional("views", seen.views, "likewise", fromZero);
    describeSpread(f, "short_side", seen.shortSide, "pixels; 1st, 50th and 99th percentile, as below");
    describeSpread(f, "shape", seen.shape, "columns over rows");
    describeSpread(f, "mean", seen.mean, "of the grey values, 0…1");
    describeSpread(f, "deviation", seen.deviation, "likewise");
    describeSpread(f, "black", seen.black, "share of pixels below a tenth of white");
    describeSpread(f, "tones", seen.tones, "entropy of the histogram of 32 steps, bits");
    describeLayout(f, seen.layout);
    describeSpread(f, "agreement", seen.agreement, "of the films with their mean layout, -1…1");
    if (f.isReading())
        trained = seen;
}

void describe(Fields& f, FilmWarning& warning) {
    f.required("code", warning.code, "a name for it ([prediction.md](prediction.md))");
    f.required("message", warning.message, "a sentence");
    f.optional("found", warning.found, "of the film, as people write it");
    f.optional("trained", warning.trained, "of the training films");
}

void describe(Fields& f, HeatmapValues& map) {
    f.required("rows", map.rows, "cells", {1, 4096});
    f.required("columns", map.columns, "cells", {1, 4096});
    f.required("values", map.values, "log odds, row by row", {-1e30, 1e30});
}

void describe(Fields& f, OverlayFile& overlay) {
    f.required("file", overlay.file, "the picture");
    f.required("full_colour", overlay.fullColour, "the value that full colour stands for, log odds");
}

void describe(Fields& f, FilmPrediction& prediction) {
    f.optional("image", prediction.image, "the file");
    f.required("probabilities", prediction.probabilities, "by class, in the model's order", {0, 1});
    f.optional("area", prediction.area, "what the maps cover: x0, y0, x1, y1 as fractions of the film", {-10, 10});
    f.optional("warnings", prediction.warnings, "why it is none of the films that the model was trained on");
    f.unlessEmpty("heatmaps", prediction.heatmaps, "by class, where they were asked for");
    f.unlessEmpty("overlays", prediction.overlays, "by class, with `--overlay`");
}

void describe(Fields& f, ModelChoice& choice) {
    f.unlessEmpty("weights", choice.weights, "a weights file");
    f.unlessEmpty("run", choice.run, "or a run's folder: its best weights");
    f.optional("ensemble", choice.ensemble, "with `run`: the mean of its snapshots instead");
}

void describe(Fields& f, LoadAnswer& answer) {
    f.optional("weights", answer.weights, "of an ensemble its first");
    f.optional("members", answer.members, "how many answer together", fromOne);
    f.required("classes", answer.classes, "");
    f.required("architecture", answer.architecture, "");
    f.required("image_size", answer.imageSize, "of the side that the network sees, pixels", fromOne);
    f.optional("trained_on", answer.trainedOn, "what the films of its training are like; null: not known");
}

void describe(Fields& f, LoadRequest& request) {
    f.part(request.model);
}

void describe(Fields& f, ClassifyAnswer& answer) {
    f.part(answer.prediction);
    f.optional("classes", answer.classes, "");
}

void describe(Fields& f, ClassifyRequest& request) {
    f.required("path", request.path, "the film");
    f.optional("heatmaps", request.heatmaps, "with the map of each class");
    f.part(request.model);
}

void describe(Fields& f, UnreadFilm& film) {
    f.required("image", film.image, "");
    f.required("error", film.error, "a line");
}

void describe(Fields& f, PredictAnswer& answer) {
    f.required("results", answer.results, "a film each");
    f.required("trained_on", answer.trainedOn, "what the films of its training are like; null: not known");
    f.unlessEmpty("errors", answer.errors, "films that could not be read");
}

void describe(Fields& f, ClassScores& scores) {
    f.required("auc", scores.area, "null: not defined", {0, 1});
    f.required("auc_low", scores.low, "of the 95 % interval (DeLong)", {0, 1});
    f.required("auc_high", scores.high, "", {0, 1});
    f.required("positives", scores.positives, "", fromZero);
    f.required("negatives", scores.negatives, "", fromZero);
    f.required("average_precision", scores.averagePrecision, "", {0, 1});
}

void describe(Fields& f, LocalizationScores& scores) {
    f.required("cases", scores.cases, "positive, with a box", fromZero);
    f.required("peak_in_box", scores.peakInBox, "share of them whose map has its peak in the box", {0, 1});
    f.required("mean_position_in_box", scores.meanPositionInBox, "what a guess at the mean position reaches", {0, 1});
}

void describe(Fields& f, LocalizationAnswer& answer) {
    f.part(answer.all);
    f.required("classes", answer.classes, "");
}

void describe(Fields& f, EvaluateAnswer& answer) {
    f.required("mean_auc", answer.mean, "null: not defined", {0, 1});
    f.required("classes", answer.classes, "");
    f.unlessEmpty("localization", answer.localization, "with `--localization`");
}

} // namespace roentgen
