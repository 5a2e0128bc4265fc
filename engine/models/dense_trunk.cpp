#include "engine/models/dense_trunk.h"

#include "engine/models/dense_kernel.h"
#include "engine/models/dense_pass.h"
#include "engine/models/torch_headers.h"

#include <torch/csrc/autograd/custom_function.h>

namespace roentgen::models {

namespace {

using torch::Tensor;

// In the order of DensePass::backward.
std::vector<Tensor> parametersOf(const DenseTrunkTensors& trunk) {
    std::vector<Tensor> all;
    const auto addNorm = [&](const DenseNorm& norm) {
        all.push_back(norm.state.weight);
        all.push_back(norm.state.bias);
    };
    for (size_t b = 0; b < trunk.blocks.size(); ++b) {
        for (const DenseLayerTensors& layer : trunk.blocks[b]) {
            addNorm(layer.norm1);
            all.push_back(layer.conv1);
            addNorm(layer.norm2);
            all.push_back(layer.conv2);
        }
        if (b < trunk.transitions.size()) {
            addNorm(trunk.transitions[b].norm);
            all.push_back(trunk.transitions[b].conv);
        }
    }
    addNorm(trunk.last);
    return all;
}

class TrunkFunction : public torch::autograd::Function<TrunkFunction> {
public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, at::TensorList,
                          const DenseTrunkTensors& trunk, const std::shared_ptr<DenseWorkspace>& workspace) {
        auto pass = c10::make_intrusive<DensePass>(x, trunk, workspace, true);
        const Tensor features = pass->forward(x);
        context->saved_data["pass"] =
            c10::IValue::make_capsule(c10::static_intrusive_pointer_cast<torch::CustomClassHolder>(pass));
        return features;
    }
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::tensor_list gradients) {
        const auto held = context->saved_data["pass"].toCapsule();
        DensePass& pass = static_cast<DensePass&>(*held);
        auto result = pass.backward(gradients[0].contiguous(torch::MemoryFormat::ChannelsLast));
        result.emplace_back(); // the trunk
        result.emplace_back(); // the workspace
        context->saved_data.clear();
        return result;
    }
};

bool multipleOfGroup(int64_t channels) {
    return channels > 0 && channels % denseGroup == 0;
}

} // namespace

bool canFuseTrunk(const Tensor& x, const DenseTrunkTensors& trunk) {
    const bool bf16 = x.scalar_type() == torch::kBFloat16;
    if (!x.device().is_cpu() || x.dim() != 4 || x.numel() == 0 || !multipleOfGroup(x.size(1)) ||
        (!bf16 && x.scalar_type() != torch::kFloat) || !denseKernels(bf16))
        return false;
    int64_t height = x.size(2), width = x.size(3);
    for (size_t b = 0; b < trunk.blocks.size(); ++b) {
        for (const DenseLayerTensors& layer : trunk.blocks[b])
            if (!multipleOfGroup(layer.conv1.size(0)) || layer.conv2.size(0) != denseGroup)
                return false;
        if (b < trunk.transitions.size() && !multipleOfGroup(trunk.transitions[b].conv.size(0)))
            return false;
        if (b < trunk.transitions.size() && (height % 2 != 0 || width % 2 != 0))
            return false;
        height /= 2;
        width /= 2;
    }
    return true;
}

Tensor fusedTrunkTraining(const Tensor& x, const DenseTrunkTensors& trunk,
                          const std::shared_ptr<DenseWorkspace>& workspace) {
    return TrunkFunction::apply(x.contiguous(torch::MemoryFormat::ChannelsLast), at::TensorList(parametersOf(trunk)),
                                trunk, workspace->taken ? makeDenseWorkspace() : workspace);
}

Tensor fusedTrunkInference(const Tensor& x, const DenseTrunkTensors& trunk,
                           const std::shared_ptr<DenseWorkspace>& workspace, bool weightsAreFinal) {
    const Tensor input = x.contiguous(torch::MemoryFormat::ChannelsLast);
    const bool free = !workspace->taken;
    return c10::make_intrusive<DensePass>(input, trunk, free ? workspace : makeDenseWorkspace(), false,
                                          free && weightsAreFinal)
        ->forward(input);
}

} // namespace roentgen::models
