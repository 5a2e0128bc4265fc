// Gradients on a GPU summed over ranks: by NCCL where LibTorch has it and each rank of a host has a GPU of its own,
// else by an MPI that reads the GPU's memory, else through page-locked memory of the host.
#pragma once

#include "engine/distributed/communicator.h"

#include <torch/types.h>

namespace roentgen::distributed {

class DeviceSum {
public:
    virtual ~DeviceSum() = default;
    // "NCCL 2.22.3", "CUDA-aware MPI", "page-locked memory and MPI"
    virtual std::string way() const = 0;
    // True: sum() returns at once, and the sum goes on beside what the current stream does.
    virtual bool isQueued() const { return false; }
    // values [count] float32, dense, on the device; in place, behind all that the current stream was given before.
    // Collective, in the same order on every rank. One thread at a time.
    virtual void sum(torch::Tensor values, Wire wire) = 0;
    // What the current stream is given from now on finds the sums. Does not wait itself.
    virtual void join() {}

    // Collective: all ranks take the same way. `ranks` must outlive it.
    static std::unique_ptr<DeviceSum> open(Communicator& ranks, const torch::Device& device);
};

} // namespace roentgen::distributed
