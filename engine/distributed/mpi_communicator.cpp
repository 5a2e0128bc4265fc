#include "engine/distributed/mpi_communicator.h"

#include "engine/distributed/ring_sum.h"
#include "engine/distributed/roll_call.h"
#include "engine/distributed/shared_sum.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <unistd.h>
#if __has_include(<mpi-ext.h>)
#include <mpi-ext.h> // Open MPI: whether it reads a GPU's memory
#endif

namespace roentgen::distributed {

namespace {

// MPI 3 counts in int: longer messages go in parts of this many elements.
constexpr size_t largestPart = size_t(1) << 28;
// Fewer values than these are MPI's own affair: all latency.
constexpr size_t fewValues = 16384;

class MpiCommunicator : public Communicator {
public:
    MpiCommunicator() {
        int provided = 0;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
        MPI_Comm_rank(MPI_COMM_WORLD, &m_rank);
        MPI_Comm_size(MPI_COMM_WORLD, &m_size);
        MPI_Comm host = MPI_COMM_NULL;
        MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, m_rank, MPI_INFO_NULL, &host);
        MPI_Comm_rank(host, &m_localRank);
        MPI_Comm_size(host, &m_localSize);
        int leader = m_rank;
        MPI_Bcast(&leader, 1, MPI_INT, 0, host);
        MPI_Comm_free(&host);
        takePlaceInRing(leader);
        m_rollCall = std::make_unique<RollCall>();
    }
    ~MpiCommunicator() override {
        m_rollCall.reset();
        MPI_Finalize();
    }

    int rank() const override { return m_rank; }
    int size() const override { return m_size; }
    int localRank() const override { return m_localRank; }
    int localSize() const override { return m_localSize; }

    void broadcast(void* bytes, size_t count, int root) override {
        arrive();
        inParts(static_cast<char*>(bytes), count,
                [&](char* part, int n) { MPI_Bcast(part, n, MPI_BYTE, root, MPI_COMM_WORLD); });
    }
    void sum(float* values, size_t count, Wire wire) override;
    void sum(double* values, size_t count) override {
        arrive();
        inParts(values, count,
                [](double* part, int n) { MPI_Allreduce(MPI_IN_PLACE, part, n, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD); });
    }
    std::vector<std::string> gather(const std::string& bytes) override;
    void barrier() override { arrive(); }
    std::shared_ptr<float> allocate(size_t count) override;
    std::string sumsBy() const override { return m_shared.empty() ? "a ring of MPI messages" : "shared memory"; }
    bool readsDeviceMemory() const override {
#if defined(MPIX_CUDA_AWARE_SUPPORT)
        return MPIX_Query_cuda_support() != 0;
#else
        return false;
#endif
    }
    void sumOnDevice(float* values, size_t count) override {
        arrive();
        inParts(values, count,
                [](float* part, int n) { MPI_Allreduce(MPI_IN_PLACE, part, n, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD); });
    }
    void watch(double seconds, std::function<void(const std::string&)> say) override {
        m_rollCall->watch(seconds, std::move(say));
    }
    [[noreturn]] void abort(int exitCode) override {
        MPI_Abort(MPI_COMM_WORLD, exitCode);
        std::_Exit(exitCode);
    }

private:
    // Waits until every rank is here, asleep: Open MPI's own waits spin, and would take the core from the decoding
    // threads and from a rank that is late.
    void arrive() {
        m_rollCall->begin();
        MPI_Request request = MPI_REQUEST_NULL;
        MPI_Ibarrier(MPI_COMM_WORLD, &request);
        waitFor(&request);
    }
    // Sleeps for a quarter of what it has waited so far, or of what the caller expects: a core that looks every 50 µs
    // at a slow link is lost to the step. Returns the seconds.
    double waitFor(MPI_Request* request, double expectedSeconds = 0);
    // host: the same number on all ranks of a host.
    void takePlaceInRing(int host) {
        std::vector<int> hosts(static_cast<size_t>(m_size), 0);
        MPI_Allgather(&host, 1, MPI_INT, hosts.data(), 1, MPI_INT, MPI_COMM_WORLD);
        const std::vector<int> order = ringOrder(hosts);
        m_place = int(std::find(order.begin(), order.end(), m_rank) - order.begin());
        m_before = order[size_t((m_place + m_size - 1) % m_size)];
        m_after = order[size_t((m_place + 1) % m_size)];
    }
    void sumAroundRing(float* values, size_t count, Wire wire);

    template <typename T, typename Call>
    static void inParts(T* values, size_t count, Call call) {
        for (size_t done = 0; done < count; done += largestPart)
            call(values + done, int(std::min(largestPart, count - done)));
    }

