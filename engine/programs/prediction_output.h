// What roentgen-predict prints and draws for one film after the other.
#pragma once

#include "engine/imaging/grey_image.h"
#include "engine/inference/predictor.h"
#include "engine/protocol/messages/prediction_messages.h"

#include <set>

namespace roentgen::programs {

struct PredictOptions {
    std::vector<std::string> weights; // several: an ensemble
    std::string run, overlayFolder, overlayClass, precision = "fp32";
    std::vector<std::string> images;
    bool json = false, heatmaps = false, ensemble = false;
    int threads = 0, batch = 8;
    double threshold = 0.5; // no picture of the most probable finding below it
};

// Results go to stdout, an unreadable film to stderr; drawings into the overlay folder, made where it is absent.
class PredictionOutput {
public:
    // trained: of the model; nullptr: its weights do not say.
    PredictionOutput(const PredictOptions& options, const std::vector<std::string>& classes, const TrainedOn* trained)
        : m_options(options)
        , m_classes(classes)
        , m_trained(trained) {}

    // Usage error: the overlay's class is none of the model's. Environment error: the folder cannot be made.
    Status begin();
    Status film(const std::string& path, const Result<inference::Prediction>& prediction);
    void end(); // prints the JSON, or the last line
    int64_t failed() const { return m_failed; }

private:
    void printTable(const std::string& path, const inference::Prediction& prediction) const;
    std::vector<size_t> drawnClasses(const inference::Prediction& prediction) const;
    Status drawOverlays(const std::string& path, const inference::Prediction& prediction);
    Result<std::string> drawOverlay(const std::string& path, const imaging::GreyImage& film, size_t finding,
                                    const inference::Prediction& prediction);

    const PredictOptions& m_options;
    const std::vector<std::string>& m_classes;
    const TrainedOn* m_trained;
    PredictAnswer m_answer;
    std::set<std::string> m_files;                   // overlays written
    int64_t m_films = 0, m_failed = 0, m_unlike = 0; // of them: read, not read, unlike the training films
};

} // namespace roentgen::programs
