// What the table of key uses calls unread changes nothing, or is refused; what it calls read does something. Walked
// from the table, over every choice of the keys that decide, so that an entry that nobody thought of here fails.
#include "tests/training/choice_effects.h"

#include "engine/models/initial_weights.h"
#include "engine/models/model_description.h"
#include "engine/models/normalization.h"
#include "engine/pipeline/batch_loader.h"
#include "engine/protocol/key_uses.h"
#include "engine/protocol/key_values.h"

#include <QtTest>
#include <set>
#include <sstream>

using namespace roentgen;
using namespace roentgen::tests;

namespace {

// A key's two values, and what tells them apart where the key is read.
struct Trial {
    std::function<Effect(const Experiment&)> effect;
    std::string one, other;
    std::vector<std::string> beside = {};
};

Effect loaderText(const Experiment& e) {
    const auto o = pipeline::loaderOptions(e, true, 0, 1);
    std::ostringstream text;
    text << o.decodeThreads << ' ' << o.prefetchBatches << ' ' << o.interleaveFiles << o.prefetchFiles
         << o.fusedBatching << ' ' << o.cacheBytes;
    return text.str();
}

// The running statistics after a batch.
Effect statistics(const Experiment& e) {
    torch::manual_seed(7);
    const auto model = models::makeClassifier(models::describeModel(e, {"Mass", "Nodule"}));
    if (!model)
        return model.error();
    models::setNormMomentum(**model, e.model.normMomentum);
    torch::NoGradGuard noGrad;
    (*model)->train();
    (*model)->forward(torch::randn({2, 1, 32, 32}));
    double sum = 0;
    for (const auto& buffer : (*model)->buffers())
        sum += buffer.to(torch::kDouble).abs().sum().item<double>();
    return std::to_string(sum);
}

// Of a key whose value would be refused where it is unread: what is taken.
std::function<Effect(const Experiment&)> takenValue(const char* path) {
    const ExperimentKey* const key = findExperimentKey(path);
    return [key](const Experiment& e) -> Effect { return formatKeyValue(key->get(e)); };
}

// Values of a deciding key, the architectures by one of each topology.
std::vector<std::string> valuesOf(const ExperimentKey& key) {
    static const std::map<std::string, std::vector<std::string>> chosen = {
        {"augment.clahe_probability", {"0", "1"}},
        {"augment.erase_probability", {"0", "1"}},
        {"training.warmup_epochs", {"0", "2"}},
        {"model.weights", {"", "imagenet"}},
        {"distributed.ranks", {"1", "2"}},
        {"model.architecture", {"densenet121", "resnet18", "vgg16", "vgg16_bn"}}};
    const auto found = chosen.find(key.path());
    return found == chosen.end() ? key.choices : found->second;
}

} // namespace

class UnreadKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_effects.prepare()); }
    void theTableIsTrue_data();
    void theTableIsTrue();

private:
    std::map<std::string, Trial> trials();
    std::string outcome(const Trial& trial, Experiment e, const ExperimentKey& key, const std::string& value) const;

    ChoiceEffects m_effects;
};

