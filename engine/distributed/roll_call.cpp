#include "engine/distributed/roll_call.h"

#include "engine/protocol/elapsed.h"

#include <algorithm>

namespace roentgen::distributed {

namespace {

enum Tag { Question = 1, Answer };
constexpr double secondsForAnswers = 2, quietSeconds = 1;

void send(int64_t call, int rank, Tag tag, MPI_Comm comm) {
    MPI_Send(&call, 1, MPI_INT64_T, rank, tag, comm); // so short that it never waits for its receiver
}

// The next message of this kind, if there is one: who sent it, and its call.
bool receive(Tag tag, MPI_Comm comm, int* rank, int64_t* call) {
    int there = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, tag, comm, &there, &status);
    if (!there)
        return false;
    *rank = status.MPI_SOURCE;
    MPI_Recv(call, 1, MPI_INT64_T, *rank, tag, comm, MPI_STATUS_IGNORE);
    return true;
}

} // namespace

RollCall::RollCall() {
    MPI_Comm_dup(MPI_COMM_WORLD, &m_comm);
    MPI_Comm_rank(m_comm, &m_rank);
    MPI_Comm_size(m_comm, &m_size);
    char mine[MPI_MAX_PROCESSOR_NAME] = {};
    int length = 0;
    MPI_Get_processor_name(mine, &length);
    std::vector<char> all(size_t(m_size) * sizeof mine);
    MPI_Allgather(mine, int(sizeof mine), MPI_CHAR, all.data(), int(sizeof mine), MPI_CHAR, m_comm);
    for (int rank = 0; rank < m_size; ++rank)
        m_hosts.emplace_back(all.data() + size_t(rank) * sizeof mine);
}

RollCall::~RollCall() {
    MPI_Comm_free(&m_comm);
}

void RollCall::watch(double seconds, std::function<void(const std::string&)> say) {
    m_seconds = seconds;
    m_say = std::move(say);
}

void RollCall::begin() {
    ++m_call;
    m_begun = Clock::now();
    m_asking = false;
    m_times = 0;
}

void RollCall::look() {
    if (secondsSince(m_begun) < std::min(quietSeconds, m_seconds > 0 ? m_seconds / 2 : quietSeconds))
        return;
    answer();
    if (!m_asking && m_seconds > 0 && secondsSince(m_begun) >= m_seconds * (m_times + 1))
        ask();
    if (m_asking && secondsSince(m_asked) >= std::min(secondsForAnswers, m_seconds))
        speak();
}

void RollCall::answer() {
    int rank = 0;
    int64_t call = 0;
    while (receive(Question, m_comm, &rank, &call))
        send(m_call, rank, Answer, m_comm);
    while (receive(Answer, m_comm, &rank, &call))
        if (m_asking && call >= m_call) // else of an earlier call
            m_here[size_t(rank)] = true;
}

void RollCall::ask() {
    m_asking = true;
    m_asked = Clock::now();
    ++m_times;
    m_here.assign(size_t(m_size), false);
    m_here[size_t(m_rank)] = true;
    for (int rank = 0; rank < m_size; ++rank)
        if (rank != m_rank)
            send(m_call, rank, Question, m_comm);
}

void RollCall::speak() {
    m_asking = false;
    const auto lowest = std::find(m_here.begin(), m_here.end(), true) - m_here.begin();
    std::string missing;
    int count = 0;
    for (int rank = 0; rank < m_size; ++rank) {
        if (m_here[size_t(rank)])
            continue;
        missing += (count++ ? ", " : "") + std::to_string(rank) + " on " + m_hosts[size_t(rank)];
    }
    if (count == 0 || lowest != m_rank || !m_say)
        return;
    m_say("The ranks have waited " + std::to_string(int(secondsSince(m_begun))) + " s for rank" +
          (count > 1 ? "s " : " ") + missing);
}

} // namespace roentgen::distributed
