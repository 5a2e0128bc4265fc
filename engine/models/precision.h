// How a model is computed: precision, memory layout, threads. The only place that makes autocast calls (LibTorch 2.x
// renames them).
#pragma once

#include "engine/protocol/result.h"

#include <string>
#include <torch/types.h>

namespace roentgen::models {

enum class Precision { Fp32, Bf16 };

// True where the processor multiplies bf16 itself (AVX-512 BF16 or AMX; by cpuid).
bool processorHasBf16();
// "fp32", "bf16", or "auto": bf16 where the device has it.
Precision choosePrecision(const std::string& name, const torch::Device& device);
const char* precisionName(Precision precision);

// Mixed precision within its scope: convolutions in bf16, sums and the loss in fp32. Fp32 does nothing.
// Weights are cast once within a scope. For one thread; not to be nested.
class AutocastScope {
public:
    AutocastScope(Precision precision, const torch::Device& device);
    ~AutocastScope();
    AutocastScope(const AutocastScope&) = delete;
    AutocastScope& operator=(const AutocastScope&) = delete;

private:
    bool m_active, m_cuda;
};

// A weight in the type of what it is multiplied with: cast once within an AutocastScope, as autocast itself does it.
torch::Tensor castWeight(const torch::Tensor& weight, torch::ScalarType type);

// "auto", "cpu" or "cuda"; a rank takes the GPU of its local rank. Environment error: cuda where there is none.
Result<torch::Device> chooseDevice(const std::string& name, int localRank);

// Whether a GPU may round the factors of fp32 products to 11 bits (TF32), as LibTorch lets convolutions by default.
void useTensorFloat32(bool use);

// Threads of every tensor operation of this process.
void setComputeThreads(int threads);

} // namespace roentgen::models
