#include "tests/inference/small_model.h"

#include "engine/models/classifier.h"

#include <cstdio>
#include <cstdlib>
#include <torch/types.h>
#include <torch/utils.h>

namespace roentgen::tests {

const std::vector<std::string>& smallModelClasses() {
    static const std::vector<std::string> classes = {"Nodule", "Effusion", "Pleural_Thickening"};
    return classes;
}

namespace {

models::ModelDescription smallDescription() {
    models::ModelDescription description;
    description.classes = smallModelClasses();
    description.imageSize = smallImageSize;
    description.storedSize = smallStoredSize;
    return description;
}

void write(const std::string& path, const models::ModelDescription& description) {
    torch::manual_seed(5);
    auto model = models::makeClassifier(description);
    if (!model || !models::saveWeights(path, **model, description)) {
        std::fprintf(stderr, "cannot write the test's weights %s\n", path.c_str());
        std::exit(1);
    }
}

} // namespace

void writeSmallModel(const std::string& path, int channels, bool exclusiveClasses, const std::string& datasetSha256) {
    models::ModelDescription description = smallDescription();
    description.channels = channels;
    description.exclusiveClasses = exclusiveClasses;
    description.datasetSha256 = datasetSha256;
    if (channels == 3) {
        description.mean = {0.485f, 0.456f, 0.406f};
        description.deviation = {0.229f, 0.224f, 0.225f};
    }
    write(path, description);
}

void writeSmallModelTrainedOn(const std::string& path, const TrainedOn& films) {
    models::ModelDescription description = smallDescription();
    description.trainedOn = films;
    write(path, description);
}

} // namespace roentgen::tests