    int m_rank = 0, m_size = 1, m_localRank = 0, m_localSize = 1;
    int m_place = 0, m_before = 0, m_after = 0; // in the ring
    int m_allocations = 0;
    std::unique_ptr<RollCall> m_rollCall;
    std::vector<std::weak_ptr<SharedBlocks>> m_shared;
    RingMemory m_ringMemory;
};

double MpiCommunicator::waitFor(MPI_Request* request, double expectedSeconds) {
    constexpr int quickLooks = 20; // ranks in step are microseconds apart
    constexpr double shortestNap = 50e-6, longestNap = 1e-3, secondsOfACall = 0.01;
    const auto start = std::chrono::steady_clock::now();
    double waited = 0, called = 0;
    int done = 0;
    for (int look = 0; MPI_Test(request, &done, MPI_STATUS_IGNORE), !done; ++look) {
        if (look < quickLooks)
            continue;
        const double nap = std::clamp(std::max(waited, expectedSeconds) / 4, shortestNap, longestNap);
        std::this_thread::sleep_for(std::chrono::duration<double>(nap));
        waited = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (waited - called >= secondsOfACall) {
            called = waited;
            m_rollCall->look();
        }
    }
    return waited;
}

void MpiCommunicator::sum(float* values, size_t count, Wire wire) {
    for (const auto& weak : m_shared) {
        const auto blocks = weak.lock();
        if (!blocks || !blocks->holds(m_localRank, values, count))
            continue;
        arrive();
        blocks->addUp(m_localRank, size_t(values - blocks->block(m_localRank)), count);
        arrive();
        return;
    }
    arrive();
    if (count >= fewValues)
        return sumAroundRing(values, count, wire);
    MPI_Allreduce(MPI_IN_PLACE, values, int(count), MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD);
}

void MpiCommunicator::sumAroundRing(float* values, size_t count, Wire wire) {
    constexpr int tag = 2;
    std::vector<MPI_Request> requests;
    RingNeighbours neighbours;
    neighbours.receive = [&](void* bytes, size_t n) {
        requests.push_back(MPI_REQUEST_NULL);
        MPI_Irecv(bytes, int(n), MPI_BYTE, m_before, tag, MPI_COMM_WORLD, &requests.back());
        return int(requests.size()) - 1;
    };
    neighbours.send = [&](const void* bytes, size_t n) {
        requests.push_back(MPI_REQUEST_NULL);
        MPI_Isend(bytes, int(n), MPI_BYTE, m_after, tag, MPI_COMM_WORLD, &requests.back());
        return int(requests.size()) - 1;
    };
    double last = 0; // segments of one size come at a steady pace
    neighbours.wait = [&](int ticket) { last = waitFor(&requests[size_t(ticket)], last); };
    ringSum(values, count, m_place, m_size, wire, neighbours, m_ringMemory);
}

std::shared_ptr<float> MpiCommunicator::allocate(size_t count) {
    if (m_localSize != m_size || m_size == 1)
        return Communicator::allocate(count);
    std::string name = "/roentgen-" + std::to_string(::getpid()) + "-" + std::to_string(m_allocations++);
    Communicator::broadcast(name);
    std::shared_ptr<SharedBlocks> blocks;
    if (m_rank == 0)
        blocks = SharedBlocks::open(name, SharedBlocks::Role::Maker, m_size, count);
    arrive();
    if (m_rank != 0)
        blocks = SharedBlocks::open(name, SharedBlocks::Role::Guest, m_size, count);
    double failed = blocks ? 0 : 1;
    sum(&failed, 1);
    if (m_rank == 0)
        SharedBlocks::unlink(name);
    if (failed > 0)
        return Communicator::allocate(count);
    m_shared.push_back(blocks);
    return std::shared_ptr<float>(blocks, blocks->block(m_localRank));
}

std::vector<std::string> MpiCommunicator::gather(const std::string& bytes) {
    arrive();
    const uint64_t mine = bytes.size();
    std::vector<uint64_t> sizes(size_t(m_size), 0);
    MPI_Gather(&mine, 1, MPI_UINT64_T, sizes.data(), 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    constexpr int tag = 1;
    if (m_rank != 0) {
        inParts(const_cast<char*>(bytes.data()), bytes.size(),
                [](char* part, int n) { MPI_Send(part, n, MPI_BYTE, 0, tag, MPI_COMM_WORLD); });
        return {};
    }
    std::vector<std::string> all(sizes.size());
    all[0] = bytes;
    for (int rank = 1; rank < m_size; ++rank) {
        all[size_t(rank)].resize(sizes[size_t(rank)]);
        inParts(all[size_t(rank)].data(), all[size_t(rank)].size(), [rank](char* part, int n) {
            MPI_Recv(part, n, MPI_BYTE, rank, tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        });
    }
    return all;
}

} // namespace

std::unique_ptr<Communicator> openMpiCommunicator() {
    return std::make_unique<MpiCommunicator>();
}

} // namespace roentgen::distributed
