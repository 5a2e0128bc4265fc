#include "engine/models/classifier.h"

#include "engine/models/densenet.h"
#include "engine/models/resnet.h"
#include "engine/models/torch_headers.h"
#include "engine/models/vgg.h"
#include "engine/protocol/architecture.h"
#include "engine/protocol/architecture_table.h"

#include <variant>

namespace roentgen::models {

bool isHeadTensor(const std::string& name) {
    return name.rfind("classifier.", 0) == 0 || name.rfind("fc.", 0) == 0;
}

namespace {

using Shape = std::variant<DenseNetShape, ResNetShape, VggShape>;

// One for each row of protocol/architecture_table.h.
const std::map<std::string, Shape>& shapes() {
    static const std::map<std::string, Shape> table = {{"densenet121", DenseNetShape{{6, 12, 24, 16}}},
                                                       {"densenet169", DenseNetShape{{6, 12, 32, 32}}},
                                                       {"densenet201", DenseNetShape{{6, 12, 48, 32}}},
                                                       {"resnet18", ResNetShape{{2, 2, 2, 2}, false}},
                                                       {"resnet34", ResNetShape{{3, 4, 6, 3}, false}},
                                                       {"resnet50", ResNetShape{{3, 4, 6, 3}, true}},
                                                       {"resnet101", ResNetShape{{3, 4, 23, 3}, true}},
                                                       {"vgg16", VggShape{false}},
                                                       {"vgg16_bn", VggShape{true}}};
    return table;
}

std::string listOfNames() {
    std::string list;
    for (const std::string& name : architectureNames())
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

using ClassifierPtr = std::shared_ptr<Classifier>;

ClassifierPtr make(const DenseNetShape& shape, const NormalizationOptions& normalization, const ModelDescription& d) {
    return makeDenseNet(shape, normalization, d.channels, int64_t(d.classes.size()));
}

ClassifierPtr make(const ResNetShape& shape, const NormalizationOptions& normalization, const ModelDescription& d) {
    return makeResNet(shape, normalization, d.channels, int64_t(d.classes.size()));
}

ClassifierPtr make(const VggShape& shape, const NormalizationOptions& normalization, const ModelDescription& d) {
    const VggHead head = d.head == "classic" ? VggHead::Classic : VggHead::Pooled;
    return makeVgg(shape, head, normalization, d.channels, int64_t(d.classes.size()));
}

} // namespace

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
    const auto shape = shapes().find(d.architecture);
    if (shape == shapes().end())
        return usageError("the architecture '" + d.architecture + "' is no classifier", "model.architecture",
                          "use " + listOfNames());
    return std::visit([&](const auto& one) { return make(one, normalization, d); }, shape->second);
}

} // namespace roentgen::models
