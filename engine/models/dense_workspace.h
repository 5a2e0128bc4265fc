// What the passes through a dense trunk keep from step to step.
#pragma once

#include "engine/models/dense_norm.h"

#include <map>
#include <string>
#include <torch/types.h>

namespace roentgen::models {

// Buffers that live from step to step: page faults cost more than the arithmetic on a large allocation.
class DenseWorkspace {
public:
    // [rows, columns] of this type; the same name gives the same memory as long as that is large enough.
    torch::Tensor take(const std::string& name, int64_t rows, int64_t columns, torch::ScalarType type);

    bool taken = false; // by a pass that has not ended yet
    // Of inference with final weights, by the weight that they are made of.
    std::map<const void*, torch::Tensor> packed, packedWinograd;
    std::map<const void*, NormTape> norms;

private:
    std::map<std::string, torch::Tensor> m_kept;
};

} // namespace roentgen::models
