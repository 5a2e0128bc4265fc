#include "engine/inference/prediction_json.h"

#include <nlohmann/json.hpp>

namespace roentgen::inference {

nlohmann::ordered_json predictionToJson(const std::string& image, const std::vector<std::string>& classes,
                                        const Prediction& prediction) {
    using Json = nlohmann::ordered_json;
    Json json = {{"image", image}, {"probabilities", Json::object()}, {"area", prediction.area}};
    for (size_t i = 0; i < classes.size(); ++i)
        json["probabilities"][classes[i]] = prediction.probabilities[i];
    json["warnings"] = Json::array();
    for (const FilmWarning& warning : prediction.warnings)
        json["warnings"].push_back({{"code", warning.code},
                                    {"message", warning.message},
                                    {"found", warning.found},
                                    {"trained", warning.trained}});
    if (prediction.heatmaps.empty())
        return json;
    json["heatmaps"] = Json::object();
    for (size_t i = 0; i < classes.size(); ++i) {
        const ClassMap& map = prediction.heatmaps[i];
        json["heatmaps"][classes[i]] = {{"rows", map.rows}, {"columns", map.columns}, {"values", map.values}};
    }
    return json;
}

nlohmann::json trainedOnToJson(const TrainedOn* trained) {
    if (trained == nullptr)
        return nullptr;
    nlohmann::json json = toJson(*trained);
    json.erase("layout");
    return json;
}

} // namespace roentgen::inference
