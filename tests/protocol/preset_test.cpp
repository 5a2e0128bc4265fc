// Every preset, value by value, beside what its paper gives; what a preset adds is named as ours.
#include "engine/protocol/experiment.h"
#include "engine/protocol/experiment_presets.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/preset_texts.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/sweep_text.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <thread>

using namespace roentgen;

namespace {

// What the paper gives: a key's value, or what it takes in turn, as formatSweepAxis() writes it.
using Given = std::map<std::string, std::string>;

Given with(Given some, const Given& more) {
    some.insert(more.begin(), more.end());
    return some;
}

const Given batchStudyRate = {{"training.optimizer", "adam"},
                              {"training.learning_rate", "0.0005"}, // at batch 8, doubled with every doubling
                              {"training.learning_rate_scaling", "linear"},
                              {"training.base_batch", "8"}};
// Keras's momentum of 0.99 keeps what is here 1 - 0.01.
const Given wilson =
    with(batchStudyRate,
         {{"model.architecture", "densenet121"}, {"model.weights", "imagenet"}, {"model.norm_momentum", "0.01"}});

// Wilson et al.; Vasudev et al.; CheXNet (Rajpurkar et al. 2017), section 3.2.
const std::map<std::string, Given> papers = {
    {"chexnet",
     {{"model.architecture", "densenet121"},
      {"model.weights", "imagenet"},
      {"training.local_batch", "16"},
      {"training.optimizer", "adam"},
      {"training.learning_rate", "0.001"},
      {"training.schedule", "plateau"},
      {"training.plateau_factor", "0.1"},
      {"training.plateau_patience", "0"},
      {"training.loss", "bce"}}},
    {"batch-size", with(wilson, {{"distributed.ranks", "1"}, {"training.local_batch", "8, 16, 32, 64, 128, 256"}})},
    {"threads", with(wilson, {{"experiment.repeats", "5"},
                              {"distributed.ranks", "1"},
                              {"distributed.thread_binding", "close"}, // KMP_AFFINITY=granularity=fine,compact,1,0
                              {"distributed.spin_ms", "1"},            // KMP_BLOCKTIME=1
                              {"distributed.threads_per_rank", "2, 4, 8, 16, 32, 40"},
                              {"training.local_batch", "8, 16, 32, 64, 128, 256"}})},
    {"strong-scaling", with(wilson, {{"training.epochs", "10"},
                                     {"distributed.ranks_per_host", "2"},
                                     {"distributed.threads_per_rank", "20"},
                                     {"distributed.thread_binding", "close"},
                                     {"distributed.spin_ms", "1"},
                                     // of the single process no batch is given: training.local_batch is ours
                                     {"distributed.ranks", "1, 8, 16, 32, 64, 128, 2, 4, 8, 16, 32"}})},
    {"large-batch-optimizers",
     {{"model.architecture", "densenet121"},
      {"model.weights", "imagenet"},
      {"model.norm_momentum", "0.01"},
      {"training.rho", "0.95"},
      {"training.base_batch", "8"},
      {"training.optimizer", "adam, adadelta, sgd, sgd"},
      {"training.epsilon", "0, 1e-07, 0, 0"}}},
    {"vgg-adadelta",
     {{"model.architecture", "vgg16"},
      {"model.normalization", "none"},
      {"model.weights", "imagenet"},
      {"training.optimizer", "adadelta"},
      {"training.rho", "0.95"},
      {"training.epsilon", "1e-07"},
      {"training.learning_rate", "0.5"},
      {"training.warmup_epochs", "5"},
      {"training.schedule", "exponential"},
      {"training.decay_from_epoch", "50"},
      {"training.decay_factor", "0.1"}}},
    {"gpu-pipeline",
     {{"model.weights", "imagenet"},
      {"model.head", "pooled"},
      {"training.loss", "bce"},
      {"training.epochs", "15"},
      {"training.local_batch", "64"},
      {"training.optimizer", "adam"},
      {"training.learning_rate", "0.001"},
      {"training.schedule", "plateau"},
      {"training.plateau_factor", "0.1"},
      {"training.plateau_patience", "0"},
      {"training.precision", "fp32"},
      {"model.architecture", "densenet121, resnet50"},
      {"pipeline.mode", "naive, optimized, records"},
      {"distributed.ranks", "1, 2, 4"}}},
    {"normalization", with(batchStudyRate, {{"model.architecture", "densenet121"},
                                            {"model.norm_momentum", "0.01"}, // of the arm that is theirs
                                            {"model.normalization", "batch, group, instance"}})},
    {"lars", {{"model.norm_momentum", "0.01"}, {"training.optimizer", "lars"}}},
    {"snapshot-ensembles", {{"model.architecture", "densenet121"}}},
    {"resnet", {{"model.architecture", "resnet18, resnet34, resnet50, resnet101"}}},
};

// In the order of the sweep's combinations.
const std::map<std::string, std::vector<int64_t>> globalBatches = {
    {"batch-size", {8, 16, 32, 64, 128, 256}},
    {"strong-scaling", {16, 32, 64, 128, 256, 512, 32, 64, 128, 256, 512}},
    {"large-batch-optimizers", {512, 4096, 512, 4096}},
    {"vgg-adadelta", {8192}},
    {"normalization", {16, 512, 4096, 16, 512, 4096, 16, 512, 4096}},
};

// Numbers of the findings, as the papers have them.
const std::map<std::string, std::vector<const char*>> findings = {
    {"chexnet", {"0.841", "14"}},
    {"batch-size", {"8 and 16", "14 classes", "0.16", "7 epochs"}},
    {"threads", {"32 threads", "batch of 32", "above 16 threads", "40 most"}},
    {"strong-scaling", {"10 epochs", "128 ranks of 4 images (512)", "epoch 6"}},
    {"large-batch-optimizers", {"0.159", "4,096", "0.59 at 512", "14 labels"}},
    {"vgg-adadelta", {"4 classes", "6 %", "6.29", "4,096", "64 ranks on 32 nodes", "293"}},
    {"gpu-pipeline", {"figures 1 to 3", "8.39 %", "13.1 %", "4 GPUs"}},
    {"normalization", {"512", "128 ranks"}},
    {"lars", {"0.59", "512", "0.159", "4,096"}},
    {"snapshot-ensembles", {"8 and 16", "14 classes"}},
    {"resnet", {"8.39 %", "4 GPUs"}},
};

std::string valueOf(const Experiment& experiment, const std::string& path) {
    for (const SweepAxis& axis : experiment.sweep.axes)
        if (axis.key == path)
            return formatSweepAxis(axis);
    return formatKeyValue(findExperimentKey(path)->get(experiment));
}

bool has(const std::vector<std::string>& paths, const std::string& path) {
    return std::find(paths.begin(), paths.end(), path) != paths.end();
}

const Preset& presetOf(const std::string& id) {
    const auto& all = experimentPresets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Preset& preset) { return preset.id == id; });
    Q_ASSERT(found != all.end());
    return *found;
}

