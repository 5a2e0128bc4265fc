#include "engine/models/dense_workspace.h"

#include "engine/models/torch_headers.h"

namespace roentgen::models {

using torch::Tensor;

Tensor DenseWorkspace::take(const std::string& name, int64_t rows, int64_t columns, torch::ScalarType type) {
    Tensor& kept = m_kept[name];
    if (!kept.defined() || kept.scalar_type() != type || kept.numel() < rows * columns)
        kept = torch::empty({rows * columns}, type);
    return kept.narrow(0, 0, rows * columns).view({rows, columns});
}

} // namespace roentgen::models
