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
    struct Member {
        models::LoadedClassifier loaded;
        std::string path;
    };
    std::vector<Member> members; // at least one
    models::Precision precision = models::Precision::Fp32;
    int threads = 0;

    const models::ModelDescription& description() const { return members.front().loaded.description; }
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

// The centre crops, pixels in 0…1: [N,1,H,W].
torch::Tensor cropsOf(const std::vector<pipeline::PreparedImage>& films, const models::ModelDescription& model) {
    const int64_t size = model.imageSize;
    torch::Tensor grey = torch::empty({int64_t(films.size()), 1, size, size});
    const auto placement = pipeline::centerPlacement(model.imageSize, model.storedSize);
    const auto greys = pipeline::greyTable({}, 0, 1);
    for (size_t i = 0; i < films.size(); ++i)
        pipeline::placePixels(films[i].pixels.data(), model.storedSize, placement, model.imageSize, greys,
                              grey.data_ptr<float>() + int64_t(i) * size * size);
    return grey;
}

// The same as a model wants it: [N,channels,H,W] normalised, channels-last.
torch::Tensor inputOf(const torch::Tensor& crops, const models::ModelDescription& model) {
    const auto perChannel = [&](const std::vector<float>& values) {
        return torch::tensor(values).view({1, int64_t(values.size()), 1, 1});
    };
    return models::channelsLast(
        ((crops - perChannel(model.mean)) / perChannel(model.deviation)).expand({-1, model.channels, -1, -1}));
}

Result<models::LoadedClassifier> loadMember(const std::string& path) {
    try {
        auto loaded = models::loadClassifier(path);
        if (!loaded)
            return loaded.error();
        loaded->model->eval();
        for (torch::Tensor& parameter : loaded->model->parameters())
            parameter.set_requires_grad(false);
        models::layOutChannelsLast(*loaded->model);
        loaded->model->weightsAreFinal();
        return loaded;
    } catch (const c10::Error& error) {
        return dataError(error.what_without_backtrace(), path, "use weights that Roentgen wrote");
    }
}

bool answerTogether(const models::ModelDescription& a, const models::ModelDescription& b) {
    return a.classes == b.classes && a.imageSize == b.imageSize && a.storedSize == b.storedSize && a.resize == b.resize;
}

} // namespace

Predictor::Predictor(std::unique_ptr<State> state)
    : m_state(std::move(state)) {}
Predictor::Predictor(Predictor&&) noexcept = default;
Predictor& Predictor::operator=(Predictor&&) noexcept = default;
Predictor::~Predictor() = default;

Result<Predictor> Predictor::load(const std::string& weightsPath, const PredictorOptions& options) {
    return load(std::vector<std::string>{weightsPath}, options);
}

Result<Predictor> Predictor::load(const std::vector<std::string>& weightsPaths, const PredictorOptions& options) {
    auto state = std::make_unique<State>();
    for (const std::string& path : weightsPaths) {
        auto loaded = loadMember(path);
        if (!loaded)
            return loaded.error();
        if (!state->members.empty() && !answerTogether(state->description(), loaded->description))
            return dataError("these weights are of other classes or another image size than " +
                                 state->members.front().path,
                             path, "average weights of one experiment only");
        state->members.push_back({loaded.take(), path});
    }
    if (state->members.empty())
        return usageError("no weights are named", "", "name at least one weights file");
    state->threads = options.threads;
    state->precision = models::choosePrecision(options.precision, torch::kCPU);
    return Predictor(std::move(state));
}

const std::vector<std::string>& Predictor::classes() const {
    return m_state->description().classes;
}
const std::string& Predictor::architecture() const {
    return m_state->description().architecture;
}
int Predictor::imageSize() const {
    return m_state->description().imageSize;
}

const TrainedOn* Predictor::trainedOn() const {
    const auto& trained = m_state->description().trainedOn;
    return trained ? &*trained : nullptr;
}

size_t Predictor::members() const {
    return m_state->members.size();
}

Result<pipeline::PreparedImage> Predictor::prepare(const std::string& imagePath) const {
    const auto& model = m_state->description();
    return pipeline::prepareFilm(imagePath, model.storedSize, model.resize == "pad");
}

std::vector<FilmWarning> Predictor::warningsOf(const pipeline::PreparedImage& film) const {
    const TrainedOn* const trained = trainedOn();
    return trained == nullptr ? std::vector<FilmWarning>()
                              : checkFilm(*trained, imageSize(), film.tags,
                                          pipeline::lookOf(film.pixels.data(), m_state->description().storedSize));
}

Result<std::vector<Prediction>> Predictor::classify(const std::vector<pipeline::PreparedImage>& films,
                                                    Heatmaps heatmaps) const {
    std::vector<Prediction> predictions(films.size());
    if (films.empty())
        return predictions;
    const auto& model = m_state->description();
    models::setComputeThreads(m_state->threads > 0 ? m_state->threads : usableCores());
    try {
        const torch::InferenceMode inference;
        const torch::Tensor crops = cropsOf(films, model);
        torch::Tensor probabilities, maps;
        for (const auto& [member, path] : m_state->members) {
            torch::Tensor features;
            {
                const models::AutocastScope autocast(m_state->precision, torch::kCPU);
                features = member.model->features(inputOf(crops, member.description));
            }
            const torch::Tensor answer =
                models::probabilities(member.description, member.model->logits(features).to(torch::kFloat));
            if (!torch::isfinite(answer).all().item<bool>())
                return dataError("The weights give probabilities that are not numbers", path,
                                 "take weights of an earlier epoch, or train with a lower learning rate");
            probabilities = probabilities.defined() ? probabilities + answer : answer;
            if (heatmaps == Heatmaps::AllClasses) {
                const torch::Tensor map = member.model->classMaps(features);
                maps = maps.defined() ? maps + map : map;
            }
        }
        const double count = double(m_state->members.size());
        probabilities = (count > 1 ? probabilities / count : probabilities).contiguous();
        if (maps.defined() && count > 1)
            maps = maps / count;
        for (size_t i = 0; i < films.size(); ++i) {
            const float* row = probabilities.data_ptr<float>() + i * classes().size();
            predictions[i].probabilities.assign(row, row + classes().size());
            predictions[i].area = pipeline::centerCropArea(films[i].filmRows, films[i].filmColumns, model.imageSize,
                                                           model.storedSize, model.resize == "pad");
            if (heatmaps == Heatmaps::AllClasses)
                predictions[i].heatmaps = mapsOf(maps[int64_t(i)]);
        }
    } catch (const c10::Error& error) {
        return Error{ErrorCode::Internal, error.what_without_backtrace(), m_state->members.front().path, {}};
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

Result<std::vector<std::string>> snapshotsOfRun(const std::string& runFolder) {
    std::error_code failure;
    if (!std::filesystem::is_directory(runFolder, failure))
        return dataError("There is no such run folder", runFolder, "give the folder of a run");
    auto snapshots = listSnapshots(RunFolder{runFolder});
    if (snapshots.empty())
        return dataError("The run has no snapshots", runFolder,
                         "train with training.snapshots above 0 and training.schedule = \"cosine_restarts\"");
    return snapshots;
}

} // namespace roentgen::inference