// The keys that stand in a preset's text, also those at their defaults.
std::set<std::string> keysOf(const std::string& toml) {
    std::set<std::string> keys;
    std::string section;
    std::istringstream lines(toml);
    for (std::string line; std::getline(lines, line);) {
        if (line.front() == '[') {
            section = line.find("sweep") == std::string::npos ? line.substr(1, line.size() - 2) + "." : "";
            continue;
        }
        keys.insert(section + line.substr(0, line.find(" =")));
    }
    return keys;
}

std::vector<int64_t> globalBatchesOf(const Preset& preset) {
    Experiment experiment = preset.experiment;
    experiment.data.dataset = "films";
    experiment.experiment.repeats = 1;
    const auto runs = expandSweep(experiment);
    std::vector<int64_t> batches;
    if (runs)
        for (const SweepRun& run : *runs)
            batches.push_back(run.experiment.training.localBatch * run.experiment.training.accumulation *
                              run.experiment.distributed.ranks);
    return batches;
}

} // namespace

class PresetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPresetIsInTheTable() {
        QCOMPARE(presetTexts().size(), papers.size());
        for (const PresetText& text : presetTexts())
            QVERIFY2(papers.count(text.id) && findings.count(text.id), text.id);
    }

    void valuesAreThePapers_data() { rows(); }
    void valuesAreThePapers() {
        QFETCH(std::string, id);
        const Preset& preset = presetOf(id);
        QCOMPARE(preset.size, PresetSize::Paper);
        for (const auto& [path, value] : papers.at(id)) {
            QVERIFY2(findExperimentKey(path), path.c_str());
            QVERIFY2(valueOf(preset.experiment, path) == value,
                     (path + " is " + valueOf(preset.experiment, path) + ", the paper has " + value).c_str());
            QVERIFY2(!has(preset.ours, path), (path + " is the paper's").c_str());
        }
        if (const auto batches = globalBatches.find(id); batches != globalBatches.end())
            QCOMPARE(globalBatchesOf(preset), batches->second);
    }

    void theRestIsNamedAsOurs_data() { rows(); }
    void theRestIsNamedAsOurs() {
        QFETCH(std::string, id);
        const auto text = std::find_if(presetTexts().begin(), presetTexts().end(),
                                       [&](const PresetText& one) { return one.id == id; });
        const Preset& preset = presetOf(id);
        const std::set<std::string> set = keysOf(text->toml);
        QVERIFY(!set.empty());
        for (const std::string& path : set) {
            QVERIFY2(findExperimentKey(path), path.c_str());
            const bool theirs = papers.at(id).count(path) > 0;
            QVERIFY2(theirs != has(preset.ours, path), path.c_str());
        }
        for (const std::string& path : preset.ours)
            QVERIFY2(set.count(path), (path + " is named as ours, and not set").c_str());
    }

    void thisMachinesSizeDiffersInWhatIsOurs_data() { rows(); }
    void thisMachinesSizeDiffersInWhatIsOurs() {
        QFETCH(std::string, id);
        const Preset &paper = presetOf(id), &machine = presetOf(id + "-small");
        QCOMPARE(machine.size, PresetSize::Machine);
        QCOMPARE(machine.title, paper.title);
        int different = 0;
        for (const ExperimentKey& key : experimentKeys()) {
            const std::string path = key.path();
            if (path == "experiment.name" || valueOf(machine.experiment, path) == valueOf(paper.experiment, path))
                continue;
            ++different;
            QVERIFY2(has(machine.ours, path), path.c_str());
        }
        QVERIFY(different >= 2);
        // No batch that a workstation cannot hold, no more ranks or threads than cores.
        Experiment experiment = machine.experiment;
        experiment.data.dataset = "films";
        const auto runs = expandSweep(experiment);
        QVERIFY2(bool(runs), runs ? "" : runs.error().toLine().c_str());
        const int64_t cores = std::max(2u, std::thread::hardware_concurrency());
        for (const SweepRun& run : *runs) {
            QVERIFY(run.experiment.training.localBatch <= 64 && run.experiment.data.imageSize <= 112);
            QVERIFY(run.experiment.distributed.ranks *
                        std::max<int64_t>(1, run.experiment.distributed.threadsPerRank) <=
                    cores);
        }
    }

    void findingsCarryThePapersNumbers_data() { rows(); }
    void findingsCarryThePapersNumbers() {
        QFETCH(std::string, id);
        for (const char* number : findings.at(id))
            QVERIFY2(presetOf(id).finding.find(number) != std::string::npos, number);
        QVERIFY(!presetOf(id).source.empty());
    }

    // What the study asks is no question of the cache.
    void comparisonsOfPipelinesKeepNoFilms() {
        int comparisons = 0;
        for (const Preset& preset : experimentPresets())
            for (const SweepAxis& axis : preset.experiment.sweep.axes)
                if (axis.key.rfind("pipeline.", 0) == 0) {
                    ++comparisons;
                    QVERIFY2(preset.experiment.pipeline.cacheMb == -1, preset.id.c_str());
                }
        QCOMPARE(comparisons, 2);
    }

    void eachIsGoodAndTheirRunsAreCounted() {
        const std::map<std::string, int64_t> runs = {{"chexnet", 1},
                                                     {"batch-size", 6},
                                                     {"threads", 6 * 6 * 5},
                                                     {"strong-scaling", 11},
                                                     {"large-batch-optimizers", 4},
                                                     {"vgg-adadelta", 1},
                                                     {"gpu-pipeline", 2 * 3 * 3},
                                                     {"normalization", 3 * 3},
                                                     {"lars", 2},
                                                     {"snapshot-ensembles", 1},
                                                     {"resnet", 4}};
        QCOMPARE(experimentPresets().front().id, std::string("chexnet"));
        QCOMPARE(experimentPresets().size(), 2 * runs.size() + 1);
        std::set<std::string> ids;
        for (const Preset& preset : experimentPresets()) {
            QVERIFY2(ids.insert(preset.id).second, preset.id.c_str());
            QCOMPARE(preset.experiment.experiment.name, preset.id);
            Experiment experiment = preset.experiment;
            experiment.data.dataset = "films";
            const Status status = checkExperiment(experiment);
            QVERIFY2(bool(status), status ? "" : (preset.id + ": " + status.error().toLine()).c_str());
            const auto counted = countSweepRuns(experiment);
            QVERIFY2(bool(counted), counted ? "" : (preset.id + ": " + counted.error().toLine()).c_str());
            const auto expanded = expandSweep(experiment);
            QVERIFY2(bool(expanded), expanded ? "" : (preset.id + ": " + expanded.error().toLine()).c_str());
            if (const auto known = runs.find(preset.id); known != runs.end())
                QCOMPARE(*counted, known->second);
            // As a file it says the same.
            const auto again = parseExperiment(writeExperiment(preset.experiment));
            QVERIFY2(bool(again), again ? "" : again.error().toLine().c_str());
            for (const ExperimentKey& key : experimentKeys())
                QVERIFY2(valueOf(*again, key.path()) == valueOf(preset.experiment, key.path()), key.path().c_str());
        }
    }

private:
    static void rows() {
        QTest::addColumn<std::string>("id");
        for (const auto& [id, given] : papers)
            QTest::newRow(id.c_str()) << id;
    }
};

QTEST_APPLESS_MAIN(PresetTest)
#include "preset_test.moc"
