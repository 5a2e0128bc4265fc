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

json writeGuard(const GuardState& g) {
    return {{"mean_loss", g.meanLoss},  {"mean_norm", g.meanNorm}, {"steps", g.steps},
            {"rollbacks", g.rollbacks}, {"halvings", g.halvings},  {"skipped", g.skipped}};
}

GuardState readGuard(const json& t) {
    return {t.at("mean_loss"), t.at("mean_norm"), t.at("steps"), t.at("rollbacks"), t.at("halvings"), t.at("skipped")};
}

// Steps that these count for themselves.
struct Counts {
    int64_t optimizer = 0, average = 0;
};
Counts countsOf(TrainStep& step) {
    return {step.optimizer().stepsTaken, step.average() ? step.average()->updates : 0};
}

std::string writeProgress(const Progress& p, const CheckpointTraits& traits, const Counts& counts) {
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
                       {"writing_seconds", p.writingSeconds},
                       {"rate_factor", p.rate.factor},
                       {"rate_best_loss", finite(p.rate.bestLoss)},
                       {"rate_bad_epochs", p.rate.badEpochs},
                       {"best_epoch", p.bestEpoch},
                       {"best_" + traits.headline, p.best ? json(*p.best) : json(nullptr)},
                       {"best_loss", finite(p.bestLoss)},
                       {"optimizer_steps", counts.optimizer},
                       {"average_updates", counts.average},
                       {"epoch_losses", p.epochLosses},
                       {"part_in_step", p.partInStep},
                       {"snapshots", p.snapshots},
                       {"guard", writeGuard(p.guard)}};
    return text.dump();
}

Result<Progress> readProgress(const std::string& text, const CheckpointTraits& traits, Counts* counts,
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
            return dataError(
                "the data set has changed since the checkpoint was written", where,
                "put its images and labels back as they were, or start a new run; where nothing was changed, an "
                "earlier version told patients by other rules: resume it with the version that wrote it");
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
        if (const auto& best = t.at("best_" + traits.headline); !best.is_null())
            p.best = best.get<double>();
        p.bestLoss = number("best_loss");
        counts->optimizer = t.at("optimizer_steps");
        // Version 0.1.0 did not write these.
        counts->average = t.value("average_updates", int64_t(0));
        p.writingSeconds = t.value("writing_seconds", 0.0);
        p.epochLosses = t.value("epoch_losses", p.stepInEpoch);
        p.partInStep = t.value("part_in_step", int64_t(0));
        p.snapshots = t.value("snapshots", int64_t(0));
        if (t.contains("guard"))
            p.guard = readGuard(t.at("guard"));
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
    if (step.average())
        for (const auto& one : step.average()->weights())
            tensors.push_back(one);
    return tensors;
}

// Running statistics are each rank's own; so are random numbers, and the gradient of a step under way.
models::NamedTensors ownTensors(TrainStep& step, const torch::Tensor& randomState, const torch::Tensor& sums) {
    models::NamedTensors tensors = {{"random", randomState}};
    for (const auto& item : step.model().named_buffers())
        tensors.emplace_back(item.key(), item.value());
    if (step.average())
        for (const auto& one : step.average()->statistics())
            tensors.push_back(one);
    if (sums.defined()) {
        tensors.emplace_back("partial.sums", sums);
        tensors.emplace_back("partial.gradients", step.gradients());
    }
    return tensors;
}

torch::Tensor sumsTensor(const TrainStep& step) {
    return torch::tensor({step.sums().loss, step.sums().known}, torch::kDouble);
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

Status restoreOwn(const std::string& bytes, TrainStep& step, bool inStep, const std::string& where) {
    auto file = models::parseSafetensors(bytes, where);
    if (!file)
        return file.error();
    const torch::Tensor random = randomState();
    const torch::Tensor sums = inStep ? sumsTensor(step) : torch::Tensor();
    if (auto copied = models::copyTensors(*file, ownTensors(step, random, sums), "", where); !copied)
        return copied;
    if (inStep)
        step.setSums({sums[0].item<double>(), sums[1].item<double>()});
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
    const torch::Tensor sums = progress.partInStep > 0 ? sumsTensor(step) : torch::Tensor();
    const auto own = ranks.gather(models::encodeTensors({}, ownTensors(step, randomState(), sums)));
    Status written = Done{};
    if (ranks.rank() == 0)
        written = guarded([&]() -> Status {
            CheckpointFiles files;
            for (size_t rank = 0; rank < own.size(); ++rank)
                files[rankFile(int(rank))] = own[rank];
            files["state.safetensors"] = models::encodeTensors(
                {{"progress", writeProgress(progress, traits, countsOf(step))}}, sharedTensors(step));
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
    Counts counts;
    auto progress = readProgress(text, traits, &counts, where + "/state.safetensors");
    if (!progress)
        return progress.error();
    step.abandon();
    step.optimizer().stepsTaken = counts.optimizer;
    if (step.average())
        step.average()->updates = counts.average;
    for (int rank = 0; rank < traits.ranks; ++rank) {
        auto own = readForAll(where + "/" + rankFile(rank), ranks);
        if (!own)
            return own.error();
        const Status restored = rank == ranks.rank()
                                    ? restoreOwn(*own, step, progress->partInStep > 0, where + "/" + rankFile(rank))
                                    : Status(Done{});
        if (auto agreed = agree(ranks, restored); !agreed)
            return agreed.error();
    }
    return progress;
}

} // namespace roentgen::training
