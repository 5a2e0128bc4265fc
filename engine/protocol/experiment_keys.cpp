#include "engine/protocol/experiment_keys.h"

#include "engine/protocol/architecture_table.h"

namespace roentgen {

namespace {

using E = Experiment;

// One accessor pair per field; the table below reads like the documentation that is made from it.
#define ROENTGEN_FIELD(field)                                                                                          \
    [](const E& e) -> KeyValue { return e.field; },                                                                    \
        [](E& e, const KeyValue& v) { e.field = std::get<std::decay_t<decltype(e.field)>>(v); }

std::vector<ExperimentKey> makeKeys() {
    std::vector<ExperimentKey> keys;
    std::string section;
    using Get = KeyValue (*)(const E&);
    using Set = void (*)(E&, const KeyValue&);
    const auto add = [&](ExperimentKey key, Get get, Set set) {
        key.section = section;
        key.get = get;
        key.set = set;
        keys.push_back(std::move(key));
    };
    const auto text = [&](const char* name, const char* help, Get get, Set set) {
        add({{}, name, KeyType::Text, 0, 0, "", {}, help}, get, set);
    };
    const auto texts = [&](const char* name, const char* help, Get get, Set set) {
        add({{}, name, KeyType::TextList, 0, 0, "", {}, help}, get, set);
    };
    const auto flag = [&](const char* name, const char* help, Get get, Set set) {
        add({{}, name, KeyType::Boolean, 0, 0, "", {}, help}, get, set);
    };
    const auto choice = [&](const char* name, std::vector<std::string> choices, const char* help, Get get, Set set) {
        add({{}, name, KeyType::Choice, 0, 0, "", std::move(choices), help}, get, set);
    };
    const auto whole = [&](const char* name, double low, double high, const char* unit, const char* help, Get get,
                           Set set) {
        add({{}, name, KeyType::Integer, low, high, unit, {}, help}, get, set);
    };
    const auto real = [&](const char* name, double low, double high, const char* unit, const char* help, Get get,
                          Set set) {
        add({{}, name, KeyType::Real, low, high, unit, {}, help}, get, set);
    };

    section = "experiment";
    text("name", "Name of the experiment; a run's folder begins with it", ROENTGEN_FIELD(experiment.name));
    choice("task", {"classification"}, "What is learnt", ROENTGEN_FIELD(experiment.task));
    keys.back().notBuilt = {"segmentation"};
    whole("seed", 0, 2147483647, "", "Seed of initial weights, order and augmentation",
          ROENTGEN_FIELD(experiment.seed));
    whole("repeats", 1, 1000, "", "How often it is run, each time with a seed derived from seed",
          ROENTGEN_FIELD(experiment.repeats));

    section = "data";
    text("dataset", "A folder in a known layout, a dataset TOML, or the name of one in the workspace",
         ROENTGEN_FIELD(data.dataset));
    texts("classes", "Findings to learn; empty: all that the labels have", ROENTGEN_FIELD(data.classes));
    whole("image_size", 32, 2048, "px", "Width and height that the model sees", ROENTGEN_FIELD(data.imageSize));
    whole("stored_size", 0, 4096, "px", "Films are shrunk to this first, then cropped; 0: image_size x 8/7",
          ROENTGEN_FIELD(data.storedSize));
    choice("resize", {"stretch", "pad"}, "Films that are not square: stretched, or padded with black",
           ROENTGEN_FIELD(data.resize));
    choice(
        "split", {"auto", "official", "fraction", "file"},
        "Training, validation and test parts, always by patient; auto: official where there are lists, else fraction",
        ROENTGEN_FIELD(data.split));
    text("split_file", "CSV with Image Index,Split for split = file", ROENTGEN_FIELD(data.splitFile));
    real("validation_fraction", 0, 0.9, "", "Share of the patients held out for validation",
         ROENTGEN_FIELD(data.validationFraction));
    real("test_fraction", 0, 0.9, "", "Share of the patients held out for the test", ROENTGEN_FIELD(data.testFraction));
    choice("label_policy", {"u_ignore", "u_zeros", "u_ones"},
           "Uncertain labels in training: left out of the loss, absent, or present; metrics leave them out",
           ROENTGEN_FIELD(data.labelPolicy));
    keys.back().former = {{"as_is", "u_ignore"}};

    section = "pipeline";
    choice("mode", {"naive", "optimized", "records"}, "How images reach the step", ROENTGEN_FIELD(pipeline.mode));
    text("records", "records: folder that roentgen-data pack has written; empty: data.dataset is one",
         ROENTGEN_FIELD(pipeline.records));
    choice("damaged", {"stop", "skip"}, "A damaged or absent record: end the run, or leave out its film from the start",
           ROENTGEN_FIELD(pipeline.damaged));
    whole("decode_threads", 0, 256, "", "Decoding threads of a rank; 0: from the cores and how long the step waits",
          ROENTGEN_FIELD(pipeline.decodeThreads));
    flag("interleave_files", "Decoding threads read from several files at the same time; else one read at a time",
         ROENTGEN_FIELD(pipeline.interleaveFiles));
    flag("prefetch_files", "Files of the next batch are read from the disk before a thread decodes them",
         ROENTGEN_FIELD(pipeline.prefetchFiles));
    flag("fused_batching", "Images are made in their place in the batch; else each for itself, then copied together",
         ROENTGEN_FIELD(pipeline.fusedBatching));
    whole("prefetch_batches", -1, 64, "batches", "Batches made ahead of the step; 0: from how long it waits; -1: none",
          ROENTGEN_FIELD(pipeline.prefetchBatches));
    whole("cache_mb", -1, 1048576, "MB",
          "Memory for prepared images on a host, for all its ranks; 0: a quarter of what is free; -1: none is kept",
          ROENTGEN_FIELD(pipeline.cacheMb));

    section = "augment";
    flag("flip", "Mirror left and right, every second time", ROENTGEN_FIELD(augment.flip));
    real("rotate_degrees", 0, 180, "°", "Turn by up to this, either way", ROENTGEN_FIELD(augment.rotateDegrees));
    real("translate_fraction", 0, 0.5, "", "Move by up to this share of the width and height",
         ROENTGEN_FIELD(augment.translateFraction));
    real("scale_fraction", 0, 0.5, "", "Enlarge or shrink by up to this share", ROENTGEN_FIELD(augment.scaleFraction));
    flag("crop", "Random crop of image_size out of stored_size; else the centre", ROENTGEN_FIELD(augment.crop));
    real("brightness", 0, 0.5, "", "Lighten or darken by up to this share of the grey range",
         ROENTGEN_FIELD(augment.brightness));
    real("contrast", 0, 0.9, "", "Stretch or squeeze the greys about the middle one by up to this share",
         ROENTGEN_FIELD(augment.contrast));
    real("gamma", 0, 2, "", "Bend the grey scale: exponent from 1 / (1 + this) to 1 + this",
         ROENTGEN_FIELD(augment.gamma));
    real("noise", 0, 0.5, "", "Gaussian noise, standard deviation up to this share of the grey range",
         ROENTGEN_FIELD(augment.noise));
    real("clahe_probability", 0, 1, "", "Adaptive histogram equalisation of this share of the images",
         ROENTGEN_FIELD(augment.claheProbability));
    real("clahe_clip_limit", 1, 40, "", "clahe: a grey value counts at most so many times the mean count of its tile",
         ROENTGEN_FIELD(augment.claheClipLimit));
    whole("clahe_tiles", 2, 64, "", "clahe: tiles along each side", ROENTGEN_FIELD(augment.claheTiles));
    real("erase_probability", 0, 1, "", "Erase a rectangle of this share of the images",
         ROENTGEN_FIELD(augment.eraseProbability));
    real("erase_area", 0.02, 0.8, "", "erase: share of the image, drawn from 0.02 to this",
         ROENTGEN_FIELD(augment.eraseArea));
    choice("erase_fill", {"random", "mean"}, "erase: with a random grey for each pixel, or with the image's mean grey",
           ROENTGEN_FIELD(augment.eraseFill));

    section = "model";
    choice("architecture", architectureNames(), "Topology, by torchvision's name", ROENTGEN_FIELD(model.architecture));
    keys.back().notBuilt = {"unet"};
    choice("normalization", {"auto", "batch", "sync_batch", "group", "instance", "none"},
           "Normalisation layers; auto: batch, none for vgg16; sync_batch: statistics over all ranks",
           ROENTGEN_FIELD(model.normalization));
    whole("group_count", 1, 4096, "", "Groups of normalization = group; divides the channels of every layer",
          ROENTGEN_FIELD(model.groupCount));
    real("norm_momentum", 0.0001, 1, "", "batch, sync_batch: share of a batch in the running statistics",
         ROENTGEN_FIELD(model.normMomentum));
    choice("head", {"pooled", "classic"}, "Global average pooling and one layer, or VGG's own three layers",
           ROENTGEN_FIELD(model.head));
    choice("channels", {"auto", "one", "three"},
           "Input channels; auto: three with weights that were made with three (grey repeated), else one",
           ROENTGEN_FIELD(model.channels));
    text("weights",
         "Start from: a safetensors file, a run's name, or imagenet (the workspace's weights folder); "
         "empty: from scratch",
         ROENTGEN_FIELD(model.weights));
    whole("freeze_trunk_epochs", 0, 10000, "epochs", "Train only the head so long",
          ROENTGEN_FIELD(model.freezeTrunkEpochs));

    section = "training";
    whole("epochs", 1, 100000, "epochs", "Passes over the training part", ROENTGEN_FIELD(training.epochs));
    whole("local_batch", 1, 4096, "images", "Batch of one rank", ROENTGEN_FIELD(training.localBatch));
    whole("accumulation", 1, 4096, "", "Batches added up before a step of the optimizer",
          ROENTGEN_FIELD(training.accumulation));
    choice("optimizer", {"adam", "adamw", "sgd", "adadelta", "rmsprop", "lars", "lamb"}, "Update rule",
           ROENTGEN_FIELD(training.optimizer));
    real("momentum", 0, 0.9999, "", "sgd, lars: share of the velocity that stays", ROENTGEN_FIELD(training.momentum));
    flag("nesterov", "sgd: Nesterov's momentum", ROENTGEN_FIELD(training.nesterov));
    real("beta1", 0, 0.9999, "", "adam, adamw, lamb: share of the mean gradient that stays",
         ROENTGEN_FIELD(training.beta1));
    real("beta2", 0, 0.999999, "", "adam, adamw, lamb: share of the mean square that stays",
         ROENTGEN_FIELD(training.beta2));
    real("rho", 0, 0.9999, "", "adadelta, rmsprop: share of the mean square that stays", ROENTGEN_FIELD(training.rho));
    real("epsilon", 0, 1, "", "Added to what is divided by; 0: 1e-6 for adadelta and lamb, else 1e-8",
         ROENTGEN_FIELD(training.epsilon));
    real("trust_coefficient", 0.000001, 1, "", "lars: how far a layer moves, as a share of its norm",
         ROENTGEN_FIELD(training.trustCoefficient));
    real("learning_rate", 0, 100, "", "Learning rate before scaling", ROENTGEN_FIELD(training.learningRate));
    real("trunk_rate_factor", 0.0001, 10, "", "The trunk's learning rate as a share of the head's",
         ROENTGEN_FIELD(training.trunkRateFactor));
    choice("learning_rate_scaling", {"none", "linear", "sqrt"}, "Grows with global batch / base_batch",
           ROENTGEN_FIELD(training.learningRateScaling));
    whole("base_batch", 1, 65536, "images", "Global batch that learning_rate is meant for",
          ROENTGEN_FIELD(training.baseBatch));
    real("warmup_epochs", 0, 1000, "epochs", "Learning rate rises so long, step by step",
         ROENTGEN_FIELD(training.warmupEpochs));
    real("warmup_start", 0, 1, "", "Share of the learning rate from which it rises",
         ROENTGEN_FIELD(training.warmupStart));
    choice("schedule", {"constant", "step", "exponential", "plateau", "cosine", "cosine_restarts"},
           "Learning rate after the warm-up", ROENTGEN_FIELD(training.schedule));
    real("plateau_factor", 0.001, 1, "", "plateau: the learning rate is multiplied by this",
         ROENTGEN_FIELD(training.plateauFactor));
    whole("plateau_patience", 0, 1000, "epochs", "plateau: epochs without a better validation loss before that",
          ROENTGEN_FIELD(training.plateauPatience));
    whole("step_epochs", 1, 100000, "epochs", "step: falls every so many epochs", ROENTGEN_FIELD(training.stepEpochs));
    whole("decay_from_epoch", 0, 100000, "epochs", "exponential: falls after so many epochs",
          ROENTGEN_FIELD(training.decayFromEpoch));
    real("decay_factor", 0.001, 1, "", "step: what it is multiplied by; exponential: in the course of an epoch",
         ROENTGEN_FIELD(training.decayFactor));
    real("cosine_floor", 0, 1, "", "cosine, cosine_restarts: share of the learning rate that it falls to",
         ROENTGEN_FIELD(training.cosineFloor));
    whole("restart_epochs", 1, 100000, "epochs", "cosine_restarts: length of the first period, after the warm-up",
          ROENTGEN_FIELD(training.restartEpochs));
    real("restart_multiplier", 1, 10, "", "cosine_restarts: each period is so much longer than the last",
         ROENTGEN_FIELD(training.restartMultiplier));
    choice("loss", {"bce", "weighted_bce", "focal", "cross_entropy"}, "What is minimised",
           ROENTGEN_FIELD(training.loss));
    keys.back().notBuilt = {"dice", "dice_bce"};
    real("label_smoothing", 0, 0.5, "", "Labels are moved towards undecided by this share",
         ROENTGEN_FIELD(training.labelSmoothing));
    texts("class_weights", "Finding=weight for some findings, or balanced: rare findings weigh more; empty: all alike",
          ROENTGEN_FIELD(training.classWeights));
    real("focal_gamma", 0, 10, "", "focal: how much less an easy label counts", ROENTGEN_FIELD(training.focalGamma));
    real("focal_alpha", 0, 1, "", "focal: weight of a positive label; 1 - this of a negative one",
         ROENTGEN_FIELD(training.focalAlpha));
    real("weight_decay", 0, 10, "",
         "L2 term, decoupled with adamw and lamb; lars and lamb spare biases and normalisation",
         ROENTGEN_FIELD(training.weightDecay));
    choice("precision", {"auto", "fp32", "bf16"}, "auto: bf16 where the processor has it",
           ROENTGEN_FIELD(training.precision));
    choice("device", {"auto", "cpu", "cuda"}, "auto: a GPU where there is one", ROENTGEN_FIELD(training.device));
    whole("checkpoint_steps", 0, 1000000, "steps", "A checkpoint every so many steps; 0: at the end of an epoch",
          ROENTGEN_FIELD(training.checkpointSteps));
    real("clip_norm", 0, 1000000, "", "Gradients of a larger norm are shortened to this; 0: off",
         ROENTGEN_FIELD(training.clipNorm));
    real("ema_decay", 0, 0.999999, "", "Validate and export a running average of the weights with this decay; 0: off",
         ROENTGEN_FIELD(training.emaDecay));
    whole("snapshots", 0, 100, "", "cosine_restarts: weights kept at the end of the last so many cycles; 0: off",
          ROENTGEN_FIELD(training.snapshots));
    whole("early_stop_epochs", 0, 100000, "epochs", "Ends after so many epochs without a better validation; 0: off",
          ROENTGEN_FIELD(training.earlyStopEpochs));
    choice("on_divergence", {"stop", "rollback"},
           "A loss or gradient that is no number or explodes: end the run, or go on from the last checkpoint",
           ROENTGEN_FIELD(training.onDivergence));
    real("divergence_factor", 0, 1000000000, "",
         "A loss or gradient norm explodes above this many times its mean (at least 1); 0: no such limit",
         ROENTGEN_FIELD(training.divergenceFactor));

    section = "distributed";
    whole("ranks", 1, 4096, "ranks", "Processes that train together", ROENTGEN_FIELD(distributed.ranks));
    whole("ranks_per_host", 0, 1024, "ranks", "0: as many as there are slots",
          ROENTGEN_FIELD(distributed.ranksPerHost));
    whole("threads_per_rank", 0, 1024, "threads", "0: the cores of the host, shared fairly",
          ROENTGEN_FIELD(distributed.threadsPerRank));
    choice("bind", {"auto", "none", "core", "socket"}, "What mpirun binds a rank to", ROENTGEN_FIELD(distributed.bind));
    choice("thread_binding", {"close", "spread", "none"}, "OMP_PROC_BIND of a rank's threads, each on a core",
           ROENTGEN_FIELD(distributed.threadBinding));
    choice("wait_policy", {"auto", "active", "passive"},
           "Threads without work spin shortly and then sleep (auto), spin, or sleep",
           ROENTGEN_FIELD(distributed.waitPolicy));
    whole("spin_ms", 0, 60000, "ms", "How long threads without work spin before they sleep; 0: as wait_policy has it",
          ROENTGEN_FIELD(distributed.spinMs));
    real("bucket_mb", 0.1, 1024, "MB", "Gradients are reduced in buckets of this size",
         ROENTGEN_FIELD(distributed.bucketMb));
    choice("compression", {"none", "bf16"}, "Gradients on the wire", ROENTGEN_FIELD(distributed.compression));

    section = "target";
    choice("kind", {"local", "ssh", "slurm"}, "Where it runs", ROENTGEN_FIELD(target.kind));
    text("name", "Name of the target in Settings", ROENTGEN_FIELD(target.name));
    return keys;
}

#undef ROENTGEN_FIELD

} // namespace

const std::vector<ExperimentKey>& experimentKeys() {
    static const std::vector<ExperimentKey> keys = makeKeys();
    return keys;
}

const ExperimentKey* findExperimentKey(const std::string& path) {
    for (const ExperimentKey& key : experimentKeys())
        if (key.path() == path)
            return &key;
    return nullptr;
}

} // namespace roentgen
