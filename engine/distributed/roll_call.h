// Names the ranks that the others wait for. Built with ROENTGEN_MPI only.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>
#define OMPI_SKIP_MPICXX 1
#include <mpi.h>

namespace roentgen::distributed {

// A rank that has waited for long in a collective call asks the others how far they are. Who waits, too, answers at
// once; who does not answer has not come. For the thread that makes the MPI calls.
class RollCall {
public:
    RollCall(); // collective
    ~RollCall();
    RollCall(const RollCall&) = delete;
    RollCall& operator=(const RollCall&) = delete;

    void watch(double seconds, std::function<void(const std::string& line)> say);
    // A collective call begins, or got on.
    void begin();
    // Of a wait: cheap; to be called every few milliseconds at most.
    void look();

private:
    using Clock = std::chrono::steady_clock;
    void answer();
    void ask();
    void speak();

    MPI_Comm m_comm = MPI_COMM_NULL;
    int m_rank = 0, m_size = 1;
    std::vector<std::string> m_hosts;
    double m_seconds = 0; // 0: not watched
    std::function<void(const std::string&)> m_say;
    int64_t m_call = 0; // collective calls so far
    Clock::time_point m_begun, m_asked;
    bool m_asking = false;
    int m_times = 0; // asked in this call
    std::vector<bool> m_here;
};

} // namespace roentgen::distributed
