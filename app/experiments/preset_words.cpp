#include "app/experiments/preset_words.h"

#include <QtCore/qglobal.h>

namespace roentgen::app {

const std::vector<const char*>& presetWords() {
    static const std::vector<const char*> words = {
        QT_TRANSLATE_NOOP("ExperimentWords", "CheXNet"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Rajpurkar et al. 2017"),
        QT_TRANSLATE_NOOP(
            "ExperimentWords",
            "DenseNet-121 from ImageNet weights: mean AUC 0.841 over 14 findings, on CheXNet's own split"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Batch size"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Wilson et al., Dell EMC: one process, figures 3 and 4"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Batches of 8 and 16 are best in all 14 classes; accuracy falls and the "
                                             "validation loss rises with the batch, and so does the throughput; 8 and "
                                             "256 both come below a validation loss of 0.16 in fewer than 7 epochs"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Threads"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Wilson et al., Dell EMC: one process, five runs each, figures 5 to 8"),
        QT_TRANSLATE_NOOP(
            "ExperimentWords",
            "32 threads serve most batches well; a batch of 32 grows slower above 16 threads, which stays unexplained; "
            "the AUC does not depend on the threads; few threads vary least, 40 most. Compare images/s and AUC"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Strong scaling"),
        QT_TRANSLATE_NOOP(
            "ExperimentWords",
            "Wilson et al., Dell EMC: 2 processes of 20 threads a host, one process beside, figures 9 to 11"),
        QT_TRANSLATE_NOOP(
            "ExperimentWords",
            "The AUC after 10 epochs falls with the global batch; 128 ranks of 4 images (512) learn nothing, no better "
            "than a coin; little happens after epoch 6. Compare AUC and training seconds per epoch"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Optimizers at a large batch"),
        QT_TRANSLATE_NOOP("ExperimentWords",
                          "Wilson et al., Dell EMC: Adam, Adadelta and SGD with momentum, figures 12 and 13"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Adadelta is best: a loss of 0.159 at a global batch of 4,096, against "
                                             "Adam's 0.59 at 512; 0.159 is still too high for 14 labels"),
        QT_TRANSLATE_NOOP("ExperimentWords", "VGG-16 with Adadelta"),
        QT_TRANSLATE_NOOP(
            "ExperimentWords",
            "Wilson et al., Dell EMC: VGG-16 without normalisation, global batch 8,192, figures 14 and 15"),
        QT_TRANSLATE_NOOP("ExperimentWords",
                          "Better than DenseNet in parallel: beats DenseNet at batch 8 in 4 classes, its worst class "
                          "(Mass) is less than 6 % off; 6.29 times as fast as DenseNet with Adadelta at 4,096 (64 "
                          "ranks on 32 nodes), 293 times as fast as DenseNet with Adam at batch 8 in one process"),
        QT_TRANSLATE_NOOP("ExperimentWords", "GPU pipeline"),
        QT_TRANSLATE_NOOP("ExperimentWords",
                          "Vasudev et al., Leveraging Data Pipelining to Efficiently Utilize GPUs: 4 GPUs a node"),
        QT_TRANSLATE_NOOP(
            "ExperimentWords",
            "With the right pipeline near-linear over GPUs, from images and from records (figures 1 to 3), the GPUs "
            "busy nearly all the time; records gain most at 4 GPUs: ResNet-50 8.39 %, DenseNet-121 13.1 % (figure 4)"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Group and instance normalisation"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Wilson et al., Dell EMC: named as future work"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Not tried there. What it is to mend: with batch normalisation the AUC "
                                             "falls with the global batch, and 512 images in 128 ranks learn nothing"),
        QT_TRANSLATE_NOOP("ExperimentWords", "LARS at large batches"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Not tried there. What it is to mend: Adam's loss of 0.59 at a global "
                                             "batch of 512, and Adadelta's 0.159 at 4,096"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Snapshot ensembles"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Wilson et al., Dell EMC: collapsed ensembles, named as future work"),
        QT_TRANSLATE_NOOP("ExperimentWords",
                          "Not tried there: weights kept at every cosine restart, their predictions averaged. What to "
                          "beat: batches of 8 and 16, their best in all 14 classes"),
        QT_TRANSLATE_NOOP("ExperimentWords", "ResNet"),
        QT_TRANSLATE_NOOP("ExperimentWords",
                          "Not tried there: ResNet of 18 to 101 layers. What is known of it: ResNet-50 gains 8.39 % "
                          "from records at 4 GPUs (Vasudev et al., figure 4)"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Quick look"),
        QT_TRANSLATE_NOOP("ExperimentWords", "Roentgen's demo"),
        QT_TRANSLATE_NOOP("ExperimentWords",
                          "DenseNet-121 at 112 px from scratch: minutes on a workstation, on phantoms or a small set"),
    };
    return words;
}

} // namespace roentgen::app
