#include "app/experiments/key_words.h"

#include <QtCore/qglobal.h>

namespace roentgen::app {

namespace {

constexpr KeyWords allWords[] = {
    {"experiment.task", QT_TRANSLATE_NOOP("ExperimentWords", "Task"),
     QT_TRANSLATE_NOOP("ExperimentWords", "What is learnt")},
    {"experiment.seed", QT_TRANSLATE_NOOP("ExperimentWords", "Seed"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Initial weights, order and augmentation follow from it")},
    {"experiment.repeats", QT_TRANSLATE_NOOP("ExperimentWords", "Repeats"),
     QT_TRANSLATE_NOOP("ExperimentWords", "How often it is run, each time with another seed")},
    {"data.dataset", QT_TRANSLATE_NOOP("ExperimentWords", "Data set"),
     QT_TRANSLATE_NOOP("ExperimentWords", "One of the Studies page, or a folder in a known layout")},
    {"data.classes", QT_TRANSLATE_NOOP("ExperimentWords", "Findings"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Findings to learn, with commas between; empty: all that the labels have")},
    {"data.image_size", QT_TRANSLATE_NOOP("ExperimentWords", "Image size"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Width and height that the model sees")},
    {"data.stored_size", QT_TRANSLATE_NOOP("ExperimentWords", "Stored size"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Films are shrunk to this, then cropped; 0: 8/7 of the image size")},
    {"data.resize", QT_TRANSLATE_NOOP("ExperimentWords", "Films that are not square"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Stretched to a square, or padded with black")},
    {"data.split", QT_TRANSLATE_NOOP("ExperimentWords", "Split"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Always by patient; auto: official where there are lists, else by fraction")},
    {"data.split_file", QT_TRANSLATE_NOOP("ExperimentWords", "Split file"),
     QT_TRANSLATE_NOOP("ExperimentWords", "CSV with Image Index and Split, for the split file")},
    {"data.validation_fraction", QT_TRANSLATE_NOOP("ExperimentWords", "Validation share"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Share of the patients held out for validation")},
    {"data.test_fraction", QT_TRANSLATE_NOOP("ExperimentWords", "Test share"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Share of the patients held out for the test")},
    {"data.label_policy", QT_TRANSLATE_NOOP("ExperimentWords", "Uncertain labels"),
     QT_TRANSLATE_NOOP("ExperimentWords", "What an uncertain label counts as")},
    {"pipeline.mode", QT_TRANSLATE_NOOP("ExperimentWords", "Pipeline"),
     QT_TRANSLATE_NOOP("ExperimentWords", "How images reach the training step")},
    {"pipeline.decode_threads", QT_TRANSLATE_NOOP("ExperimentWords", "Decoding threads"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Of a rank; 0: chosen from the cores")},
    {"pipeline.prefetch_batches", QT_TRANSLATE_NOOP("ExperimentWords", "Batches ahead"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Batches made ready ahead of the step")},
    {"pipeline.cache_mb", QT_TRANSLATE_NOOP("ExperimentWords", "Image cache"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Memory for prepared images of a rank; 0: a share of what is free")},
    {"augment.flip", QT_TRANSLATE_NOOP("ExperimentWords", "Mirror"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Left and right, every second time")},
    {"augment.rotate_degrees", QT_TRANSLATE_NOOP("ExperimentWords", "Rotate"),
     QT_TRANSLATE_NOOP("ExperimentWords", "By up to this, either way")},
    {"augment.translate_fraction", QT_TRANSLATE_NOOP("ExperimentWords", "Move"),
     QT_TRANSLATE_NOOP("ExperimentWords", "By up to this share of the width and height")},
    {"augment.scale_fraction", QT_TRANSLATE_NOOP("ExperimentWords", "Scale"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Larger or smaller by up to this share")},
    {"augment.crop", QT_TRANSLATE_NOOP("ExperimentWords", "Random crop"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Of the image size out of the stored size; else the centre")},
    {"augment.brightness", QT_TRANSLATE_NOOP("ExperimentWords", "Brightness"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Lighter or darker by up to this share of the grey range")},
    {"augment.contrast", QT_TRANSLATE_NOOP("ExperimentWords", "Contrast"),
     QT_TRANSLATE_NOOP("ExperimentWords", "More or less by up to this share")},
    {"augment.gamma", QT_TRANSLATE_NOOP("ExperimentWords", "Gamma"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Bends the grey scale: exponent from 1 / (1 + this) to 1 + this")},
    {"augment.noise", QT_TRANSLATE_NOOP("ExperimentWords", "Noise"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Standard deviation up to this share of the grey range")},
    {"augment.clahe_probability", QT_TRANSLATE_NOOP("ExperimentWords", "Equalise locally"),
     QT_TRANSLATE_NOOP("ExperimentWords", "CLAHE: the share of the images whose contrast is evened out tile by tile")},
    {"augment.clahe_clip_limit", QT_TRANSLATE_NOOP("ExperimentWords", "CLAHE clip limit"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Higher: more contrast, and more noise")},
    {"augment.clahe_tiles", QT_TRANSLATE_NOOP("ExperimentWords", "CLAHE tiles"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Along each side of the film")},
    {"augment.erase_probability", QT_TRANSLATE_NOOP("ExperimentWords", "Erase"),
     QT_TRANSLATE_NOOP("ExperimentWords", "The share of the images that lose a rectangle")},
    {"augment.erase_area", QT_TRANSLATE_NOOP("ExperimentWords", "Erased area"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Up to this share of the image, at least 0.02")},
    {"augment.erase_fill", QT_TRANSLATE_NOOP("ExperimentWords", "Erased with"),
     QT_TRANSLATE_NOOP("ExperimentWords", "A random grey for each pixel, or the image's mean grey")},
    {"model.architecture", QT_TRANSLATE_NOOP("ExperimentWords", "Architecture"),
     QT_TRANSLATE_NOOP("ExperimentWords", "By torchvision's name")},
    {"model.normalization", QT_TRANSLATE_NOOP("ExperimentWords", "Normalisation"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Kind of the normalisation layers")},
    {"model.weights", QT_TRANSLATE_NOOP("ExperimentWords", "Start from"),
     QT_TRANSLATE_NOOP("ExperimentWords", "imagenet, a run's name or a safetensors file; empty: from scratch")},
    {"model.freeze_trunk_epochs", QT_TRANSLATE_NOOP("ExperimentWords", "Freeze the trunk"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Train only the head for so long")},
    {"training.epochs", QT_TRANSLATE_NOOP("ExperimentWords", "Epochs"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Passes over the training images")},
    {"training.local_batch", QT_TRANSLATE_NOOP("ExperimentWords", "Local batch"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Images of one rank in a step")},
    {"training.accumulation", QT_TRANSLATE_NOOP("ExperimentWords", "Accumulation"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Batches added up before the optimizer steps")},
    {"training.optimizer", QT_TRANSLATE_NOOP("ExperimentWords", "Optimizer"),
     QT_TRANSLATE_NOOP("ExperimentWords", "How the weights are updated")},
    {"training.learning_rate", QT_TRANSLATE_NOOP("ExperimentWords", "Learning rate"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Before scaling and schedule")},
    {"training.learning_rate_scaling", QT_TRANSLATE_NOOP("ExperimentWords", "Scale with the batch"),
     QT_TRANSLATE_NOOP("ExperimentWords", "By global batch / base batch, or its root")},
    {"training.base_batch", QT_TRANSLATE_NOOP("ExperimentWords", "Base batch"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Global batch that the learning rate is meant for")},
    {"training.warmup_epochs", QT_TRANSLATE_NOOP("ExperimentWords", "Warm-up"),
     QT_TRANSLATE_NOOP("ExperimentWords", "The learning rate rises from 0 for so long")},
    {"training.schedule", QT_TRANSLATE_NOOP("ExperimentWords", "Schedule"),
     QT_TRANSLATE_NOOP("ExperimentWords", "The learning rate after the warm-up")},
    {"training.plateau_factor", QT_TRANSLATE_NOOP("ExperimentWords", "Plateau factor"),
     QT_TRANSLATE_NOOP("ExperimentWords", "The learning rate is multiplied by this at a plateau")},
    {"training.plateau_patience", QT_TRANSLATE_NOOP("ExperimentWords", "Plateau patience"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Epochs without a better validation loss before that")},
    {"training.loss", QT_TRANSLATE_NOOP("ExperimentWords", "Loss"),
     QT_TRANSLATE_NOOP("ExperimentWords", "What is minimised")},
    {"training.weight_decay", QT_TRANSLATE_NOOP("ExperimentWords", "Weight decay"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Pulls the weights towards 0")},
    {"training.precision", QT_TRANSLATE_NOOP("ExperimentWords", "Precision"),
     QT_TRANSLATE_NOOP("ExperimentWords", "auto: bf16 where the processor has it")},
    {"training.device", QT_TRANSLATE_NOOP("ExperimentWords", "Device"),
     QT_TRANSLATE_NOOP("ExperimentWords", "auto: a GPU where there is one")},
    {"training.checkpoint_steps", QT_TRANSLATE_NOOP("ExperimentWords", "Checkpoint every"),
     QT_TRANSLATE_NOOP("ExperimentWords", "0: at the end of every epoch")},
    {"training.clip_norm", QT_TRANSLATE_NOOP("ExperimentWords", "Clip the gradient"),
     QT_TRANSLATE_NOOP("ExperimentWords", "A longer gradient is shortened to this norm; 0: never")},
    {"training.ema_decay", QT_TRANSLATE_NOOP("ExperimentWords", "Average the weights"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Decay of the average that is validated and kept; 0: off")},
    {"training.snapshots", QT_TRANSLATE_NOOP("ExperimentWords", "Snapshots"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Cycles whose weights predict together; 0: off")},
    {"training.early_stop_epochs", QT_TRANSLATE_NOOP("ExperimentWords", "Stop early"),
     QT_TRANSLATE_NOOP("ExperimentWords", "After so many epochs without a better validation; 0: never")},
    {"training.on_divergence", QT_TRANSLATE_NOOP("ExperimentWords", "When the loss explodes"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Stop, or go back to the last checkpoint and on from there")},
    {"training.divergence_factor", QT_TRANSLATE_NOOP("ExperimentWords", "Explosion"),
     QT_TRANSLATE_NOOP("ExperimentWords", "A loss or gradient of so many times its mean; 0: only what is no number")},
    {"distributed.ranks", QT_TRANSLATE_NOOP("ExperimentWords", "Ranks"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Processes that train together")},
    {"distributed.ranks_per_host", QT_TRANSLATE_NOOP("ExperimentWords", "Ranks per host"),
     QT_TRANSLATE_NOOP("ExperimentWords", "0: as many as there are slots")},
    {"distributed.threads_per_rank", QT_TRANSLATE_NOOP("ExperimentWords", "Threads per rank"),
     QT_TRANSLATE_NOOP("ExperimentWords", "0: the cores, shared fairly")},
    {"distributed.bind", QT_TRANSLATE_NOOP("ExperimentWords", "Bind ranks to"),
     QT_TRANSLATE_NOOP("ExperimentWords", "What mpirun binds a rank to")},
    {"distributed.thread_binding", QT_TRANSLATE_NOOP("ExperimentWords", "Bind threads"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Close together, or spread over the cores")},
    {"distributed.wait_policy", QT_TRANSLATE_NOOP("ExperimentWords", "Waiting threads"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Spin (active) or sleep (passive)")},
    {"distributed.bucket_mb", QT_TRANSLATE_NOOP("ExperimentWords", "Bucket"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Gradients are reduced in pieces of this size")},
    {"distributed.compression", QT_TRANSLATE_NOOP("ExperimentWords", "Gradients on the wire"),
     QT_TRANSLATE_NOOP("ExperimentWords", "As they are, or rounded to bf16")},
    {"target.kind", QT_TRANSLATE_NOOP("ExperimentWords", "Runs on"),
     QT_TRANSLATE_NOOP("ExperimentWords", "local: this machine")},
    {"target.name", QT_TRANSLATE_NOOP("ExperimentWords", "Target name"),
     QT_TRANSLATE_NOOP("ExperimentWords", "Name of the target in Settings; not needed for this machine")},
};

struct Unit {
    const char *unit, *word;
};
constexpr Unit units[] = {
    {"px", QT_TRANSLATE_NOOP("ExperimentWords", "px")},
    {"MB", QT_TRANSLATE_NOOP("ExperimentWords", "MB")},
    {"°", QT_TRANSLATE_NOOP("ExperimentWords", "°")},
    {"epochs", QT_TRANSLATE_NOOP("ExperimentWords", "epochs")},
    {"steps", QT_TRANSLATE_NOOP("ExperimentWords", "steps")},
    {"images", QT_TRANSLATE_NOOP("ExperimentWords", "images")},
    {"ranks", QT_TRANSLATE_NOOP("ExperimentWords", "ranks")},
    {"threads", QT_TRANSLATE_NOOP("ExperimentWords", "threads")},
    {"batches", QT_TRANSLATE_NOOP("ExperimentWords", "batches")},
};

// Titles, sources and findings of the presets, as engine/protocol has them.
[[maybe_unused]] constexpr const char* presetTexts[] = {
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "DenseNet-121 from ImageNet weights: mean AUC 0.841 over 14 findings (CheXNet's own split)"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Quick look"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Roentgen's demo"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "DenseNet-121 at 112 px from scratch: minutes on a workstation, on phantoms or a small set"),
};

} // namespace

const KeyWords* findKeyWords(const std::string& path) {
    for (const KeyWords& words : allWords)
        if (path == words.path)
            return &words;
    return nullptr;
}

const char* findUnitWord(const std::string& unit) {
    for (const Unit& one : units)
        if (unit == one.unit)
            return one.word;
    return unit.c_str();
}

} // namespace roentgen::app
