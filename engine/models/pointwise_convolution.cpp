#include "engine/models/pointwise_convolution.h"

#include "engine/models/torch_headers.h"

#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <torch/csrc/autograd/custom_function.h>

namespace roentgen::models {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;

// Measured with oneDNN 2.6 on two cores, GFLOP/s of the weights' gradient, convolution and product: at 16 films of
// 14² pixels 350 and 380, of 7² 206 to 256 and 401 to 413; at 28² 378 and 315.
constexpr int64_t FewRows = 4096;
// The same of the way forward: at 7² 331 to 375 and 408 to 430, at 14² 438 and 415.
constexpr int64_t FewRowsForward = 1024;

int64_t rowsOf(const Tensor& x) {
    return x.size(0) * x.size(2) * x.size(3);
}

int64_t strided(int64_t length, int64_t stride) {
    return (length + stride - 1) / stride;
}

// [N,C,h,w] channels last ↔ [N·h·w,C]
Tensor rowsView(const Tensor& x) {
    return x.permute({0, 2, 3, 1}).reshape({rowsOf(x), x.size(1)});
}

Tensor imageView(const Tensor& rows, const Tensor& like) {
    return rows.view({like.size(0), like.size(2), like.size(3), rows.size(1)}).permute({0, 3, 1, 2});
}

Tensor everyPixel(const Tensor& x, int64_t stride) {
    return x.slice(2, 0, c10::nullopt, stride).slice(3, 0, c10::nullopt, stride);
}

class Pointwise : public torch::autograd::Function<Pointwise> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& given, const Tensor& weight, int64_t stride) {
        const Tensor x = stride == 1 ? given : everyPixel(given, stride).contiguous(torch::MemoryFormat::ChannelsLast);
        context->save_for_backward({x, weight});
        context->saved_data["stride"] = stride;
        context->saved_data["height"] = given.size(2);
        context->saved_data["width"] = given.size(3);
        if (rowsOf(x) <= FewRowsForward)
            return imageView(torch::mm(rowsView(x), weight.flatten(1).t()), x);
        return at::convolution(x, weight, {}, {1, 1}, {0, 0}, {1, 1}, false, {0, 0}, 1);
    }
    static torch::autograd::tensor_list backward(AutogradContext* context, torch::autograd::tensor_list gradients) {
        const auto saved = context->get_saved_variables();
        const Tensor &x = saved[0], &weight = saved[1];
        const Tensor dy = gradients[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
        const bool product = rowsOf(x) <= FewRows;
        auto [dx, dWeight, dBias] =
            at::convolution_backward(dy, x, weight, c10::nullopt, {1, 1}, {0, 0}, {1, 1}, false, {0, 0}, 1,
                                     {context->needs_input_grad(0), !product, false});
        if (product)
            dWeight = torch::mm(rowsView(dy).t(), rowsView(x)).view(weight.sizes());
        const int64_t stride = context->saved_data["stride"].toInt();
        if (stride != 1 && dx.defined()) {
            const Tensor sparse = torch::empty({x.size(0), x.size(1), context->saved_data["height"].toInt(),
                                                context->saved_data["width"].toInt()},
                                               x.options(), torch::MemoryFormat::ChannelsLast)
                                      .zero_();
            everyPixel(sparse, stride).copy_(dx);
            dx = sparse;
        }
        return {dx, dWeight, Tensor()};
    }
};

} // namespace

bool paysAsPointwise(const Tensor& x, int64_t stride) {
    if (x.scalar_type() != torch::kBFloat16 || !x.device().is_cpu() || x.dim() != 4 || x.numel() == 0 ||
        !x.is_contiguous(torch::MemoryFormat::ChannelsLast))
        return false;
    return stride > 1 || x.size(0) * strided(x.size(2), stride) * strided(x.size(3), stride) <= FewRows;
}

Tensor pointwiseConvolution(const Tensor& x, const Tensor& weight, int64_t stride) {
    return Pointwise::apply(x, weight, stride);
}

} // namespace roentgen::models
