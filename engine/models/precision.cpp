#include "engine/models/precision.h"

#include "engine/models/torch_headers.h"

#include <ATen/autocast_mode.h>
#include <torch/cuda.h>
#include <torch/version.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace roentgen::models {

bool processorHasBf16() {
#if defined(__x86_64__)
    // Intel SDM vol. 2, CPUID leaf 7: subleaf 0 EDX bit 22 is AMX-BF16, subleaf 1 EAX bit 5 is AVX512_BF16.
    // Both also need the operating system to keep the registers: AVX-512's foundation, as the compiler's runtime says.
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (!__builtin_cpu_supports("avx512f") || !__get_cpuid_count(7, 0, &a, &b, &c, &d))
        return false;
    if (d & (1u << 22))
        return true;
    return a >= 1 && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & (1u << 5));
#else
    return false;
#endif
}

Precision choosePrecision(const std::string& name, const torch::Device& device) {
    if (name == "auto")
        return device.is_cuda() || processorHasBf16() ? Precision::Bf16 : Precision::Fp32;
    return name == "bf16" ? Precision::Bf16 : Precision::Fp32;
}

const char* precisionName(Precision precision) {
    return precision == Precision::Bf16 ? "bf16" : "fp32";
}

// LibTorch 2.4 gave the calls a device argument.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
AutocastScope::AutocastScope(Precision precision, const torch::Device& device)
    : m_active(precision == Precision::Bf16)
    , m_cuda(device.is_cuda()) {
    if (!m_active)
        return;
    at::autocast::set_autocast_dtype(device.type(), torch::kBFloat16);
    at::autocast::set_autocast_enabled(device.type(), true);
    at::autocast::increment_nesting();
}

AutocastScope::~AutocastScope() {
    if (!m_active)
        return;
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(m_cuda ? torch::kCUDA : torch::kCPU, false);
}
#else
AutocastScope::AutocastScope(Precision precision, const torch::Device& device)
    : m_active(precision == Precision::Bf16)
    , m_cuda(device.is_cuda()) {
    if (!m_active)
        return;
    if (m_cuda) {
        at::autocast::set_autocast_gpu_dtype(torch::kBFloat16);
        at::autocast::set_enabled(true);
    } else {
        at::autocast::set_autocast_cpu_dtype(torch::kBFloat16);
        at::autocast::set_cpu_enabled(true);
    }
    at::autocast::increment_nesting();
}

AutocastScope::~AutocastScope() {
    if (!m_active)
        return;
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    if (m_cuda)
        at::autocast::set_enabled(false);
    else
        at::autocast::set_cpu_enabled(false);
}
#endif

torch::Tensor castWeight(const torch::Tensor& weight, torch::ScalarType type) {
    return at::autocast::cached_cast(type, weight, weight.device().type());
}

Result<torch::Device> chooseDevice(const std::string& name, int localRank) {
    const int devices = name == "cpu" ? 0 : int(torch::cuda::device_count());
    if (name == "cuda" && devices == 0)
        return environmentError("this machine, or this build of LibTorch, has no CUDA device", "training.device",
                                "set it to auto or cpu");
    if (devices == 0)
        return torch::Device(torch::kCPU);
    return torch::Device(torch::kCUDA, torch::DeviceIndex(localRank % devices));
}

void useTensorFloat32(bool use) {
    at::globalContext().setAllowTF32CuDNN(use);
    at::globalContext().setAllowTF32CuBLAS(use);
}

void setComputeThreads(int threads) {
    // LibTorch makes a second pool of threads anew at every call, which then spins for tens of milliseconds.
    if (at::get_num_threads() != threads)
        at::set_num_threads(threads);
}

} // namespace roentgen::models
