// The sum around a ring, its ranks threads of this process with queues between neighbours.
#include "engine/distributed/ring_sum.h"

#include <QtTest>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <numeric>
#include <thread>

using namespace roentgen::distributed;

namespace {

// Messages from one rank to the next, copied when they are sent.
class Queue {
public:
    void put(const void* bytes, size_t count) {
        const auto* begin = static_cast<const char*>(bytes);
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_messages.emplace_back(begin, begin + count);
        m_change.notify_all();
    }
    void take(void* bytes, size_t count) {
        std::unique_lock<std::mutex> lock(m_mutex);
        m_change.wait(lock, [&] { return !m_messages.empty(); });
        if (m_messages.front().size() != count)
            std::abort(); // the neighbours disagree on the parts
        std::memcpy(bytes, m_messages.front().data(), count);
        m_messages.pop_front();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_change;
    std::deque<std::vector<char>> m_messages;
};

void sumAsRank(std::vector<float>* values, int rank, int ranks, Wire wire, std::vector<Queue>* queues) {
    std::vector<std::pair<void*, size_t>> tickets;
    RingNeighbours neighbours;
    neighbours.receive = [&](void* bytes, size_t count) {
        tickets.emplace_back(bytes, count);
        return int(tickets.size()) - 1;
    };
    neighbours.send = [&](const void* bytes, size_t count) {
        (*queues)[size_t((rank + 1) % ranks)].put(bytes, count);
        tickets.emplace_back(nullptr, 0);
        return int(tickets.size()) - 1;
    };
    neighbours.wait = [&](int ticket) {
        const auto [bytes, count] = tickets[size_t(ticket)];
        if (bytes)
            (*queues)[size_t(rank)].take(bytes, count);
    };
    RingMemory memory;
    ringSum(values->data(), values->size(), rank, ranks, wire, neighbours, memory);
}

float valueOf(size_t k, int rank) {
    return std::sin(float(k) + 100.f * float(rank));
}

} // namespace

class RingSumTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRankGetsTheSumInTheSameBits_data();
    void everyRankGetsTheSumInTheSameBits();
    void ranksOfAHostAreNeighbours_data();
    void ranksOfAHostAreNeighbours();
};

void RingSumTest::everyRankGetsTheSumInTheSameBits_data() {
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("bf16");
    for (int ranks : {2, 3, 5})
        for (int count : {1, 7, 300000, 1000003})
            for (bool bf16 : {false, true})
                QTest::addRow("%d ranks, %d values, %s", ranks, count, bf16 ? "bf16" : "fp32")
                    << ranks << count << bf16;
}

void RingSumTest::everyRankGetsTheSumInTheSameBits() {
    QFETCH(int, ranks);
    QFETCH(int, count);
    QFETCH(bool, bf16);
    std::vector<std::vector<float>> values(size_t(ranks), std::vector<float>(size_t(count), 0.f));
    for (int rank = 0; rank < ranks; ++rank)
        for (size_t k = 0; k < size_t(count); ++k)
            values[size_t(rank)][k] = valueOf(k, rank);
    std::vector<Queue> queues(static_cast<size_t>(ranks));
    std::vector<std::thread> threads;
    for (int rank = 0; rank < ranks; ++rank)
        threads.emplace_back(sumAsRank, &values[size_t(rank)], rank, ranks, bf16 ? Wire::Bf16 : Wire::Float, &queues);
    for (std::thread& thread : threads)
        thread.join();
    // Each of the partial sums, of at most `ranks`, is rounded once: by half of 2^-7 or 2^-23 of itself.
    const double allowed = double(ranks) * ranks * (bf16 ? std::ldexp(1, -8) : std::ldexp(1, -24));
    for (size_t k = 0; k < size_t(count); ++k) {
        double sum = 0;
        for (int rank = 0; rank < ranks; ++rank)
            sum += double(valueOf(k, rank));
        QVERIFY2(std::abs(double(values[0][k]) - sum) <= allowed, qPrintable(QString::number(k)));
    }
    for (int rank = 1; rank < ranks; ++rank)
        QVERIFY(std::memcmp(values[size_t(rank)].data(), values[0].data(), size_t(count) * sizeof(float)) == 0);
}

void RingSumTest::ranksOfAHostAreNeighbours_data() {
    QTest::addColumn<std::vector<int>>("hosts");
    QTest::addColumn<std::vector<int>>("order");
    QTest::newRow("one host") << std::vector<int>{0, 0, 0} << std::vector<int>{0, 1, 2};
    QTest::newRow("by slot") << std::vector<int>{0, 0, 2, 2} << std::vector<int>{0, 1, 2, 3};
    QTest::newRow("by node") << std::vector<int>{0, 1, 0, 1, 0} << std::vector<int>{0, 2, 4, 1, 3};
    QTest::newRow("uneven") << std::vector<int>{0, 1, 2, 0} << std::vector<int>{0, 3, 1, 2};
}

void RingSumTest::ranksOfAHostAreNeighbours() {
    QFETCH(std::vector<int>, hosts);
    QFETCH(std::vector<int>, order);
    QCOMPARE(ringOrder(hosts), order);
}

QTEST_APPLESS_MAIN(RingSumTest)
#include "ring_sum_test.moc"
