#include "engine/protocol/preset_texts.h"

namespace roentgen {

const std::vector<PresetText>& presetTexts() {
    static const std::vector<PresetText> texts = {
        {"chexnet", "CheXNet", "Rajpurkar et al. 2017",
         "DenseNet-121 from ImageNet weights: mean AUC 0.841 over 14 findings, on CheXNet's own split",
         "[model]\narchitecture = \"densenet121\"\nweights = \"imagenet\"\n"
         "[training]\nepochs = 15\nlocal_batch = 16\noptimizer = \"adam\"\nlearning_rate = 0.001\n"
         "schedule = \"plateau\"\nplateau_factor = 0.1\nplateau_patience = 0\n",
         "training.epochs", "data.image_size=112\ntraining.epochs=3\n", ""},

        {"batch-size", "Batch size", "Wilson et al., Dell EMC: one process, figures 3 and 4",
         "Batches of 8 and 16 are best in all 14 classes; accuracy falls and the validation loss rises with the batch, "
         "and so does the throughput; 8 and 256 both come below a validation loss of 0.16 in fewer than 7 epochs",
         "[model]\nweights = \"imagenet\"\nnorm_momentum = 0.01\n"
         "[training]\nepochs = 15\noptimizer = \"adam\"\nlearning_rate = 0.0005\nlearning_rate_scaling = \"linear\"\n"
         "base_batch = 8\nschedule = \"constant\"\n"
         "[sweep]\ntraining.local_batch = [8, 16, 32, 64, 128, 256]\n",
         "training.epochs training.schedule", "data.image_size=112\nmodel.norm_momentum=0.1\ntraining.epochs=3\n",
         "[sweep]\ntraining.local_batch = [8, 16, 32, 64]\n"},

        {"threads", "Threads", "Wilson et al., Dell EMC: one process, five runs each, figures 5 to 8",
         "32 threads serve most batches well; a batch of 32 grows slower above 16 threads, which stays unexplained; "
         "the "
         "AUC does not depend on the threads; few threads vary least, 40 most. Compare images/s and AUC",
         "[experiment]\nrepeats = 5\n"
         "[model]\nweights = \"imagenet\"\nnorm_momentum = 0.01\n"
         "[training]\nepochs = 10\noptimizer = \"adam\"\nlearning_rate = 0.0005\nlearning_rate_scaling = \"linear\"\n"
         "base_batch = 8\nschedule = \"constant\"\n"
         "[distributed]\nranks = 1\nthread_binding = \"close\"\nspin_ms = 1\n"
         "[sweep]\ndistributed.threads_per_rank = [2, 4, 8, 16, 32, 40]\n"
         "training.local_batch = [8, 16, 32, 64, 128, 256]\n",
         "training.epochs training.schedule", "data.image_size=112\nmodel.norm_momentum=0.1\ntraining.epochs=1\n",
         "[sweep]\ndistributed.threads_per_rank = [CORES]\ntraining.local_batch = [8, 32]\n"},

        {"strong-scaling", "Strong scaling",
         "Wilson et al., Dell EMC: 2 processes of 20 threads a host, one process beside, figures 9 to 11",
         "The AUC after 10 epochs falls with the global batch; 128 ranks of 4 images (512) learn nothing, no better "
         "than a coin; little happens after epoch 6. Compare AUC and training seconds per epoch",
         "[model]\nweights = \"imagenet\"\nnorm_momentum = 0.01\n"
         "[training]\nepochs = 10\noptimizer = \"adam\"\nlearning_rate = 0.0005\nlearning_rate_scaling = \"linear\"\n"
         "base_batch = 8\nschedule = \"constant\"\n"
         "[distributed]\nranks_per_host = 2\nthreads_per_rank = 20\nbind = \"socket\"\nthread_binding = \"close\"\n"
         "spin_ms = 1\n"
         "[[sweep.together]]\ntraining.local_batch = [16, 4, 4, 4, 4, 4, 16, 16, 16, 16, 16]\n"
         "distributed.ranks = [1, 8, 16, 32, 64, 128, 2, 4, 8, 16, 32]\n",
         "training.schedule training.local_batch distributed.bind",
         "data.image_size=112\nmodel.norm_momentum=0.1\ntraining.epochs=2\ndistributed.ranks_per_host=0\ndistributed."
         "threads_per_rank=1\n"
         "distributed.bind=auto\ndistributed.thread_binding=none\n",
         "[sweep]\ntraining.local_batch = [4, 16]\ndistributed.ranks = [CORES]\n"},

        {"large-batch-optimizers", "Optimizers at a large batch",
         "Wilson et al., Dell EMC: Adam, Adadelta and SGD with momentum, figures 12 and 13",
         "Adadelta is best: a loss of 0.159 at a global batch of 4,096, against Adam's 0.59 at 512; 0.159 is still too "
         "high for 14 labels",
         "[model]\nweights = \"imagenet\"\nnorm_momentum = 0.01\n"
         "[training]\nepochs = 15\nlocal_batch = 64\nrho = 0.95\nmomentum = 0.9\nbase_batch = 8\nschedule = "
         "\"constant\"\n"
         "[[sweep.together]]\ntraining.optimizer = [\"adam\", \"adadelta\", \"sgd\", \"sgd\"]\n"
         "training.accumulation = [8, 64, 8, 64]\ntraining.learning_rate = [0.0005, 1.0, 0.1, 0.1]\n"
         "training.learning_rate_scaling = [\"linear\", \"none\", \"none\", \"none\"]\n"
         "training.epsilon = [0, 1e-7, 0, 0]\n",
         "training.epochs training.local_batch training.accumulation training.momentum training.learning_rate "
         "training.learning_rate_scaling training.schedule",
         "data.image_size=112\nmodel.norm_momentum=0.1\ntraining.epochs=3\ntraining.local_batch=16\n",
         "[[sweep.together]]\ntraining.optimizer = [\"adam\", \"adadelta\", \"sgd\", \"sgd\"]\n"
         "training.accumulation = [4, 16, 4, 16]\ntraining.learning_rate = [0.0005, 1.0, 0.1, 0.1]\n"
         "training.learning_rate_scaling = [\"linear\", \"none\", \"none\", \"none\"]\n"
         "training.epsilon = [0, 1e-7, 0, 0]\n"},

        {"vgg-adadelta", "VGG-16 with Adadelta",
         "Wilson et al., Dell EMC: VGG-16 without normalisation, global batch 8,192, figures 14 and 15",
         "Better than DenseNet in parallel: beats DenseNet at batch 8 in 4 classes, its worst class (Mass) is less "
         "than "
         "6 % off; 6.29 times as fast as DenseNet with Adadelta at 4,096 (64 ranks on 32 nodes), 293 times as fast as "
         "DenseNet with Adam at batch 8 in one process",
         "[model]\narchitecture = \"vgg16\"\nnormalization = \"none\"\nweights = \"imagenet\"\n"
         "[training]\nepochs = 53\nlocal_batch = 64\naccumulation = 128\noptimizer = \"adadelta\"\nrho = 0.95\n"
         "epsilon = 1e-7\nlearning_rate = 0.5\nwarmup_epochs = 5\nschedule = \"exponential\"\ndecay_from_epoch = 50\n"
         "decay_factor = 0.1\n",
         "training.epochs training.local_batch training.accumulation",
         "data.image_size=112\ntraining.epochs=8\ntraining.local_batch=16\ntraining.accumulation=16\n"
         "training.warmup_epochs=2\ntraining.decay_from_epoch=6\n",
         ""},

        {"gpu-pipeline", "GPU pipeline",
         "Vasudev et al., Leveraging Data Pipelining to Efficiently Utilize GPUs: 4 GPUs a node",
         "With the right pipeline near-linear over GPUs, from images and from records (figures 1 to 3), the GPUs busy "
         "nearly all the time; records gain most at 4 GPUs: ResNet-50 8.39 %, DenseNet-121 13.1 % (figure 4)",
         "[pipeline]\ncache_mb = -1\n"
         "[model]\nweights = \"imagenet\"\n"
         "[training]\nepochs = 15\nlocal_batch = 64\noptimizer = \"adam\"\nlearning_rate = 0.001\n"
         "schedule = \"plateau\"\nplateau_factor = 0.1\nplateau_patience = 0\nprecision = \"fp32\"\n"
         "[sweep]\nmodel.architecture = [\"densenet121\", \"resnet50\"]\n"
         "pipeline.mode = [\"naive\", \"optimized\", \"records\"]\ndistributed.ranks = [1, 2, 4]\n",
         "pipeline.cache_mb", "data.image_size=112\ntraining.epochs=1\ntraining.local_batch=16\n",
         "[sweep]\nmodel.architecture = [\"densenet121\", \"resnet50\"]\n"
         "pipeline.mode = [\"naive\", \"optimized\", \"records\"]\ndistributed.ranks = [CORES]\n"},

        {"normalization", "Group and instance normalisation", "Wilson et al., Dell EMC: named as future work",
         "Not tried there. What it is to mend: with batch normalisation the AUC falls with the global batch, and 512 "
         "images in 128 ranks learn nothing",
         "[model]\nweights = \"\"\nnorm_momentum = 0.01\n"
         "[training]\nepochs = 15\noptimizer = \"adam\"\nlearning_rate = 0.0005\nlearning_rate_scaling = \"linear\"\n"
         "base_batch = 8\nschedule = \"constant\"\n"
         "[sweep]\nmodel.normalization = [\"batch\", \"group\", \"instance\"]\n"
         "[[sweep.together]]\ntraining.local_batch = [16, 64, 64]\ntraining.accumulation = [1, 8, 64]\n",
         "model.weights training.epochs training.schedule training.local_batch training.accumulation",
         "data.image_size=112\nmodel.norm_momentum=0.1\ntraining.epochs=3\n",
         "[sweep]\nmodel.normalization = [\"batch\", \"group\", \"instance\"]\n"
         "[[sweep.together]]\ntraining.local_batch = [16, 16, 16]\ntraining.accumulation = [1, 4, 16]\n"},

        {"lars", "LARS at large batches", "Wilson et al., Dell EMC: named as future work",
         "Not tried there. What it is to mend: Adam's loss of 0.59 at a global batch of 512, and Adadelta's 0.159 at "
         "4,096",
         "[model]\nweights = \"imagenet\"\nnorm_momentum = 0.01\n"
         "[training]\nepochs = 15\noptimizer = \"lars\"\nlearning_rate = 1.0\nlearning_rate_scaling = \"linear\"\n"
         "base_batch = 256\nlocal_batch = 64\nwarmup_epochs = 2\nschedule = \"cosine\"\n"
         "[sweep]\ntraining.accumulation = [8, 64]\n",
         "model.weights training.epochs training.learning_rate training.learning_rate_scaling training.base_batch "
         "training.local_batch training.warmup_epochs training.schedule training.accumulation",
         "data.image_size=112\nmodel.norm_momentum=0.1\ntraining.epochs=3\ntraining.local_batch=16\ntraining.warmup_"
         "epochs=1\n",
         "[sweep]\ntraining.accumulation = [4, 16]\n"},

        {"snapshot-ensembles", "Snapshot ensembles",
         "Wilson et al., Dell EMC: collapsed ensembles, named as future work",
         "Not tried there: weights kept at every cosine restart, their predictions averaged. What to beat: batches of "
         "8 "
         "and 16, their best in all 14 classes",
         "[model]\nweights = \"imagenet\"\n"
         "[training]\nepochs = 20\nlocal_batch = 16\nlearning_rate = 0.001\nschedule = \"cosine_restarts\"\n"
         "restart_epochs = 5\nsnapshots = 4\n",
         "model.weights training.epochs training.local_batch training.learning_rate training.schedule "
         "training.restart_epochs training.snapshots",
         "data.image_size=112\ntraining.epochs=4\ntraining.restart_epochs=1\n", ""},

        {"resnet", "ResNet", "Wilson et al., Dell EMC: named as future work",
         "Not tried there: ResNet of 18 to 101 layers. What is known of it: ResNet-50 gains 8.39 % from records at 4 "
         "GPUs (Vasudev et al., figure 4)",
         "[model]\nweights = \"imagenet\"\n"
         "[training]\nepochs = 15\nlocal_batch = 16\nlearning_rate = 0.001\nplateau_patience = 0\n"
         "[sweep]\nmodel.architecture = [\"resnet18\", \"resnet34\", \"resnet50\", \"resnet101\"]\n",
         "model.weights training.epochs training.local_batch training.learning_rate training.plateau_patience",
         "data.image_size=112\ntraining.epochs=3\n", "[sweep]\nmodel.architecture = [\"resnet18\", \"resnet50\"]\n"},
    };
    return texts;
}

} // namespace roentgen
