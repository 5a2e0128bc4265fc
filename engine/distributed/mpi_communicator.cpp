#include "engine/distributed/mpi_communicator.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <thread>
#define OMPI_SKIP_MPICXX 1
#include <mpi.h>

namespace roentgen::distributed {

namespace {

// MPI 3 counts in int: longer messages go in parts of this many elements.
constexpr size_t largestPart = size_t(1) << 28;

class MpiCommunicator : public Communicator {
public:
    MpiCommunicator() {
        int provided = 0;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
        MPI_Comm_rank(MPI_COMM_WORLD, &m_rank);
        MPI_Comm_size(MPI_COMM_WORLD, &m_size);
        MPI_Comm host = MPI_COMM_NULL;
        MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, m_rank, MPI_INFO_NULL, &host);
        MPI_Comm_rank(host, &m_localRank);
        MPI_Comm_size(host, &m_localSize);
        MPI_Comm_free(&host);
    }
    ~MpiCommunicator() override { MPI_Finalize(); }

    int rank() const override { return m_rank; }
    int size() const override { return m_size; }
    int localRank() const override { return m_localRank; }
    int localSize() const override { return m_localSize; }

    void broadcast(void* bytes, size_t count, int root) override {
        arrive();
        inParts(static_cast<char*>(bytes), count,
                [&](char* part, int n) { MPI_Bcast(part, n, MPI_BYTE, root, MPI_COMM_WORLD); });
    }
    void sum(float* values, size_t count) override {
        arrive();
        inParts(values, count,
                [](float* part, int n) { MPI_Allreduce(MPI_IN_PLACE, part, n, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD); });
    }
    void sum(double* values, size_t count) override {
        arrive();
        inParts(values, count,
                [](double* part, int n) { MPI_Allreduce(MPI_IN_PLACE, part, n, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD); });
    }
    std::vector<std::string> gather(const std::string& bytes) override;
    void barrier() override { arrive(); }
    [[noreturn]] void abort(int exitCode) override {
        MPI_Abort(MPI_COMM_WORLD, exitCode);
        std::_Exit(exitCode);
    }

private:
    // Waits until every rank is here, asleep: Open MPI's own waits spin, and would take the core from the decoding
    // threads and from a rank that is late.
    static void arrive() {
        MPI_Request request = MPI_REQUEST_NULL;
        MPI_Ibarrier(MPI_COMM_WORLD, &request);
        int arrived = 0;
        for (int look = 0; MPI_Test(&request, &arrived, MPI_STATUS_IGNORE), !arrived; ++look) {
            if (look >= 20) // a few looks first: ranks in step are microseconds apart
                std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
    }

    template <typename T, typename Call>
    static void inParts(T* values, size_t count, Call call) {
        for (size_t done = 0; done < count; done += largestPart)
            call(values + done, int(std::min(largestPart, count - done)));
    }

    int m_rank = 0, m_size = 1, m_localRank = 0, m_localSize = 1;
};

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
