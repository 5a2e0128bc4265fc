#include "engine/models/sync_norm.h"

#include "engine/models/torch_headers.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

namespace roentgen::models {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;

struct KeptSum : torch::CustomClassHolder {
    explicit KeptSum(std::shared_ptr<const SumOverRanks> given)
        : sum(std::move(given)) {}
    std::shared_ptr<const SumOverRanks> sum;
};

// The sum over ranks of 1-d tensors, joined: [n] float64 on the device of the first.
Tensor summed(const std::vector<Tensor>& parts, const SumOverRanks& sum) {
    Tensor all = torch::cat(parts).to(torch::kCPU, torch::kDouble).contiguous();
    sum(all.data_ptr<double>(), size_t(all.numel()));
    return all.to(parts.front().device());
}

Tensor overPixels(const Tensor& x) {
    return x.sum({0, 2, 3});
}
Tensor spread(const Tensor& perChannel) {
    return perChannel.to(torch::kFloat).view({1, -1, 1, 1});
}

class SyncNorm : public torch::autograd::Function<SyncNorm> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& given, const Tensor& weight, const Tensor& bias,
                          const BatchNormState& state);
    static torch::autograd::tensor_list backward(AutogradContext* context, torch::autograd::tensor_list gradients);
};

Tensor SyncNorm::forward(AutogradContext* context, const Tensor& given, const Tensor& weight, const Tensor& bias,
                         const BatchNormState& state) {
    const Tensor x = given.to(torch::kFloat);
    const int64_t channels = x.size(1);
    const double rows = double(x.size(0) * x.size(2) * x.size(3));
    const Tensor exact = x.to(torch::kDouble);
    const Tensor all = summed({torch::full({1}, rows, exact.options()), overPixels(exact), overPixels(exact.square())},
                              *state.sumOverRanks);
    const double count = all[0].item<double>();
    const Tensor mean = all.narrow(0, 1, channels) / count;
    const Tensor variance = (all.narrow(0, 1 + channels, channels) / count - mean.square()).clamp_min(0);
    const Tensor inverse = (variance + state.epsilon).rsqrt();
    const auto move = [&](Tensor running, const Tensor& to) {
        running.mul_(1 - state.momentum).add_(to.to(running.scalar_type()), state.momentum);
    };
    move(state.runningMean, mean);
    move(state.runningVariance, variance * (count > 1 ? count / (count - 1) : 1));
    context->saved_data["count"] = count;
    context->saved_data["sum"] = c10::IValue::make_capsule(c10::make_intrusive<KeptSum>(state.sumOverRanks));
    context->save_for_backward({given, weight, mean, inverse});
    return ((x - spread(mean)) * spread(inverse * weight) + spread(bias)).to(given.scalar_type());
}

torch::autograd::tensor_list SyncNorm::backward(AutogradContext* context, torch::autograd::tensor_list gradients) {
    const auto saved = context->get_saved_variables();
    const Tensor x = saved[0].to(torch::kFloat), dy = gradients[0].to(torch::kFloat);
    const Tensor &weight = saved[1], &mean = saved[2], &inverse = saved[3];
    const auto kept = c10::static_intrusive_pointer_cast<KeptSum>(context->saved_data["sum"].toCapsule());
    const double count = context->saved_data["count"].toDouble();
    const Tensor centered = x - spread(mean);
    const Tensor sum = overPixels(dy.to(torch::kDouble)), product = overPixels((dy * centered).to(torch::kDouble));
    const Tensor all = summed({sum, product}, *kept->sum);
    const int64_t channels = x.size(1);
    const Tensor meanSum = all.narrow(0, 0, channels) / count, meanProduct = all.narrow(0, channels, channels) / count;
    // Ioffe and Szegedy 2015, section 3, over the batch of all ranks; the parameters' gradients are this rank's part.
    const Tensor dx =
        (dy - spread(meanSum) - centered * spread(inverse.square() * meanProduct)) * spread(inverse * weight);
    return {dx.to(saved[0].scalar_type()), (product * inverse).to(torch::kFloat), sum.to(torch::kFloat), Tensor()};
}

} // namespace

Tensor syncNormTraining(const Tensor& x, const BatchNormState& state) {
    return SyncNorm::apply(x, state.weight, state.bias, state);
}

} // namespace roentgen::models
