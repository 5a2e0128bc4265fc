#include "tests/training/choice_effects.h"

#include "engine/launch/run_life.h"
#include "engine/models/initial_weights.h"
#include "engine/models/model_description.h"
#include "engine/models/normalization.h"
#include "engine/models/precision.h"
#include "engine/pipeline/batch_loader.h"
#include "engine/pipeline/record_pack.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/target.h"
#include "engine/tasks/classification/loss.h"
#include "engine/training/learning_rate.h"
#include "engine/training/train_step.h"
#include "engine/training/trainer.h"

#include <set>
#include <sstream>
#include <torch/utils.h>

namespace roentgen::tests {

using namespace roentgen::training;

namespace {

std::string hashOf(const void* bytes, size_t count) {
    return sha256Hex(std::string(static_cast<const char*>(bytes), count)).substr(0, 16);
}

std::string hashOf(const torch::Tensor& tensor) {
    const torch::Tensor flat = tensor.detach().contiguous();
    return hashOf(flat.data_ptr(), flat.nbytes());
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += word + " ";
    return text;
}

launch::Machine eightCores() {
    launch::Machine machine;
    machine.cores = 8;
    machine.topology = {};
    machine.mpirun = "/usr/bin/mpirun";
    return machine;
}

} // namespace

bool ChoiceEffects::prepare() {
    models::setComputeThreads(1);
    makeFilms();
    return makeRecords() && makeWeights();
}

void ChoiceEffects::makeFilms() {
    QByteArray plain = "Image Index,Patient ID,Mass,Nodule\n", listed = "Image Index,Patient ID,Split,Mass,Nodule\n";
    QByteArray parts = "Image Index,Split\n";
    for (int i = 0; i < 16; ++i) {
        const QByteArray name = "f" + QByteArray::number(10 + i) + ".pgm", patient = QByteArray::number(i / 2);
        QByteArray pixels;
        for (int k = 0; k < 40 * 56; ++k)
            pixels.append(char((k * (i + 3) + k / 56 * 5) % 251));
        for (const char* set : {"plain/", "listed/"})
            m_folder.write(set + name.toStdString(), "P5\n56 40\n255\n" + pixels);
        const QByteArray labels = QByteArray(i % 3 == 0 ? "1" : i % 3 == 1 ? "0" : "-1") + "," + (i % 2 ? "1" : "0");
        plain += name + "," + patient + "," + labels + "\n";
        listed += name + "," + patient + "," + (i < 10 ? "train" : "test") + "," + labels + "\n";
        parts += name + "," + (i < 8 ? "train" : i < 12 ? "validation" : "test") + "\n";
    }
    m_folder.write("plain/labels.csv", plain);
    m_folder.write("listed/labels.csv", listed);
    m_folder.write("parts.csv", parts);
}

bool ChoiceEffects::makeRecords() {
    for (const char* name : {"records", "damaged"}) {
        pipeline::PackOptions options;
        options.dataset = m_folder.path("plain");
        options.out = m_folder.path(name);
        options.size = 40;
        options.shards = 1;
        options.threads = 1;
        if (!pipeline::packRecords(options))
            return false;
    }
    QFile file(QString::fromStdString(m_folder.path("damaged/films-00000-of-00001.tfrecord")));
    char byte = 0;
    return file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2) && file.getChar(&byte) &&
           file.seek(file.size() / 2) && file.putChar(char(byte ^ 0x40));
}

bool ChoiceEffects::makeWeights() {
    models::ModelDescription description;
    description.architecture = "resnet18";
    description.classes = {"Mass", "Nodule"};
    description.channels = 3;
    description.imageSize = 32;
    description.storedSize = 40;
    description.mean = description.deviation = {0.5f, 0.5f, 0.5f};
    torch::manual_seed(1);
    const auto model = models::makeClassifier(description);
    return model && models::saveWeights(m_folder.path("three.safetensors"), **model, description);
}

Experiment ChoiceEffects::experiment() const {
    Experiment e;
    e.data.dataset = m_folder.path("plain");
    e.data.splitFile = m_folder.path("parts.csv");
    e.data.imageSize = 32;
    e.data.storedSize = 40;
    e.model.architecture = "resnet18";
    e.training.localBatch = 4;
    e.training.epochs = 8;
    e.training.precision = "fp32";
    e.training.learningRate = 0.01;
    e.pipeline.cacheMb = 4;
    return e;
}

Effect ChoiceEffects::splits(const Experiment& asked) const {
    std::string text;
    for (const char* set : {"plain", "listed"}) {
        Experiment e = asked;
        e.data.dataset = m_folder.path(set);
        const auto dataset = datasets::openDataset(e, "");
        text += std::string(set) + ": ";
        if (!dataset) {
            text += dataset.error().message;
            continue;
        }
        for (const auto* part : {&dataset->train, &dataset->validation, &dataset->test}) {
            for (const datasets::Sample& sample : *part)
                text += sample.image + " ";
            text += "| ";
        }
    }
    return text;
}

