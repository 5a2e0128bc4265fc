#include "engine/inference/prediction_answer.h"

namespace roentgen::inference {

FilmPrediction predictionAnswer(const std::string& image, const std::vector<std::string>& classes,
                                const Prediction& prediction) {
    FilmPrediction answer;
    answer.image = image;
    for (size_t i = 0; i < classes.size(); ++i)
        answer.probabilities.emplace_back(classes[i], double(prediction.probabilities[i]));
    answer.area.assign(prediction.area.begin(), prediction.area.end());
    answer.warnings = prediction.warnings;
    if (!prediction.heatmaps.empty())
        for (size_t i = 0; i < classes.size(); ++i) {
            const ClassMap& map = prediction.heatmaps[i];
            answer.heatmaps.emplace_back(classes[i], HeatmapValues{map.rows, map.columns, map.values});
        }
    return answer;
}

std::optional<TrainedOn> trainedOnAnswer(const TrainedOn* trained) {
    if (trained == nullptr)
        return std::nullopt;
    TrainedOn told = *trained;
    told.layout.clear();
    return told;
}

} // namespace roentgen::inference
