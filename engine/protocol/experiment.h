// What to train: the experiment file (TOML) and its values. Names, ranges and units of the keys: experiment_keys.h.
#pragma once

#include "engine/protocol/result.h"
#include "engine/protocol/sweep_axis.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen {

// Plain values; every field is documented by its ExperimentKey (experiment_keys.cpp).
struct Experiment {
    struct {
        std::string name = "experiment";
        std::string task = "classification";
        int64_t seed = 1;
        int64_t repeats = 1;
    } experiment;
    struct {
        std::string dataset; // folder in a known layout, or a dataset TOML; relative to the experiment's workspace
        std::vector<std::string> classes; // empty: all that the labels have, in the data set's order
        int64_t imageSize = 224;
        int64_t storedSize = 0; // 0: image_size * 8 / 7, rounded
        std::string resize = "stretch";
        std::string split = "auto"; // auto: official where the layout has lists, else fraction
        std::string splitFile;
        double validationFraction = 0.1;
        double testFraction = 0.1;
        std::string labelPolicy = "u_ignore";
    } data;
    struct {
        std::string mode = "optimized";
        std::string records;          // folder of record files; "": data.dataset is one
        std::string damaged = "stop"; // or "skip"
        int64_t decodeThreads = 0;    // 0: chosen from the cores
        bool interleaveFiles = true, prefetchFiles = true, fusedBatching = true;
        int64_t prefetchBatches = 0; // -1: off; 0: from how long the step waits
        int64_t cacheMb = 0;         // -1: off; 0: from what is free
    } pipeline;
    struct {
        bool flip = true;
        double rotateDegrees = 0;
        double translateFraction = 0;
        double scaleFraction = 0;
        bool crop = true; // random crop of image_size out of stored_size
        double brightness = 0;
        double contrast = 0;
        double gamma = 0;
        double noise = 0;
        double claheProbability = 0;
        double claheClipLimit = 2;
        int64_t claheTiles = 8;
        double eraseProbability = 0;
        double eraseArea = 0.2;
        std::string eraseFill = "random";
    } augment;
    struct {
        std::string architecture = "densenet121";
        std::string normalization = "auto"; // batch, or none where the architecture has no normalisation layers
        int64_t groupCount = 32;            // of normalization = group
        double normMomentum = 0.1;          // of batch and sync_batch
        std::string head = "pooled";
        std::string channels = "auto"; // three with weights that were made with three
        std::string weights;           // "", a safetensors file, a run's name, or "imagenet"
        int64_t freezeTrunkEpochs = 0;
    } model;
    struct {
        int64_t epochs = 10;
        int64_t localBatch = 16;
        int64_t accumulation = 1;
        std::string optimizer = "adam";
        double momentum = 0.9;
        bool nesterov = false;
        double beta1 = 0.9, beta2 = 0.999, rho = 0.9;
        double epsilon = 0; // the optimizer's own
        double trustCoefficient = 0.001;
        double learningRate = 0.001;
        double trunkRateFactor = 1;
        std::string learningRateScaling = "none";
        int64_t baseBatch = 16;
        double warmupEpochs = 0, warmupStart = 0;
        std::string schedule = "plateau";
        double plateauFactor = 0.1;
        int64_t plateauPatience = 1;
        int64_t stepEpochs = 5, decayFromEpoch = 5;
        double decayFactor = 0.1, cosineFloor = 0;
        int64_t restartEpochs = 5;
        double restartMultiplier = 1;
        std::string loss = "bce";
        double labelSmoothing = 0;
        std::vector<std::string> classWeights; // empty: equal; "balanced"; or "Finding=weight"
        double focalGamma = 2, focalAlpha = 0.25;
        double weightDecay = 0;
        std::string precision = "auto"; // auto: bf16 where the processor has it
        std::string device = "auto";
        int64_t checkpointSteps = 0; // 0: at the end of every epoch only
        double clipNorm = 0;         // 0: off, as the three below
        double emaDecay = 0;
        int64_t snapshots = 0;
        int64_t earlyStopEpochs = 0;
        std::string onDivergence = "stop";
        double divergenceFactor = 100; // 0: only what is not a number
    } training;
    struct {
        int64_t ranks = 1;
        int64_t ranksPerHost = 0;   // 0: all on this host
        int64_t threadsPerRank = 0; // 0: the cores of the host shared fairly
        std::string bind = "auto";
        std::string threadBinding = "none";
        std::string waitPolicy = "auto";
        int64_t spinMs = 0; // 0: as wait_policy has it
        double bucketMb = 16;
        std::string compression = "none";
    } distributed;
    struct {
        std::string kind = "local";
        std::string name;
    } target;
    Sweep sweep; // not one of the keys (sweep.h)
};

// Unknown keys are refused and the nearest one suggested; all values checked. Usage errors name file, line, key.
Result<Experiment> parseExperiment(const std::string& tomlText, const std::string& fileName = "experiment");
Result<Experiment> readExperiment(const std::string& path);
// "section.key=value" of --set, applied in order.
Status applyOverride(Experiment& experiment, const std::string& assignment);
// Checks that concern several keys (data.dataset given, crop not larger than stored, …).
Status checkExperiment(const Experiment& experiment);

enum class WriteKeys { All, ChangedOnly };
// Canonical TOML text: keys in the table's order. All: also those at their defaults.
std::string writeExperiment(const Experiment& experiment, WriteKeys which = WriteKeys::ChangedOnly);

// stored_size in pixels after its default is resolved.
int64_t storedSizeOf(const Experiment& experiment);

} // namespace roentgen