std::map<std::string, Trial> UnreadKeysTest::trials() {
    auto proofs = m_effects.proofs();
    const auto of = [&](const char* path) { return proofs.at(path).effect; };
    const auto optimizer = of("training.optimizer"), rates = of("training.schedule"), loss = of("training.loss"),
               splits = of("data.split"), batch = of("augment.erase_fill"), model = of("model.architecture"),
               command = of("distributed.bind");
    const std::string records = proofs.at("pipeline.mode").beside.front(); // pipeline.records=…
    const std::vector<std::string> schedule = {"training.step_epochs=2", "training.restart_epochs=3",
                                               "training.decay_from_epoch=1"};
    const std::vector<std::string> fractions = {"data.validation_fraction=0.1", "data.test_fraction=0.1"};
    return {
        {"data.split_file", {splits, m_effects.experiment().data.splitFile, "nowhere.csv"}},
        {"data.validation_fraction", {splits, "0.1", "0.5", fractions}},
        {"data.test_fraction", {splits, "0.1", "0.5", fractions}},
        {"pipeline.records", {of("pipeline.mode"), records.substr(records.find('=') + 1), "nowhere"}},
        {"pipeline.decode_threads", {loaderText, "1", "3"}},
        {"pipeline.interleave_files", {loaderText, "true", "false"}},
        {"pipeline.prefetch_files", {loaderText, "true", "false"}},
        {"pipeline.fused_batching", {loaderText, "true", "false"}},
        {"pipeline.prefetch_batches", {loaderText, "2", "4"}},
        {"pipeline.cache_mb", {loaderText, "4", "8"}},
        {"augment.clahe_clip_limit", {batch, "1", "40"}},
        {"augment.clahe_tiles", {batch, "2", "8"}},
        {"augment.erase_area", {batch, "0.02", "0.8"}},
        {"augment.erase_fill", {batch, "random", "mean"}},
        {"model.normalization", {model, "auto", "group"}},
        {"model.group_count", {model, "32", "16"}},
        {"model.norm_momentum", {statistics, "0.1", "0.5"}},
        {"model.head", {model, "pooled", "classic"}},
        {"model.freeze_trunk_epochs", {takenValue("model.freeze_trunk_epochs"), "0", "1"}},
        {"training.momentum", {optimizer, "0.5", "0.9"}},
        {"training.nesterov", {optimizer, "false", "true"}},
        {"training.beta1", {optimizer, "0.5", "0.9"}},
        {"training.beta2", {optimizer, "0.5", "0.9"}},
        {"training.rho", {optimizer, "0.5", "0.9"}},
        {"training.epsilon", {optimizer, "0.001", "0.1"}},
        {"training.trust_coefficient", {optimizer, "0.001", "0.1"}},
        {"training.base_batch", {rates, "16", "64"}},
        {"training.warmup_start", {rates, "0", "0.5"}},
        {"training.plateau_factor", {rates, "0.1", "0.5", schedule}},
        {"training.plateau_patience", {rates, "1", "2", schedule}},
        {"training.step_epochs", {rates, "2", "3", schedule}},
        {"training.decay_from_epoch", {rates, "1", "2", schedule}},
        {"training.decay_factor", {rates, "0.1", "0.5", schedule}},
        {"training.cosine_floor", {rates, "0", "0.5", schedule}},
        {"training.restart_epochs", {rates, "2", "3", schedule}},
        {"training.restart_multiplier", {rates, "1", "2", schedule}},
        {"training.class_weights", {loss, "", "Mass=3"}},
        {"training.focal_gamma", {loss, "1", "2"}},
        {"training.focal_alpha", {loss, "0.25", "0.75"}},
        {"training.snapshots", {takenValue("training.snapshots"), "0", "1", schedule}},
        {"distributed.bind", {command, "core", "none", {"distributed.threads_per_rank=2"}}},
        {"distributed.spin_ms", {command, "0", "5"}},
    };
}

// What the run would be, or that it is refused.
std::string UnreadKeysTest::outcome(const Trial& trial, Experiment e, const ExperimentKey& key,
                                    const std::string& value) const {
    const Status set = applyOverride(e, key.path() + "=" + value);
    const Status fits = set ? checkExperiment(e) : set;
    const Effect effect = fits ? trial.effect(e) : Effect(fits.error());
    return effect ? *effect : "refused: " + effect.error().toLine();
}

void UnreadKeysTest::theTableIsTrue_data() {
    QTest::addColumn<QString>("path");
    for (const KeyUse& use : keyUses())
        if (use.key != "target.name") // nothing but roentgen-run's verbs reads it
            QTest::newRow(use.key.c_str()) << QString::fromStdString(use.key);
}

void UnreadKeysTest::theTableIsTrue() {
    QFETCH(QString, path);
    const auto all = trials();
    const auto found = all.find(path.toStdString());
    QVERIFY2(found != all.end(), "nothing proves when this key is read");
    const Trial& trial = found->second;
    const KeyUse& use = *findKeyUse(path.toStdString());
    const ExperimentKey& key = *findExperimentKey(use.key);
    int read = 0, unread = 0;
    for (const std::string& decider : use.decidedBy)
        for (const std::string& value : valuesOf(*findExperimentKey(decider))) {
            Experiment e = m_effects.experiment();
            for (const std::string& assignment : trial.beside)
                QVERIFY2(bool(applyOverride(e, assignment)), assignment.c_str());
            QVERIFY2(bool(applyOverride(e, decider + "=" + value)), value.c_str());
            const std::string one = outcome(trial, e, key, trial.one), other = outcome(trial, e, key, trial.other);
            const std::string says = decider + " = " + value + ": " + one.substr(0, 200) + " / " + other.substr(0, 200);
            if (isKeyRead(e, use.key)) {
                ++read;
                QVERIFY2(one != other, says.c_str());
            } else {
                ++unread;
                QVERIFY2(one == other || one.rfind("refused", 0) == 0 || other.rfind("refused", 0) == 0, says.c_str());
            }
        }
    QVERIFY(read > 0 && unread > 0);
}

QTEST_GUILESS_MAIN(UnreadKeysTest)
#include "unread_keys_test.moc"
