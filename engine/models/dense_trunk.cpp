#include "engine/models/dense_trunk.h"

#include "engine/models/dense_backward.h"
#include "engine/models/dense_forward.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

namespace roentgen::models {

namespace {

using torch::Tensor;

// One pass, forward and back, and what both share. One thread at a time.
struct DensePass : torch::CustomClassHolder {
    DensePass(const Tensor& x, const DenseTrunkTensors& given, std::shared_ptr<DenseWorkspace> workspace, bool training,
              bool weightsAreFinal = false)
        : trunk(given)
        , tape(x, trunk)
        , machine(x.scalar_type(), tape.shapes, std::move(workspace), weightsAreFinal)
        , forward(trunk, machine, tape, training)
        , backward(trunk, machine, tape) {}

    const DenseTrunkTensors trunk;
    DenseTape tape;
    DenseMachine machine;
    DenseForward forward;
    DenseBackward backward;
};

// In the order of DenseBackward::block.
std::vector<Tensor> blockParameters(const DenseTrunkTensors& trunk, size_t block) {
    std::vector<Tensor> all;
    const auto addNorm = [&](const DenseNorm& norm) {
        all.push_back(norm.state.weight);
        all.push_back(norm.state.bias);
    };
    for (const DenseLayerTensors& layer : trunk.blocks[block]) {
        addNorm(layer.norm1);
        all.push_back(layer.conv1);
        addNorm(layer.norm2);
        all.push_back(layer.conv2);
    }
    const bool last = block + 1 == trunk.blocks.size();
    addNorm(last ? trunk.last : trunk.transitions[block].norm);
    if (!last)
        all.push_back(trunk.transitions[block].conv);
    return all;
}

// A block is a step of autograd, so that its gradients are out while those before it are still computed.
class BlockFunction : public torch::autograd::Function<BlockFunction> {
public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, at::TensorList,
                          const c10::intrusive_ptr<DensePass>& pass, size_t block) {
        if (block == 0)
            pass->forward.begin(x);
        context->saved_data["pass"] =
            c10::IValue::make_capsule(c10::static_intrusive_pointer_cast<torch::CustomClassHolder>(pass));
        context->saved_data["block"] = int64_t(block);
        return pass->forward.block(block);
    }
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::tensor_list gradients) {
        const auto held = context->saved_data["pass"].toCapsule();
        DensePass& pass = static_cast<DensePass&>(*held);
        auto result =
            pass.backward.block(size_t(context->saved_data["block"].toInt()),
                                gradients[0].contiguous(gradients[0].dim() == 4 ? torch::MemoryFormat::ChannelsLast
                                                                                : torch::MemoryFormat::Contiguous));
        result.emplace_back(); // the pass
        result.emplace_back(); // the block's number
        context->saved_data.clear();
        return result;
    }
};

bool multipleOfGroup(int64_t channels) {
    return channels > 0 && channels % denseGroup == 0;
}

} // namespace

std::shared_ptr<DenseWorkspace> makeDenseWorkspace() {
    return std::make_shared<DenseWorkspace>();
}

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

Tensor fusedTrunkTraining(const Tensor& given, const DenseTrunkTensors& trunk,
                          const std::shared_ptr<DenseWorkspace>& workspace) {
    Tensor x = given.contiguous(torch::MemoryFormat::ChannelsLast);
    const auto pass =
        c10::make_intrusive<DensePass>(x, trunk, workspace->taken ? makeDenseWorkspace() : workspace, true);
    for (size_t block = 0; block < trunk.blocks.size(); ++block)
        x = BlockFunction::apply(x, at::TensorList(blockParameters(trunk, block)), pass, block);
    return x;
}

Tensor fusedTrunkInference(const Tensor& x, const DenseTrunkTensors& trunk,
                           const std::shared_ptr<DenseWorkspace>& workspace, bool weightsAreFinal) {
    const Tensor input = x.contiguous(torch::MemoryFormat::ChannelsLast);
    const bool free = !workspace->taken;
    return c10::make_intrusive<DensePass>(input, trunk, free ? workspace : makeDenseWorkspace(), false,
                                          free && weightsAreFinal)
        ->forward.all(input);
}

} // namespace roentgen::models
