// What the ranks of a training run say to each other. Without mpirun (or without MPI) there is one rank, and every call
// returns at once. No mpi.h here.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace roentgen::distributed {

// How values of sum() travel between hosts.
enum class Wire { Float, Bf16 }; // rounded to 16 bits on their way: half the bytes; added up in float32

// Every call but rank(), size(), localRank(), localSize() and abort() is collective: all ranks make it, in the same
// order, also those that have nothing to give. One thread at a time (not always the same). A failing transport ends the
// process (MPI's default): there is nothing to go on with.
class Communicator {
public:
    virtual ~Communicator() = default;
    virtual int rank() const = 0;
    virtual int size() const = 0;
    virtual int localRank() const = 0; // among the ranks of this host
    virtual int localSize() const = 0;

    virtual void broadcast(void* bytes, size_t count, int root) = 0;
    // The sum over ranks, in place, on every rank, with the same bits on each. The same ranks, count and wire give the
    // same bits.
    virtual void sum(float* values, size_t count, Wire wire = Wire::Float) = 0;
    virtual void sum(double* values, size_t count) = 0;
    // On rank 0 one entry a rank, in rank order (of any lengths); elsewhere empty.
    virtual std::vector<std::string> gather(const std::string& bytes) = 0;
    virtual void barrier() = 0;
    // Memory, all 0, whose values sum() adds up without copies where all ranks share a host. The same count on every
    // rank. It must not outlive the communicator.
    virtual std::shared_ptr<float> allocate(size_t count);
    // How sum() of large float arrays works here, for the log: "shared memory", "a ring"; empty with one rank.
    virtual std::string sumsBy() const { return {}; }
    // Where true, sumOnDevice() takes memory of a GPU, on which nothing may be under way.
    virtual bool readsDeviceMemory() const { return false; }
    virtual void sumOnDevice(float* values, size_t count) { sum(values, count); }
    // Whoever has waited so long for other ranks calls `say` with a line that names those that have not come, and again
    // after each such time; of all that wait, the lowest rank speaks, on the thread that waits. Not collective.
    virtual void watch(double seconds, std::function<void(const std::string& line)> say);
    // Takes the other ranks down with this one.
    [[noreturn]] virtual void abort(int exitCode) = 0;

    void broadcast(std::string& bytes, int root = 0);
    template <typename T>
    void broadcastValue(T& value, int root = 0) {
        broadcast(&value, sizeof value, root);
    }
    // Values of any count a rank, joined in rank order on rank 0.
    template <typename T>
    std::vector<T> gatherValues(const std::vector<T>& values);
};

// Under mpirun (or srun with PMIx): MPI_COMM_WORLD; else one process. The last one to go calls MPI_Finalize.
std::unique_ptr<Communicator> openCommunicator();
std::unique_ptr<Communicator> oneProcess();
// True where the environment says that a launcher started this process as one of several ranks.
bool startedByMpi();

template <typename T>
std::vector<T> Communicator::gatherValues(const std::vector<T>& values) {
    const std::string bytes(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    std::vector<T> all;
    for (const std::string& part : gather(bytes)) {
        const T* begin = reinterpret_cast<const T*>(part.data());
        all.insert(all.end(), begin, begin + part.size() / sizeof(T));
    }
    return all;
}

} // namespace roentgen::distributed
