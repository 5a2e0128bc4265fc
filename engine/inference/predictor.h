// A trained classifier, or several that answer together, at work: films in, probabilities and class-activation maps
// out. Research use only.
#pragma once

#include "engine/inference/film_check.h"
#include "engine/pipeline/prepared_image.h"
#include "engine/protocol/result.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace roentgen::inference {

// Class activation map of one class (Zhou et al. 2016, Learning Deep Features for Discriminative Localization, eq. 2):
// the head's weights times the features, without the head's bias, before any cut at 0. Its mean plus the bias is the
// class's logit, so a cell's value is what that place speaks for (> 0) or against (< 0) the finding. With global
// average pooling and a linear head it equals Grad-CAM before its ReLU times the number of cells.
struct ClassMap {
    int rows = 0, columns = 0;
    std::vector<float> values; // [rows × columns], top row first
};

struct Prediction {
    std::vector<float> probabilities; // [classes], sigmoid
    std::vector<ClassMap> heatmaps;   // [classes], or empty
    // What the maps cover edge to edge, and all that the network saw: x0, y0, x1, y1 in fractions of the film's width
    // and height (pipeline::centerCropArea: the centre crop that validation uses, too, so that a prediction here
    // equals the one that the run was measured on).
    std::array<double, 4> area = {0, 0, 1, 1};
    // Why the film is none of those that the model was trained on; filled in by who asked warningsOf().
    std::vector<FilmWarning> warnings = {};
};

enum class Heatmaps { None, AllClasses };

struct PredictorOptions {
    std::string precision = "fp32"; // fp32, bf16, or auto: bf16 where the processor has it
    // Of the tensor operations. 0: one for a single film, else the cores this process may use. (Measured, DenseNet-121,
    // 224², two cores: a second thread gains nothing on one film, and where a training run has the cores, the two wait
    // for each other for seconds.)
    int threads = 0;
};

class Predictor {
public:
    // Data error: an unreadable, truncated or foreign weights file (the message names it).
    static Result<Predictor> load(const std::string& weightsPath, const PredictorOptions& options = {});
    // An ensemble: the mean of the members' probabilities (Huang et al. 2017, Snapshot Ensembles, section 3), and the
    // mean of their maps. Data error: members of other classes, image sizes or preparation than the first.
    static Result<Predictor> load(const std::vector<std::string>& weightsPaths, const PredictorOptions& options = {});
    Predictor(Predictor&&) noexcept;
    Predictor& operator=(Predictor&&) noexcept;
    ~Predictor();

    const std::vector<std::string>& classes() const;
    const std::string& architecture() const; // of the first member, as the next
    size_t members() const;
    int imageSize() const;
    const TrainedOn* trainedOn() const; // nullptr: the weights do not say

    // The film as this model wants it. Thread-safe.
    Result<pipeline::PreparedImage> prepare(const std::string& imagePath) const;
    // Of a film that was prepared so; none where the weights do not say what they were trained on. Thread-safe.
    std::vector<FilmWarning> warningsOf(const pipeline::PreparedImage& film) const;
    // One forward pass for all films; the maps of all classes come out of the same pass. One thread at a time.
    // Data error: the weights give values that are not finite.
    Result<std::vector<Prediction>> classify(const std::vector<pipeline::PreparedImage>& films,
                                             Heatmaps heatmaps) const;

private:
    struct State;
    explicit Predictor(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

// The weights of a run: its best, else its last. Data error: the run has none yet.
Result<std::string> weightsOfRun(const std::string& runFolder);
// Its snapshots, oldest first. Data error: it has none.
Result<std::vector<std::string>> snapshotsOfRun(const std::string& runFolder);

} // namespace roentgen::inference
