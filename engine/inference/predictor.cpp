#include "engine/inference/predictor.h"

#include "engine/models/classifier.h"
#include "engine/models/memory_layout.h"
#include "engine/models/model_description.h"
#include "engine/models/precision.h"
#include "engine/models/torch_headers.h"
#include "engine/pipeline/augmentation.h"
#include "engine/protocol/run_folder.h"

#include <cmath>
#include <filesystem>
#include <sched.h>

namespace roentgen::inference {

struct Predictor::State {
    models::LoadedClassifier loaded;
    std::string path;
    models::Precision precision = models::Precision::Fp32;
    int threads = 0;

    torch::Tensor input(const std::vector<pipeline::PreparedImage>& films) const;
};

namespace {

int usableCores() {
    cpu_set_t cores;
    return sched_getaffinity(0, sizeof cores, &cores) == 0 ? std::max(1, CPU_COUNT(&cores)) : 1;
}

std::vector<ClassMap> mapsOf(const torch::Tensor& maps) { // [classes,h,w]
    std::vector<ClassMap> result(size_t(maps.size(0)));
    for (size_t i = 0; i < result.size(); ++i) {
        const torch::Tensor one = maps[int64_t(i)].to(torch::kFloat).contiguous();
        result[i].rows = int(one.size(0));
        result[i].columns = int(one.size(1));
        result[i].values.assign(one.data_ptr<float>(), one.data_ptr<float>() + one.numel());
    }
    return result;
}

bool allFinite(const std::vector<float>& values) {
    return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

} // namespace

// The centre crops, normalised: [N,channels,H,W] channels-last.
torch::Tensor Predictor::State::input(const std::vector<pipeline::PreparedImage>& films) const {
    const models::ModelDescription& model = loaded.description;
    const int64_t size = model.imageSize;
    torch::Tensor grey = torch::empty({int64_t(films.size()), 1, size, size});
    const auto placement = pipeline::centerPlacement(model.imageSize, model.storedSize);
    const auto greys = pipeline::greyTable({}, 0, 1);
    for (size_t i = 0; i < films.size(); ++i)
        pipeline::placePixels(films[i].pixels.data(), model.storedSize, placement, model.imageSize, greys,
                              grey.data_ptr<float>() + int64_t(i) * size * size);
    const auto perChannel = [&](const std::vector<float>& values) {
        return torch::tensor(values).view({1, int64_t(values.size()), 1, 1});
    };
    return models::channelsLast(
        ((grey - perChannel(model.mean)) / perChannel(model.deviation)).expand({-1, model.channels, -1, -1}));
}

Predictor::Predictor(std::unique_ptr<State> state)
    : m_state(std::move(state)) {}
Predictor::Predictor(Predictor&&) noexcept = default;
Predictor& Predictor::operator=(Predictor&&) noexcept = default;
Predictor::~Predictor() = default;

Result<Predictor> Predictor::load(const std::string& weightsPath, const PredictorOptions& options) {
    auto state = std::make_unique<State>();
    try {
        auto loaded = models::loadClassifier(weightsPath);
        if (!loaded)
            return loaded.error();
        state->loaded = loaded.take();
        state->loaded.model->eval();
        for (torch::Tensor& parameter : state->loaded.model->parameters())
            parameter.set_requires_grad(false);
        models::layOutChannelsLast(*state->loaded.model);
    } catch (const c10::Error& error) {
        return dataError(error.what_without_backtrace(), weightsPath, "use weights that Roentgen wrote");
    }
    state->path = weightsPath;
    state->threads = options.threads;
    state->precision = models::choosePrecision(options.precision, torch::kCPU);
    return Predictor(std::move(state));
}

const std::vector<std::string>& Predictor::classes() const {
    return m_state->loaded.description.classes;
}
const std::string& Predictor::architecture() const {
    return m_state->loaded.description.architecture;
}
int Predictor::imageSize() const {
    return m_state->loaded.description.imageSize;
}

Result<pipeline::PreparedImage> Predictor::prepare(const std::string& imagePath) const {
    const auto& model = m_state->loaded.description;
    return pipeline::prepareFilm(imagePath, model.storedSize, model.resize == "pad");
}

Result<std::vector<Prediction>> Predictor::classify(const std::vector<pipeline::PreparedImage>& films,
                                                    Heatmaps heatmaps) const {
    std::vector<Prediction> predictions(films.size());
    if (films.empty())
        return predictions;
    const auto& model = m_state->loaded.description;
    models::setComputeThreads(m_state->threads > 0 ? m_state->threads : films.size() == 1 ? 1 : usableCores());
    try {
        const torch::InferenceMode inference;
        const torch::Tensor input = m_state->input(films);
        torch::Tensor features;
        {
            const models::AutocastScope autocast(m_state->precision, torch::kCPU);
            features = m_state->loaded.model->features(input);
        }
        const torch::Tensor probabilities =
            models::probabilities(model, m_state->loaded.model->logits(features).to(torch::kFloat)).contiguous();
        torch::Tensor maps;
        if (heatmaps == Heatmaps::AllClasses)
            maps = m_state->loaded.model->classMaps(features);
        for (size_t i = 0; i < films.size(); ++i) {
            const float* row = probabilities.data_ptr<float>() + i * classes().size();
            predictions[i].probabilities.assign(row, row + classes().size());
            if (!allFinite(predictions[i].probabilities))
                return dataError("The weights give probabilities that are not numbers", m_state->path,
                                 "take weights of an earlier epoch, or train with a lower learning rate");
            predictions[i].area = pipeline::centerCropArea(films[i].filmRows, films[i].filmColumns, model.imageSize,
                                                           model.storedSize, model.resize == "pad");
            if (heatmaps == Heatmaps::AllClasses)
                predictions[i].heatmaps = mapsOf(maps[int64_t(i)]);
        }
    } catch (const c10::Error& error) {
        return Error{ErrorCode::Internal, error.what_without_backtrace(), m_state->path, {}};
    }
    return predictions;
}

Result<std::string> weightsOfRun(const std::string& runFolder) {
    const RunFolder run{runFolder};
    std::error_code failure;
    if (!std::filesystem::is_directory(runFolder, failure))
        return dataError("There is no such run folder", runFolder, "give the folder of a run");
    for (const std::string& path : {run.bestWeights(), run.lastWeights()})
        if (std::filesystem::exists(path, failure))
            return path;
    return dataError("The run has no weights yet", runFolder, "wait for the end of its first epoch");
}

} // namespace roentgen::inference
