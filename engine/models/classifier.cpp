#include "engine/models/classifier.h"

#include "engine/models/densenet.h"
#include "engine/models/torch_headers.h"

namespace roentgen::models {

Result<std::shared_ptr<Classifier>> makeClassifier(const ModelDescription& description) {
    const DenseNetShape* denseNet = findDenseNet(description.architecture);
    if (!denseNet)
        return usageError("the architecture '" + description.architecture + "' is not built yet", "model.architecture",
                          "use densenet121, densenet169 or densenet201");
    NormalizationOptions normalization;
    if (!parseNormalization(description.normalization, &normalization.kind))
        return usageError("the normalization '" + description.normalization + "' is not built yet",
                          "model.normalization", "use batch, group, instance or none");
    if (description.classes.empty())
        return usageError("a classifier needs at least one class", "data.classes");
    return makeDenseNet(*denseNet, normalization, description.channels, int64_t(description.classes.size()));
}

} // namespace roentgen::models