Effect ChoiceEffects::targets(const Experiment& asked) const {
    const auto dataset = datasets::openDataset(asked, "");
    if (!dataset)
        return dataset.error();
    std::ostringstream text;
    for (const datasets::Sample& sample : dataset->train)
        for (const float target : sample.targets)
            text << target << ' ';
    return text.str();
}

Effect ChoiceEffects::firstBatch(const Experiment& asked) const {
    const auto dataset = datasets::openDataset(asked, "");
    if (!dataset)
        return dataset.error();
    pipeline::BatchLoader loader(dataset->train, pipeline::loaderOptions(asked, true, 0, 1));
    loader.start(0);
    const auto batch = loader.next();
    if (!batch)
        return batch.error();
    return hashOf((*batch)->pixels.data(), (*batch)->pixels.size() * sizeof(float));
}

// The names of the films that come, or what stops them.
Effect ChoiceEffects::wholeEpoch(const Experiment& asked) const {
    const auto dataset = datasets::openDataset(asked, "");
    if (!dataset)
        return dataset.error();
    pipeline::BatchLoader loader(dataset->train, pipeline::loaderOptions(asked, true, 0, 1));
    loader.start(0);
    std::set<std::string> films;
    for (int64_t step = 0; step < loader.steps(); ++step) {
        const auto batch = loader.next();
        if (!batch)
            return batch.error();
        for (const int64_t sample : (*batch)->samples)
            films.insert(dataset->train[size_t(sample)].image);
    }
    return joined({films.begin(), films.end()});
}

Effect ChoiceEffects::loading(const Experiment& asked) const {
    const auto dataset = datasets::openDataset(asked, "");
    if (!dataset)
        return dataset.error();
    const auto options = pipeline::loaderOptions(asked, true, 0, 1);
    std::ostringstream text;
    text << options.decodeThreads << " threads, " << options.prefetchBatches << " batches ahead, " << options.cacheBytes
         << " bytes kept, from " << (dataset->train.front().record ? "records" : "files");
    return text.str();
}

// Its parts by their kinds and shapes, and what it answers.
Effect ChoiceEffects::modelOf(const Experiment& asked, const std::string& architecture) const {
    Experiment e = asked;
    if (!architecture.empty())
        e.model.architecture = architecture;
    torch::manual_seed(7);
    const auto model = models::makeClassifier(models::describeModel(e, {"Mass", "Nodule"}));
    if (!model)
        return model.error();
    std::ostringstream text;
    for (const auto& module : (*model)->named_modules())
        text << module.key() << '=' << module.value()->name() << ' ';
    for (const auto& parameter : (*model)->named_parameters())
        text << parameter.key() << parameter.value().sizes() << ' ';
    int rankSums = 0; // other ranks, for their statistics
    models::setSumOverRanks(**model, [&rankSums](double*, size_t) { ++rankSums; });
    torch::NoGradGuard noGrad;
    (*model)->train();
    const std::string answer = hashOf((*model)->forward(torch::randn({2, 1, 32, 32})));
    return text.str() + answer + ", asks the ranks " + std::to_string(rankSums) + " times";
}

Effect ChoiceEffects::channels(const Experiment& asked) const {
    std::string text;
    for (const std::string& weights : {std::string(), m_folder.path("three.safetensors")}) {
        models::ModelDescription description = models::describeModel(asked, {"Mass", "Nodule"});
        if (!weights.empty())
            if (Status adopted = models::adoptInput(weights, asked.model.channels, &description); !adopted)
                return adopted.error();
        text += std::to_string(description.channels) + (weights.empty() ? " from scratch, " : " from three");
    }
    return text;
}

Effect ChoiceEffects::updates(const Experiment& asked) const {
    const ParameterLayout layout{{{0, true, false}, {32, false, false}}, 64};
    const auto optimizer =
        makeOptimizer(asked.training.optimizer, optimizerOptions(asked, layout, torch::Device(torch::kCPU)));
    if (!optimizer)
        return optimizer.error();
    torch::Tensor values = torch::linspace(-1, 1, 64), gradients = torch::linspace(0.5, 3, 64).sin();
    for (int step = 0; step < 3; ++step)
        (*optimizer)->step(values, gradients, 1, 0.01);
    return hashOf(values);
}

Effect ChoiceEffects::rates(const Experiment& asked) const {
    auto rate = LearningRate::make(asked, 1);
    if (!rate)
        return rate.error();
    std::ostringstream text;
    for (int64_t epoch = 0; epoch < asked.training.epochs; ++epoch) {
        text << rate->at(epoch * 10, 10) << ' ' << rate->at(epoch * 10 + 5, 10) << ' ';
        rate->onValidation(1 + double(epoch)); // never better
    }
    return text.str();
}

Effect ChoiceEffects::lossOf(const Experiment& asked) const {
    const auto loss = tasks::Loss::make(asked, {"Mass", "Nodule"}, {{2, 6}, {10, 4}});
    if (!loss)
        return loss.error();
    const torch::Tensor z = torch::tensor({{0.5f, -1.f}, {2.f, 0.3f}}), y = torch::tensor({{1.f, 0.f}, {0.f, 1.f}});
    const tasks::LossSum sum = (*loss)(z, y);
    return std::to_string(sum.sum.item<double>() / sum.known);
}

