// Compiled where LibTorch is built with CUDA and NCCL.
#include "engine/distributed/nccl_sum.h"

#include <ATen/cuda/CUDAEvent.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <iostream>
#include <torch/csrc/cuda/nccl.h>
#include <torch/cuda.h>

namespace roentgen::distributed {

namespace {

namespace nccl = torch::cuda::nccl;

std::string versionText() {
    const uint64_t version = nccl::version(); // major, minor and patch in 32, 16 and 16 bits
    return "NCCL " + std::to_string(version >> 32) + "." + std::to_string((version >> 16) & 0xffff) + "." +
           std::to_string(version & 0xffff);
}

class NcclSum : public DeviceSum {
public:
    NcclSum(nccl::ncclComm_t communicator, const torch::Device& device)
        : m_communicator(communicator)
        , m_stream(c10::cuda::getStreamFromPool(/*isHighPriority=*/true, device.index())) {}
    ~NcclSum() override {
        m_stream.synchronize();
        nccl::comm_destroy(m_communicator);
    }
    std::string way() const override { return versionText(); }
    bool isQueued() const override { return true; }

    void sum(torch::Tensor values, Wire wire) override {
        at::cuda::CUDAEvent ready;
        ready.record(c10::cuda::getCurrentCUDAStream(m_stream.device_index()));
        ready.block(m_stream);
        const c10::cuda::CUDAStreamGuard onMine(m_stream);
        // Rounded once before the sum, as the ring rounds; NCCL adds up in bf16 then.
        torch::Tensor sent = wire == Wire::Bf16 ? values.to(torch::kBFloat16) : values;
        std::vector<torch::Tensor> out = {sent};
        nccl::all_reduce({sent}, out, int(nccl::ncclRedOp::Sum), {m_stream}, {m_communicator});
        if (wire == Wire::Bf16)
            values.copy_(sent);
    }
    void join() override {
        at::cuda::CUDAEvent done;
        done.record(m_stream);
        done.block(c10::cuda::getCurrentCUDAStream(m_stream.device_index()));
    }

private:
    nccl::ncclComm_t m_communicator;
    c10::cuda::CUDAStream m_stream;
};

// How many ranks this went wrong for.
double failures(Communicator& ranks, bool mine) {
    double failed = mine ? 1 : 0;
    ranks.sum(&failed, 1);
    return failed;
}

} // namespace

std::unique_ptr<DeviceSum> openNcclSum(Communicator& ranks, const torch::Device& device) {
    // NCCL wants a GPU of its own for each rank.
    if (failures(ranks, ranks.localSize() > int(torch::cuda::device_count())) > 0)
        return nullptr;
    nccl::ncclUniqueId id = {};
    nccl::ncclComm_t communicator = nullptr;
    const c10::DeviceGuard onDevice(device);
    const auto tried = [&](const auto& call) {
        try {
            call();
            return true;
        } catch (const std::exception& e) {
            std::cerr << "rank " + std::to_string(ranks.rank()) + ": NCCL cannot be used: " + e.what() + "\n";
            return false;
        }
    };
    const bool hasId = ranks.rank() != 0 || tried([&] { nccl::get_unique_id(id); });
    if (failures(ranks, !hasId) > 0)
        return nullptr;
    ranks.broadcastValue(id);
    const bool hasOne = tried([&] { communicator = nccl::comm_init_rank(ranks.size(), id, ranks.rank()); });
    if (failures(ranks, !hasOne) > 0) {
        if (communicator)
            nccl::comm_destroy(communicator);
        return nullptr;
    }
    return std::make_unique<NcclSum>(communicator, device);
}

} // namespace roentgen::distributed
