// The experiments that come with Roentgen, as they would stand in a file.
#include "engine/protocol/experiment.h"

#include <cassert>

namespace roentgen {

namespace {

struct PresetText {
    const char *id, *title, *source, *finding, *toml;
};

// The texts are translated in app/experiments/preset_words.cpp.
constexpr PresetText presetTexts[] = {
    {"chexnet", "CheXNet", "Rajpurkar et al. 2017; Wilson et al., Dell EMC",
     "DenseNet-121 from ImageNet weights: mean AUC 0.841 over 14 findings (CheXNet's own split)",
     "[model]\nweights = \"imagenet\"\n"
     "[training]\nlearning_rate = 0.001\nlocal_batch = 16\nepochs = 15\nplateau_factor = 0.1\n"},
    {"batch-size", "Batch-size sweep", "Large-batch study of the papers: batch 8 to 256, Adam",
     "The learning rate that goes with batch 8, 0.0005, is doubled with every doubling of the batch",
     "[model]\nweights = \"imagenet\"\n"
     "[training]\nepochs = 15\noptimizer = \"adam\"\nlearning_rate = 0.0005\nlearning_rate_scaling = \"linear\"\n"
     "base_batch = 8\n"
     "[sweep]\ntraining.local_batch = [8, 16, 32, 64, 128, 256]\n"},
    {"threads", "Thread sweep", "Processor study of the papers: ranks, threads, binding, wait policy; 5 repeats",
     "Times scatter, hence five repeats; compare the images/s of the settings, which are this machine's own",
     "[experiment]\nrepeats = 5\n"
     "[training]\nepochs = 1\n"
     "[sweep]\ndistributed.ranks = [1, 2, 4]\ndistributed.threads_per_rank = [1, 2, 4]\n"
     "distributed.thread_binding = [\"close\", \"spread\"]\ndistributed.wait_policy = [\"active\", \"passive\"]\n"},
    {"strong-scaling", "Strong scaling", "Scaling study of the papers: local batch 4 and 16, global batch 32 to 512",
     "The same global batches from many ranks of 4 images and from few ranks of 16; compare the images/s",
     "[training]\nepochs = 1\n"
     "[[sweep.together]]\ntraining.local_batch = [4, 4, 4, 4, 4, 16, 16, 16, 16, 16]\n"
     "distributed.ranks = [8, 16, 32, 64, 128, 2, 4, 8, 16, 32]\n"},
    {"large-batch-optimizers", "Optimizers at a large batch", "Large-batch study of the papers: Adam, Adadelta, SGD",
     "Large-batch training of a chest model stands or falls with optimizer, schedule, normalisation and topology; the "
     "learning rates are each optimizer's usual ones",
     "[model]\nweights = \"imagenet\"\n"
     "[training]\nepochs = 15\nlocal_batch = 32\naccumulation = 8\nwarmup_epochs = 1\n"
     "[[sweep.together]]\ntraining.optimizer = [\"adam\", \"adadelta\", \"sgd\"]\n"
     "training.learning_rate = [0.001, 1.0, 0.1]\n"},
    {"vgg-adadelta", "VGG-16 with Adadelta", "Large-batch study of the papers: 5 warm-up epochs to 0.5",
     "A rate of 0.5 after five epochs of warm-up, times 0.1 in the course of every epoch from epoch 50 on",
     "[model]\narchitecture = \"vgg16\"\nnormalization = \"none\"\nweights = \"imagenet\"\n"
     "[training]\nepochs = 53\noptimizer = \"adadelta\"\nlearning_rate = 0.5\nwarmup_epochs = 5\n"
     "schedule = \"exponential\"\ndecay_from_epoch = 50\ndecay_factor = 0.1\n"},
    {"gpu-pipeline", "GPU pipeline paper",
     "The papers' GPU study: local batch 64, Adam 0.001, divided by 10 on a plateau, 15 epochs",
     "DenseNet-121 and ResNet-50, each fed by the naive and by the optimized pipeline, so that the accelerators starve "
     "or not",
     "[model]\nweights = \"imagenet\"\n"
     "[training]\nepochs = 15\nlocal_batch = 64\noptimizer = \"adam\"\nlearning_rate = 0.001\n"
     "schedule = \"plateau\"\nplateau_factor = 0.1\n"
     "[sweep]\nmodel.architecture = [\"densenet121\", \"resnet50\"]\npipeline.mode = [\"naive\", \"optimized\"]\n"},
    {"normalization", "Group and instance normalisation", "Future work that the papers name",
     "Not tried there: normalisation that does not depend on the batch, beside batch normalisation",
     "[training]\nepochs = 15\n"
     "[sweep]\nmodel.normalization = [\"batch\", \"group\", \"instance\"]\n"},
    {"lars", "LARS at large batches", "Future work that the papers name",
     "Not tried there: a rate per layer, from a batch of 256 to one of 4,096 by accumulation",
     "[training]\nepochs = 15\noptimizer = \"lars\"\nlearning_rate = 1.0\nlearning_rate_scaling = \"linear\"\n"
     "base_batch = 256\nlocal_batch = 32\nwarmup_epochs = 2\nschedule = \"cosine\"\n"
     "[sweep]\ntraining.accumulation = [8, 32, 128]\n"},
    {"snapshot-ensembles", "Snapshot ensembles", "The papers' collapsed ensembles, which they name as future work",
     "Not tried there: weights kept at every cosine restart, their predictions averaged",
     "[model]\nweights = \"imagenet\"\n"
     "[training]\nepochs = 20\nschedule = \"cosine_restarts\"\nrestart_epochs = 5\nsnapshots = 4\n"},
    {"resnet", "ResNet", "Future work that the papers name", "Not tried there: ResNet of 18 to 101 layers",
     "[model]\nweights = \"imagenet\"\n"
     "[training]\nepochs = 15\n"
     "[sweep]\nmodel.architecture = [\"resnet18\", \"resnet34\", \"resnet50\", \"resnet101\"]\n"},
    {"quick", "Quick look", "Roentgen's demo",
     "DenseNet-121 at 112 px from scratch: minutes on a workstation, on phantoms or a small set",
     "[data]\nimage_size = 112\n[training]\nlocal_batch = 16\nepochs = 4\n"},
};

} // namespace

const std::vector<Preset>& experimentPresets() {
    static const std::vector<Preset> presets = [] {
        std::vector<Preset> list;
        for (const PresetText& text : presetTexts) {
            Result<Experiment> experiment = parseExperiment(text.toml, text.id);
            assert(experiment); // a test reads them all
            experiment->experiment.name = text.id;
            list.push_back({text.id, text.title, text.source, text.finding, experiment.take()});
        }
        return list;
    }();
    return presets;
}

} // namespace roentgen
