#include "engine/training/parameter_layout.h"

#include "engine/models/classifier.h"
#include "engine/models/torch_headers.h"

namespace roentgen::training {

int64_t ParameterLayout::headBegin() const {
    int64_t begin = 0;
    for (size_t k = 0; k < parts.size(); ++k)
        if (parts[k].isTrunk)
            begin = k + 1 < parts.size() ? parts[k + 1].offset : size;
    return begin;
}

ParameterLayout layoutOf(const torch::nn::Module& model, int64_t size) {
    ParameterLayout layout;
    layout.size = size;
    for (const auto& parameter : model.named_parameters())
        layout.parts.push_back(
            {parameter->storage_offset(), !models::isHeadTensor(parameter.key()), parameter->dim() <= 1});
    return layout;
}

} // namespace roentgen::training
