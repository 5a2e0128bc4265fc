#include "engine/inference/prediction_service.h"

#include "engine/inference/prediction_answer.h"
#include "engine/protocol/service_loop.h"

#include <algorithm>
#include <filesystem>
#include <list>

namespace roentgen::inference {

namespace {

namespace fs = std::filesystem;

constexpr size_t keptModels = 4;

// Models by their file as it is now: a run that goes on replaces its best weights.
class LoadedModels {
public:
    explicit LoadedModels(const PredictorOptions& options)
        : m_options(options) {}

    // With neither weights nor run the last one.
    Result<const Predictor*> find(const ModelChoice& choice) {
        auto paths = weightsOf(choice);
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

    Result<std::vector<std::string>> weightsOf(const ModelChoice& choice) const {
        if (!choice.weights.empty())
            return std::vector<std::string>{choice.weights};
        if (!choice.run.empty() && choice.ensemble)
            return snapshotsOfRun(choice.run);
        if (!choice.run.empty()) {
            auto one = weightsOfRun(choice.run);
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

Result<LoadAnswer> load(LoadedModels& models, const LoadRequest& request) {
    const auto model = models.find(request.model);
    if (!model)
        return model.error();
    const Predictor& predictor = **model;
    return LoadAnswer{models.newestPaths().front(), int64_t(models.newestPaths().size()),
                      predictor.classes(),          predictor.architecture(),
                      predictor.imageSize(),        trainedOnAnswer(predictor.trainedOn())};
}

Result<ClassifyAnswer> classify(LoadedModels& models, const ClassifyRequest& request) {
    const auto model = models.find(request.model);
    if (!model)
        return model.error();
    auto film = (*model)->prepare(request.path);
    if (!film)
        return film.error();
    auto warnings = (*model)->warningsOf(*film);
    std::vector<pipeline::PreparedImage> films;
    films.push_back(film.take());
    auto predictions = (*model)->classify(films, request.heatmaps ? Heatmaps::AllClasses : Heatmaps::None);
    if (!predictions)
        return predictions.error();
    predictions->front().warnings = std::move(warnings);
    return ClassifyAnswer{predictionAnswer(request.path, (*model)->classes(), predictions->front()),
                          (*model)->classes()};
}

} // namespace

int servePredictions(const PredictorOptions& options) {
    LoadedModels models(options);
    ServiceLoop loop;
    loop.on<LoadRequest>([&](const LoadRequest& request, ServiceWork&) { return load(models, request); });
    loop.on<ClassifyRequest>([&](const ClassifyRequest& request, ServiceWork&) { return classify(models, request); });
    return loop.run();
}

} // namespace roentgen::inference
