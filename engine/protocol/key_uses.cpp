#include "engine/protocol/key_uses.h"

#include "engine/protocol/architecture.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/sweep.h"

#include <algorithm>

namespace roentgen {

namespace {

using E = Experiment;

template <typename... Names>
bool isOneOf(const std::string& value, Names... names) {
    return ((value == names) || ...);
}

std::string normalizationOf(const E& e) {
    return resolvedNormalization(e.model.architecture, e.model.normalization);
}

std::vector<KeyUse> makeUses() {
    std::vector<KeyUse> uses;
    using Test = bool (*)(const E&);
    std::vector<std::string> deciding;
    const auto decide = [&](std::vector<std::string> keys) { deciding = std::move(keys); };
    const auto use = [&](const char* key, Test isRead) { uses.push_back({key, deciding, isRead}); };

    decide({"data.split"});
    use("data.split_file", [](const E& e) { return e.data.split == "file"; });
    // Official parts may lack a validation part, which is then drawn; they never lack a test part. A split file has
    // all.
    use("data.validation_fraction", [](const E& e) { return e.data.split != "file"; });
    use("data.test_fraction", [](const E& e) { return isOneOf(e.data.split, "auto", "fraction"); });

    decide({"pipeline.mode"});
    use("pipeline.records", [](const E& e) { return e.pipeline.mode == "records"; });
    for (const char* key : {"pipeline.decode_threads", "pipeline.interleave_files", "pipeline.prefetch_files",
                            "pipeline.fused_batching", "pipeline.prefetch_batches", "pipeline.cache_mb"})
        use(key, [](const E& e) { return e.pipeline.mode != "naive"; });

    decide({"augment.clahe_probability"});
    for (const char* key : {"augment.clahe_clip_limit", "augment.clahe_tiles"})
        use(key, [](const E& e) { return e.augment.claheProbability > 0; });
    decide({"augment.erase_probability"});
    for (const char* key : {"augment.erase_area", "augment.erase_fill"})
        use(key, [](const E& e) { return e.augment.eraseProbability > 0; });

    decide({"model.architecture"});
    use("model.normalization", [](const E& e) { return hasNormalization(e.model.architecture); });
    decide({"model.normalization", "model.architecture"});
    use("model.group_count", [](const E& e) { return normalizationOf(e) == "group"; });
    use("model.norm_momentum", [](const E& e) { return isOneOf(normalizationOf(e), "batch", "sync_batch"); });
    decide({"model.architecture"});
    use("model.head", [](const E& e) { return hasClassicHead(e.model.architecture); });
    decide({"model.weights"});
    use("model.freeze_trunk_epochs", [](const E& e) { return !e.model.weights.empty(); });

    decide({"training.optimizer"});
    use("training.momentum", [](const E& e) { return isOneOf(e.training.optimizer, "sgd", "lars"); });
    use("training.nesterov", [](const E& e) { return e.training.optimizer == "sgd"; });
    for (const char* key : {"training.beta1", "training.beta2"})
        use(key, [](const E& e) { return isOneOf(e.training.optimizer, "adam", "adamw", "lamb"); });
    use("training.rho", [](const E& e) { return isOneOf(e.training.optimizer, "adadelta", "rmsprop"); });
    use("training.epsilon", [](const E& e) { return !isOneOf(e.training.optimizer, "sgd", "lars"); });
    use("training.trust_coefficient", [](const E& e) { return e.training.optimizer == "lars"; });
    decide({"training.learning_rate_scaling"});
    use("training.base_batch", [](const E& e) { return e.training.learningRateScaling != "none"; });
    decide({"training.warmup_epochs"});
    use("training.warmup_start", [](const E& e) { return e.training.warmupEpochs > 0; });

    decide({"training.schedule"});
    for (const char* key : {"training.plateau_factor", "training.plateau_patience"})
        use(key, [](const E& e) { return e.training.schedule == "plateau"; });
    use("training.step_epochs", [](const E& e) { return e.training.schedule == "step"; });
    use("training.decay_from_epoch", [](const E& e) { return e.training.schedule == "exponential"; });
    use("training.decay_factor", [](const E& e) { return isOneOf(e.training.schedule, "step", "exponential"); });
    use("training.cosine_floor", [](const E& e) { return isOneOf(e.training.schedule, "cosine", "cosine_restarts"); });
    for (const char* key : {"training.restart_epochs", "training.restart_multiplier"})
        use(key, [](const E& e) { return e.training.schedule == "cosine_restarts"; });

    decide({"training.loss"});
    use("training.class_weights", [](const E& e) { return e.training.loss != "weighted_bce"; });
    for (const char* key : {"training.focal_gamma", "training.focal_alpha"})
        use(key, [](const E& e) { return e.training.loss == "focal"; });
    decide({"training.schedule"});
    use("training.snapshots", [](const E& e) { return e.training.schedule == "cosine_restarts"; });

    decide({"distributed.ranks"});
    use("distributed.bind", [](const E& e) { return e.distributed.ranks > 1; });
    decide({"distributed.wait_policy"});
    use("distributed.spin_ms", [](const E& e) { return e.distributed.waitPolicy == "auto"; });
    decide({"target.kind"});
    use("target.name", [](const E& e) { return e.target.kind != "local"; });
    return uses;
}

// With each value of the deciding keys that are varied, from the `next`-th on.
bool isReadByAny(const KeyUse& use, Experiment& experiment, size_t next) {
    if (next == use.decidedBy.size())
        return use.isRead(experiment);
    const ExperimentKey& key = *findExperimentKey(use.decidedBy[next]);
    const auto& axes = experiment.sweep.axes;
    const auto axis =
        std::find_if(axes.begin(), axes.end(), [&](const SweepAxis& one) { return one.key == key.path(); });
    if (axis == axes.end())
        return isReadByAny(use, experiment, next + 1);
    std::vector<KeyValue> values = axis->values;
    if (axis->range) // its ends: nothing is decided by a number in between
        values = {valueInRange(*axis, 0), valueInRange(*axis, 1)};
    return std::any_of(values.begin(), values.end(), [&](const KeyValue& value) {
        key.set(experiment, value);
        return isReadByAny(use, experiment, next + 1);
    });
}

} // namespace

const std::vector<KeyUse>& keyUses() {
    static const std::vector<KeyUse> uses = makeUses();
    return uses;
}

const KeyUse* findKeyUse(const std::string& path) {
    for (const KeyUse& use : keyUses())
        if (use.key == path)
            return &use;
    return nullptr;
}

bool isKeyRead(const Experiment& experiment, const std::string& path) {
    const KeyUse* const use = findKeyUse(path);
    if (!use)
        return true;
    Experiment tried = experiment;
    return isReadByAny(*use, tried, 0);
}

} // namespace roentgen
