#include "engine/distributed/device_sum.h"

#include "engine/distributed/nccl_sum.h"
#include "engine/models/torch_headers.h"

#include <torch/cuda.h>

namespace roentgen::distributed {

namespace {

class DirectSum : public DeviceSum {
public:
    explicit DirectSum(Communicator& ranks)
        : m_ranks(ranks) {}
    std::string way() const override { return "CUDA-aware MPI"; }
    void sum(torch::Tensor values, Wire) override {
        torch::cuda::synchronize(values.device().index()); // MPI knows no streams
        m_ranks.sumOnDevice(values.data_ptr<float>(), size_t(values.numel()));
    }

private:
    Communicator& m_ranks;
};

class StagedSum : public DeviceSum {
public:
    explicit StagedSum(Communicator& ranks)
        : m_ranks(ranks) {}
    std::string way() const override { return "page-locked memory and MPI"; }
    void sum(torch::Tensor values, Wire wire) override {
        const int64_t count = values.numel();
        if (!m_host.defined() || m_host.numel() < count)
            m_host = torch::empty({count}, torch::TensorOptions().pinned_memory(true));
        const torch::Tensor part = m_host.narrow(0, 0, count);
        part.copy_(values); // waits
        m_ranks.sum(part.data_ptr<float>(), size_t(count), wire);
        values.copy_(part); // waits: the next sum takes the same memory
    }

private:
    Communicator& m_ranks;
    torch::Tensor m_host;
};

} // namespace

std::unique_ptr<DeviceSum> DeviceSum::open(Communicator& ranks, const torch::Device& device) {
    if (auto byNccl = openNcclSum(ranks, device))
        return byNccl;
    double without = ranks.readsDeviceMemory() ? 0 : 1;
    ranks.sum(&without, 1);
    if (without == 0)
        return std::make_unique<DirectSum>(ranks);
    return std::make_unique<StagedSum>(ranks);
}

#ifndef ROENTGEN_NCCL
std::unique_ptr<DeviceSum> openNcclSum(Communicator&, const torch::Device&) {
    return nullptr;
}
#endif

} // namespace roentgen::distributed
