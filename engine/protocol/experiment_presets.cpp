// The experiments that come with Roentgen.
#include "engine/protocol/experiment.h"

namespace roentgen {

const std::vector<Preset>& experimentPresets() {
    static const std::vector<Preset> presets = [] {
        std::vector<Preset> list;
        Preset chexnet{"chexnet",
                       "CheXNet",
                       "Rajpurkar et al. 2017; Wilson et al., Dell EMC",
                       "DenseNet-121 from ImageNet weights: mean AUC 0.841 over 14 findings (CheXNet's own split)",
                       {}};
        chexnet.experiment.experiment.name = "chexnet";
        chexnet.experiment.model.weights = "imagenet";
        chexnet.experiment.training.learningRate = 0.001;
        chexnet.experiment.training.localBatch = 16;
        chexnet.experiment.training.epochs = 15;
        chexnet.experiment.training.plateauFactor = 0.1;
        list.push_back(chexnet);

        Preset quick{"quick",
                     "Quick look",
                     "Roentgen's demo",
                     "DenseNet-121 at 112 px from scratch: minutes on a workstation, on phantoms or a small set",
                     {}};
        quick.experiment.experiment.name = "quick-look";
        quick.experiment.data.imageSize = 112;
        quick.experiment.training.localBatch = 16;
        quick.experiment.training.epochs = 4;
        list.push_back(quick);
        return list;
    }();
    return presets;
}

} // namespace roentgen