// A run of a few steps, one of them with a pixel that is no number.
Effect ChoiceEffects::divergence(const Experiment& asked) {
    const RunFolder run{m_folder.path("run" + std::to_string(++m_runs))};
    const auto poison = [](pipeline::Batch& batch) {
        if (batch.step == 1)
            batch.pixels[5] = std::numeric_limits<float>::quiet_NaN();
    };
    const auto alone = distributed::oneProcess();
    const Status ended = train(TrainRequest{asked, m_folder.path("experiment.toml"), run, false, poison}, *alone);
    return ended ? Effect("goes on to the end") : Effect(ended.error());
}

Effect ChoiceEffects::command(const Experiment& asked) const {
    return joined(launch::trainCommand(asked, eightCores(), "roentgen-train", {"/runs/a"}, launch::Start::Fresh));
}

// Of an experiment that names an ssh target, a Slurm target, or none.
Effect ChoiceEffects::place(const Experiment& asked) const {
    std::string text;
    for (const char* kind : {"ssh", "slurm"}) {
        Target target;
        target.name = asked.target.name;
        target.kind = kind;
        const Status fits = checkTargetKind(asked, target);
        text += fits ? "goes there; " : fits.error().message + "; ";
    }
    return text;
}

std::map<std::string, Proof> ChoiceEffects::proofs() {
    const auto method = [this](auto member) {
        return [this, member](const Experiment& e) { return (this->*member)(e); };
    };
    using Test = ChoiceEffects;
    const auto normalizations = [this](const Experiment& e) -> Effect { // of one that has such layers, and one that not
        const Effect with = modelOf(e, "resnet18"), without = modelOf(e, "vgg16");
        if (!with)
            return with.error();
        return *with + (without ? *without : without.error().toLine());
    };
    const auto precision = [](const Experiment& e) -> Effect {
        return std::string(models::precisionName(models::choosePrecision(e.training.precision, torch::kCPU)));
    };
    const auto device = [](const Experiment& e) -> Effect {
        const auto chosen = models::chooseDevice(e.training.device, 0);
        return chosen ? Effect(chosen->str()) : Effect(chosen.error());
    };
    const auto wire = [](const Experiment& e) -> Effect {
        return std::string(reducerOptions(e).wire == distributed::Wire::Bf16 ? "16 bits" : "32 bits");
    };
    const auto task = [](const Experiment& e) -> Effect { return e.experiment.task; };
    const std::vector<std::string> twoRanks = {"distributed.ranks=2", "distributed.threads_per_rank=2"};
    const std::string records = m_folder.path("records"), damaged = m_folder.path("damaged");
    return {
        {"experiment.task", {task}},
        {"data.resize", {method(&Test::firstBatch), {"augment.crop=false", "augment.flip=false"}}},
        {"data.split", {method(&Test::splits)}},
        {"data.label_policy", {method(&Test::targets)}},
        {"pipeline.mode", {method(&Test::loading), {"pipeline.records=" + records}}},
        {"pipeline.damaged",
         {method(&Test::wholeEpoch),
          {"pipeline.mode=records", "pipeline.records=" + damaged, "data.validation_fraction=0",
           "data.test_fraction=0"}}},
        {"augment.erase_fill", {method(&Test::firstBatch), {"augment.erase_probability=1"}}},
        {"model.architecture", {[this](const Experiment& e) { return modelOf(e, ""); }}},
        {"model.normalization", {normalizations}},
        {"model.head", {[this](const Experiment& e) { return modelOf(e, "vgg16"); }}},
        {"model.channels", {method(&Test::channels)}},
        {"training.optimizer", {method(&Test::updates), {"training.weight_decay=0.01"}}},
        {"training.learning_rate_scaling", {method(&Test::rates), {"training.base_batch=64"}}},
        {"training.schedule",
         {method(&Test::rates),
          {"training.step_epochs=2", "training.plateau_patience=1", "training.decay_factor=0.5",
           "training.restart_epochs=3", "training.decay_from_epoch=1"}}},
        {"training.loss", {method(&Test::lossOf)}},
        {"training.precision", {precision, {}, true}},
        {"training.device", {device, {}, true}},
        {"training.on_divergence",
         {method(&Test::divergence),
          {"training.epochs=1", "training.schedule=constant", "training.checkpoint_steps=1", "model.normalization=none",
           "training.device=cpu", "data.validation_fraction=0.2"}}},
        {"distributed.bind", {method(&Test::command), twoRanks, true}},
        {"distributed.thread_binding", {method(&Test::command), twoRanks}},
        {"distributed.wait_policy", {method(&Test::command), twoRanks}},
        {"distributed.compression", {wire}},
        {"target.kind", {method(&Test::place), {"target.name=box"}}},
    };
}

} // namespace roentgen::tests
