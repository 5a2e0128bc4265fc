#include "engine/inference/prediction_service.h"

#include "engine/inference/prediction_json.h"
#include "engine/protocol/service_loop.h"

#include <algorithm>
#include <filesystem>
#include <list>
#include <nlohmann/json.hpp>

namespace roentgen::inference {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr size_t keptModels = 4;

// Models by their file as it is now: a run that goes on replaces its best weights.
class LoadedModels {
public:
    explicit LoadedModels(const PredictorOptions& options)
        : m_options(options) {}

    // The model of {weights} or {run}; with neither the last one.
    Result<const Predictor*> find(const json& request) {
        auto paths = weightsOf(request);
        if (!paths)
            return paths.error();
        fs::file_time_type written = fs::file_time_type::min();
        for (const std::string& path : *paths)
            if (std::error_code failure; fs::exists(path, failure))
                written = std::max(written, fs::last_write_time(path, failure));
        const auto known = std::find_if(m_models.begin(), m_models.end(), [&](const Model& model) {
            return model.paths == *paths && model.written == written;
        });
        if (known != m_models.end()) {
            m_models.splice(m_models.begin(), m_models, known);
            return &m_models.front().predictor;
        }
        auto predictor = Predictor::load(*paths, m_options);
        if (!predictor)
            return predictor.error();
        m_models.remove_if([&](const Model& model) { return model.paths == *paths; });
        m_models.push_front({*paths, written, predictor.take()});
        if (m_models.size() > keptModels)
            m_models.pop_back();
        return &m_models.front().predictor;
    }
    const std::vector<std::string>& newestPaths() const { return m_models.front().paths; }

private:
    struct Model {
        std::vector<std::string> paths; // several: an ensemble
        fs::file_time_type written;     // the newest of them
        Predictor predictor;
    };

    Result<std::vector<std::string>> weightsOf(const json& request) const {
        if (request.contains("weights"))
            return std::vector<std::string>{request.at("weights").get<std::string>()};
        if (request.contains("run") && request.value("ensemble", false))
            return snapshotsOfRun(request.at("run").get<std::string>());
        if (request.contains("run")) {
            auto one = weightsOfRun(request.at("run").get<std::string>());
            if (!one)
                return one.error();
            return std::vector<std::string>{one.take()};
        }
        if (m_models.empty())
            return usageError("No model is loaded", "classify", "name weights or a run");
        return newestPaths();
    }

    PredictorOptions m_options;
    std::list<Model> m_models; // the last used first
};

Result<json> load(LoadedModels& models, const json& request) {
    const auto model = models.find(request);
    if (!model)
        return model.error();
    return json{{"weights", models.newestPaths().front()}, {"members", models.newestPaths().size()},
                {"classes", (*model)->classes()},          {"architecture", (*model)->architecture()},
                {"image_size", (*model)->imageSize()},     {"trained_on", trainedOnToJson((*model)->trainedOn())}};
}

Result<json> classify(LoadedModels& models, const json& request) {
    const std::string path = request.at("path").get<std::string>();
    const auto model = models.find(request);
    if (!model)
        return model.error();
    auto film = (*model)->prepare(path);
    if (!film)
        return film.error();
    auto warnings = (*model)->warningsOf(*film);
    std::vector<pipeline::PreparedImage> films;
    films.push_back(film.take());
    auto predictions =
        (*model)->classify(films, request.value("heatmaps", false) ? Heatmaps::AllClasses : Heatmaps::None);
    if (!predictions)
        return predictions.error();
    predictions->front().warnings = std::move(warnings);
    json answer = predictionToJson(path, (*model)->classes(), predictions->front());
    answer["classes"] = (*model)->classes();
    return answer;
}

} // namespace

int servePredictions(const PredictorOptions& options) {
    LoadedModels models(options);
    ServiceLoop loop;
    loop.on("load", [&](const json& request, ServiceWork&) { return load(models, request); });
    loop.on("classify", [&](const json& request, ServiceWork&) { return classify(models, request); });
    return loop.run();
}

} // namespace roentgen::inference
