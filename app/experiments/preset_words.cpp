// Titles, sources and findings of the presets, as engine/protocol/experiment_presets.cpp has them, for ExperimentWords
// to translate.
#include <QtCore/qglobal.h>

namespace roentgen::app {

[[maybe_unused]] static constexpr const char* presetTexts[] = {
    QT_TRANSLATE_NOOP("ExperimentWords", "CheXNet"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Rajpurkar et al. 2017; Wilson et al., Dell EMC"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "DenseNet-121 from ImageNet weights: mean AUC 0.841 over 14 findings (CheXNet's own split)"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Batch-size sweep"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Large-batch study of the papers: batch 8 to 256, Adam"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "The learning rate that goes with batch 8, 0.0005, is doubled with every doubling of the batch"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Thread sweep"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "Processor study of the papers: ranks, threads, binding, wait policy; 5 repeats"),
    QT_TRANSLATE_NOOP(
        "ExperimentWords",
        "Times scatter, hence five repeats; compare the images/s of the settings, which are this machine's own"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Strong scaling"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Scaling study of the papers: local batch 4 and 16, global batch 32 to 512"),
    QT_TRANSLATE_NOOP(
        "ExperimentWords",
        "The same global batches from many ranks of 4 images and from few ranks of 16; compare the images/s"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Optimizers at a large batch"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Large-batch study of the papers: Adam, Adadelta, SGD"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "Large-batch training of a chest model stands or falls with optimizer, schedule, normalisation "
                      "and topology; the learning rates are each optimizer's usual ones"),
    QT_TRANSLATE_NOOP("ExperimentWords", "VGG-16 with Adadelta"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Large-batch study of the papers: 5 warm-up epochs to 0.5"),
    QT_TRANSLATE_NOOP(
        "ExperimentWords",
        "A rate of 0.5 after five epochs of warm-up, times 0.1 in the course of every epoch from epoch 50 on"),
    QT_TRANSLATE_NOOP("ExperimentWords", "GPU pipeline paper"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "The papers' GPU study: local batch 64, Adam 0.001, divided by 10 on a plateau, 15 epochs"),
    QT_TRANSLATE_NOOP("ExperimentWords", "DenseNet-121 and ResNet-50, each fed by the naive and by the optimized "
                                         "pipeline, so that the accelerators starve or not"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Group and instance normalisation"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Future work that the papers name"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "Not tried there: normalisation that does not depend on the batch, beside batch normalisation"),
    QT_TRANSLATE_NOOP("ExperimentWords", "LARS at large batches"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "Not tried there: a rate per layer, from a batch of 256 to one of 4,096 by accumulation"),
    QT_TRANSLATE_NOOP("ExperimentWords", "ResNet"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Not tried there: ResNet of 18 to 101 layers"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Quick look"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Roentgen's demo"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "DenseNet-121 at 112 px from scratch: minutes on a workstation, on phantoms or a small set"),
    QT_TRANSLATE_NOOP("ExperimentWords", "Snapshot ensembles"),
    QT_TRANSLATE_NOOP("ExperimentWords", "The papers' collapsed ensembles, which they name as future work"),
    QT_TRANSLATE_NOOP("ExperimentWords",
                      "Not tried there: weights kept at every cosine restart, their predictions averaged"),
};

} // namespace roentgen::app
