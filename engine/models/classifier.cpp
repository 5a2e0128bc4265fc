#include "engine/models/classifier.h"

#include "engine/models/densenet.h"
#include "engine/models/resnet.h"
#include "engine/models/torch_headers.h"
#include "engine/models/vgg.h"
#include "engine/protocol/architecture.h"

namespace roentgen::models {

bool isHeadTensor(const std::string& name) {
    return name.rfind("classifier.", 0) == 0 || name.rfind("fc.", 0) == 0;
}

Result<std::shared_ptr<Classifier>> makeClassifier(const ModelDescription& d) {
    NormalizationOptions normalization;
    normalization.groupCount = d.groupCount;
    if (!parseNormalization(d.normalization, &normalization.kind))
        return usageError("the normalization '" + d.normalization + "' is unknown", "model.normalization",
                          "use batch, sync_batch, group, instance or none");
    if (auto fits = checkArchitectureUse({d.architecture, d.normalization, d.head, d.groupCount, d.imageSize}); !fits)
        return fits.error();
    if (d.classes.empty())
        return usageError("a classifier needs at least one class", "data.classes");
    const auto classes = int64_t(d.classes.size());
    if (const DenseNetShape* shape = findDenseNet(d.architecture))
        return makeDenseNet(*shape, normalization, d.channels, classes);
    if (const ResNetShape* shape = findResNet(d.architecture))
        return makeResNet(*shape, normalization, d.channels, classes);
    if (const VggShape* shape = findVgg(d.architecture))
        return makeVgg(*shape, d.head == "classic" ? VggHead::Classic : VggHead::Pooled, normalization, d.channels,
                       classes);
    return usageError("the architecture '" + d.architecture + "' is no classifier", "model.architecture",
                      "use a densenet, resnet or vgg");
}

} // namespace roentgen::models
