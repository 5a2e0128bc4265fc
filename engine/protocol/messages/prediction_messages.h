// What a model says of films: roentgen-predict, on the command line and as a service.
#pragma once

#include "engine/protocol/messages/fields.h"
#include "engine/protocol/trained_on.h"

#include <array>

namespace roentgen {

// Written to four decimals: what another processor's rounding changes is not kept.
void describe(Fields& f, TrainedOn& trained);
// With the figures that reading would give back.
TrainedOn asKept(TrainedOn trained);

// Why a film is none of those that the model was trained on.
struct FilmWarning {
    // What the file says: "modality" "body_part" "view" "size" "shape". How it looks: "brightness" "contrast"
    // "black_area" "tones" "layout".
    std::string code;
    std::string message;        // a whole sentence
    std::string found, trained; // of the film and of the training films, as people write them
};
void describe(Fields& f, FilmWarning& warning);

// A class-activation map: [rows][columns], of log odds.
struct HeatmapValues {
    int rows = 0, columns = 0;
    std::vector<float> values;
};
void describe(Fields& f, HeatmapValues& map);

struct OverlayFile {
    std::string file;
    double fullColour = 0;
};
void describe(Fields& f, OverlayFile& overlay);

template <typename T>
using ByClass = std::vector<std::pair<std::string, T>>; // in the model's order

struct FilmPrediction {
    std::string image;
    ByClass<double> probabilities;
    std::vector<double> area = {0, 0, 1, 1};
    std::vector<FilmWarning> warnings;
    ByClass<HeatmapValues> heatmaps;
    ByClass<OverlayFile> overlays;
};
void describe(Fields& f, FilmPrediction& prediction);

struct ModelChoice {
    std::string weights, run;
    bool ensemble = false;
};
void describe(Fields& f, ModelChoice& choice);

struct LoadAnswer {
    std::string weights;
    int64_t members = 1;
    std::vector<std::string> classes;
    std::string architecture;
    int64_t imageSize = 0;
    std::optional<TrainedOn> trainedOn;
};
void describe(Fields& f, LoadAnswer& answer);

struct LoadRequest {
    static constexpr const char* op = "load";
    using Answer = LoadAnswer;
    ModelChoice model;
    const std::string& subject() const { return model.weights.empty() ? model.run : model.weights; }
};
void describe(Fields& f, LoadRequest& request);

struct ClassifyAnswer {
    FilmPrediction prediction;
    std::vector<std::string> classes;
};
void describe(Fields& f, ClassifyAnswer& answer);

struct ClassifyRequest {
    static constexpr const char* op = "classify";
    using Answer = ClassifyAnswer;
    std::string path;
    bool heatmaps = false;
    ModelChoice model;
    const std::string& subject() const { return path; }
};
void describe(Fields& f, ClassifyRequest& request);

// roentgen-predict --json
struct UnreadFilm {
    std::string image, error;
};
void describe(Fields& f, UnreadFilm& film);
struct PredictAnswer {
    std::vector<FilmPrediction> results;
    std::optional<TrainedOn> trainedOn;
    std::vector<UnreadFilm> errors;
};
void describe(Fields& f, PredictAnswer& answer);

// roentgen-evaluate --json
struct ClassScores {
    std::optional<double> area, low, high; // under the ROC curve; its 95 % interval (DeLong)
    int64_t positives = 0, negatives = 0;
    std::optional<double> averagePrecision;
};
void describe(Fields& f, ClassScores& scores);
struct LocalizationScores {
    int64_t cases = 0;
    double peakInBox = 0;
    std::optional<double> meanPositionInBox;
};
void describe(Fields& f, LocalizationScores& scores);
struct LocalizationAnswer {
    LocalizationScores all;
    ByClass<LocalizationScores> classes;
};
void describe(Fields& f, LocalizationAnswer& answer);
struct EvaluateAnswer {
    std::optional<double> mean; // of the areas that are defined
    ByClass<ClassScores> classes;
    std::optional<LocalizationAnswer> localization;
};
void describe(Fields& f, EvaluateAnswer& answer);

} // namespace roentgen
