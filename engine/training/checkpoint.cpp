#include "engine/training/checkpoint.h"

#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "engine/protocol/text_file.h"
#include "engine/training/agreement.h"

#include <ATen/CPUGeneratorImpl.h>
#include <nlohmann/json.hpp>

namespace roentgen::training {

namespace {

using nlohmann::json;
constexpr int formatVersion = 1;

std::string writeProgress(const Progress& p, const CheckpointTraits& traits, int64_t optimizerSteps) {
    const auto finite = [](double v) { return std::isfinite(v) ? json(v) : json(nullptr); };
    const json text = {{"format", formatVersion},
                       {"ranks", traits.ranks},
                       {"dataset_sha256", traits.datasetSha256},
                       {"epoch", p.epoch},
                       {"step_in_epoch", p.stepInEpoch},
                       {"step", p.step},
                       {"epoch_loss", p.epochLoss},
                       {"epoch_seconds", p.epochSeconds},
                       {"seconds", p.seconds},
                       {"rate_factor", p.rate.factor},
                       {"rate_best_loss", finite(p.rate.bestLoss)},
                       {"rate_bad_epochs", p.rate.badEpochs},
                       {"best_epoch", p.bestEpoch},
                       {"best_mean_auc", p.bestMeanAuc ? json(*p.bestMeanAuc) : json(nullptr)},
                       {"best_loss", finite(p.bestLoss)},
                       {"optimizer_steps", optimizerSteps}};
    return text.dump();
}

Result<Progress> readProgress(const std::string& text, const CheckpointTraits& traits, int64_t* optimizerSteps,
                              const std::string& where) {
    try {
        const json t = json::parse(text);
        if (t.at("format").get<int>() != formatVersion)
            return dataError("the checkpoint has another format", where, "resume it with the version that wrote it");
        if (t.at("ranks").get<int>() != traits.ranks)
            return usageError("the checkpoint was made with " + std::to_string(t.at("ranks").get<int>()) +
                                  " rank(s), not " + std::to_string(traits.ranks),
                              where, "resume with the same number of ranks");
        if (t.at("dataset_sha256").get<std::string>() != traits.datasetSha256)
            return dataError("the data set has changed since the checkpoint was written", where,
                             "put its images and labels back as they were, or start a new run");
        const double infinite = std::numeric_limits<double>::infinity();
        const auto number = [&](const char* key) { return t.at(key).is_null() ? infinite : t.at(key).get<double>(); };
        Progress p;
        p.epoch = t.at("epoch");
        p.stepInEpoch = t.at("step_in_epoch");
        p.step = t.at("step");
        p.epochLoss = t.at("epoch_loss");
        p.epochSeconds = t.at("epoch_seconds");
        p.seconds = t.at("seconds");
        p.rate = {t.at("rate_factor").get<double>(), number("rate_best_loss"), t.at("rate_bad_epochs").get<int64_t>()};
        p.bestEpoch = t.at("best_epoch");
        if (!t.at("best_mean_auc").is_null())
            p.bestMeanAuc = t.at("best_mean_auc").get<double>();
        p.bestLoss = number("best_loss");
        *optimizerSteps = t.at("optimizer_steps");
        return p;
    } catch (const json::exception&) {
        return dataError("the checkpoint's state cannot be read", where,
                         "it is damaged: start a new run (best.safetensors can be its model.weights)");
    }
}

models::NamedTensors sharedTensors(TrainStep& step) {
    models::NamedTensors tensors;
    for (const auto& item : step.model().named_parameters())
        tensors.emplace_back("model." + item.key(), item.value());
    for (const auto& [name, tensor] : step.optimizer().state())
        tensors.emplace_back("optimizer." + name, tensor);
    return tensors;
}

// Running statistics are each rank's own; so are random numbers.
models::NamedTensors ownTensors(TrainStep& step, const torch::Tensor& randomState) {
    models::NamedTensors tensors = {{"random", randomState}};
    for (const auto& item : step.model().named_buffers())
        tensors.emplace_back(item.key(), item.value());
    return tensors;
}

torch::Tensor randomState() {
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard<std::mutex> lock(generator.mutex());
    return generator.get_state();
}

std::string rankFile(int rank) {
    return "rank" + std::to_string(rank) + ".safetensors";
}

Status restoreShared(const std::string& bytes, TrainStep& step, const std::string& where, std::string* progress) {
    auto file = models::parseSafetensors(bytes, where);
    if (!file)
        return file.error();
    *progress = file->metadata["progress"];
    return models::copyTensors(*file, sharedTensors(step), "", where);
}

Status restoreOwn(const std::string& bytes, TrainStep& step, const std::string& where) {
    auto file = models::parseSafetensors(bytes, where);
    if (!file)
        return file.error();
    const torch::Tensor random = randomState();
    if (auto copied = models::copyTensors(*file, ownTensors(step, random), "", where); !copied)
        return copied;
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(random);
    return Done{};
}

// Rank 0 reads a file; every rank gets its bytes.
Result<std::string> readForAll(const std::string& path, distributed::Communicator& ranks) {
    std::string bytes;
    Status read = Done{};
    if (ranks.rank() == 0) {
        auto file = readTextFile(path);
        if (file)
            bytes = file.take();
        else
            read = dataError("the checkpoint is not complete: " + file.error().message, path,
                             "start a new run (best.safetensors can be its model.weights)");
    }
    if (auto agreed = agree(ranks, read); !agreed)
        return agreed.error();
    ranks.broadcast(bytes);
    return bytes;
}

} // namespace

Status writeCheckpoint(const RunFolder& run, TrainStep& step, const Progress& progress, const CheckpointTraits& traits,
                       distributed::Communicator& ranks) {
    const auto own = ranks.gather(models::encodeTensors({}, ownTensors(step, randomState())));
    Status written = Done{};
    if (ranks.rank() == 0)
        written = guarded([&]() -> Status {
            CheckpointFiles files;
            for (size_t rank = 0; rank < own.size(); ++rank)
                files[rankFile(int(rank))] = own[rank];
            files["state.safetensors"] = models::encodeTensors(
                {{"progress", writeProgress(progress, traits, step.optimizer().stepsTaken)}}, sharedTensors(step));
            return writeCheckpointFolder(run, files);
        });
    return agree(ranks, written);
}

Result<Progress> readCheckpoint(const RunFolder& run, TrainStep& step, const CheckpointTraits& traits,
                                distributed::Communicator& ranks) {
    const std::string where = run.checkpointFolder();
    auto shared = readForAll(where + "/state.safetensors", ranks);
    if (!shared)
        return shared.error();
    std::string text;
    if (auto restored = restoreShared(*shared, step, where + "/state.safetensors", &text); !restored)
        return restored.error();
    int64_t optimizerSteps = 0;
    auto progress = readProgress(text, traits, &optimizerSteps, where + "/state.safetensors");
    if (!progress)
        return progress.error();
    step.optimizer().stepsTaken = optimizerSteps;
    for (int rank = 0; rank < traits.ranks; ++rank) {
        auto own = readForAll(where + "/" + rankFile(rank), ranks);
        if (!own)
            return own.error();
        const Status restored =
            rank == ranks.rank() ? restoreOwn(*own, step, where + "/" + rankFile(rank)) : Status(Done{});
        if (auto agreed = agree(ranks, restored); !agreed)
            return agreed.error();
    }
    return progress;
}

} // namespace roentgen::training
