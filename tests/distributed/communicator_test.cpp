// What the ranks say to each other arrives exactly. Run under mpirun with 1, 2 and 3 ranks.
#include "engine/distributed/communicator.h"
#include "engine/distributed/host_threads.h"

#include <QtTest>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

using namespace roentgen::distributed;

class CommunicatorTest : public QObject {
    Q_OBJECT

public:
    explicit CommunicatorTest(Communicator& ranks)
        : m_ranks(ranks) {}

private Q_SLOTS:
    void worldHasTheRanksThatWereAskedFor();
    void broadcastsBytesAndTexts();
    void sumsExactly_data();
    void sumsExactly();
    void sumsInSharedMemory_data();
    void sumsInSharedMemory();
    void sumsOfSixteenBitsAreAlikeOnAllRanks();
    void namesTheRankThatTheOthersWaitFor();
    void gathersDifferentLengthsInRankOrder();
    void sharesTheHostsCores();

private:
    Communicator& m_ranks;
};

void CommunicatorTest::worldHasTheRanksThatWereAskedFor() {
    QCOMPARE(m_ranks.size(), qEnvironmentVariableIntValue("ROENTGEN_TEST_RANKS"));
    QVERIFY(m_ranks.rank() >= 0 && m_ranks.rank() < m_ranks.size());
    QCOMPARE(m_ranks.localSize(), m_ranks.size()); // one host
    QCOMPARE(m_ranks.localRank(), m_ranks.rank());
    QVERIFY(!m_ranks.readsDeviceMemory()); // Debian's Open MPI is built without CUDA
}

void CommunicatorTest::broadcastsBytesAndTexts() {
    const int root = m_ranks.size() - 1;
    double value = m_ranks.rank() == root ? 1.0 / 3 : 0;
    m_ranks.broadcastValue(value, root);
    QCOMPARE(value, 1.0 / 3);
    std::string text = m_ranks.rank() == 0 ? std::string("a\0b", 3) : "something longer of one's own";
    m_ranks.broadcast(text);
    QCOMPARE(text, std::string("a\0b", 3));
}

void CommunicatorTest::sumsExactly_data() {
    QTest::addColumn<int>("count");
    for (int count : {0, 1, 3, 1000, 1 << 20})
        QTest::addRow("%d values", count) << count;
}

void CommunicatorTest::sumsExactly() {
    QFETCH(int, count);
    // Whole numbers below 2^24: any order of additions gives the same float.
    std::vector<float> floats(static_cast<size_t>(count), 0.f);
    std::vector<double> doubles(static_cast<size_t>(count), 0.0);
    for (int k = 0; k < count; ++k) {
        floats[size_t(k)] = float(k % 1000 + m_ranks.rank());
        doubles[size_t(k)] = double(k) * (m_ranks.rank() + 1);
    }
    std::vector<float> others = floats;
    m_ranks.sum(floats.data(), floats.size());
    m_ranks.sum(doubles.data(), doubles.size());
    m_ranks.sumOnDevice(others.data(), others.size());
    QCOMPARE(others, floats);
    const int n = m_ranks.size();
    for (int k = 0; k < count; ++k) {
        QCOMPARE(floats[size_t(k)], float(k % 1000 * n + n * (n - 1) / 2));
        QCOMPARE(doubles[size_t(k)], double(k) * n * (n + 1) / 2);
    }
}

void CommunicatorTest::sumsInSharedMemory_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    for (const auto& [first, count] : {std::pair(0, 1), {3, 5}, {0, 50000}, {17, 49000}})
        QTest::addRow("%d values from %d on", count, first) << first << count;
}

void CommunicatorTest::sumsInSharedMemory() {
    QFETCH(int, first);
    QFETCH(int, count);
    const auto memory = m_ranks.allocate(50000);
    QCOMPARE(m_ranks.sumsBy(), std::string(m_ranks.size() > 1 ? "shared memory" : ""));
    QVERIFY(std::all_of(memory.get(), memory.get() + 50000, [](float value) { return value == 0; }));
    const int n = m_ranks.size();
    for (int round = 0; round < 3; ++round) {
        for (int k = 0; k < 50000; ++k)
            memory.get()[k] = float(k % 1000 + m_ranks.rank() + round);
        m_ranks.sum(memory.get() + first, size_t(count));
        for (int k = 0; k < 50000; ++k) {
            const bool summed = k >= first && k < first + count;
            QCOMPARE(memory.get()[k], summed ? float((k % 1000 + round) * n + n * (n - 1) / 2)
                                             : float(k % 1000 + m_ranks.rank() + round));
        }
        m_ranks.barrier(); // before the next round writes what another rank may still be reading
    }
}

void CommunicatorTest::sumsOfSixteenBitsAreAlikeOnAllRanks() {
    constexpr size_t count = 300000;
    std::vector<float> values(count), exact(count, 0.f);
    const auto valueOf = [](size_t k, int rank) { return std::sin(float(k) + 100.f * float(rank)); };
    for (size_t k = 0; k < count; ++k)
        values[k] = valueOf(k, m_ranks.rank());
    m_ranks.sum(values.data(), count, Wire::Bf16);
    // Each partial sum is at most n, and is rounded by half of 1/128 of itself, n times.
    const float n = float(m_ranks.size());
    for (size_t k = 0; k < count; ++k) {
        float sum = 0;
        for (int rank = 0; rank < m_ranks.size(); ++rank)
            sum += valueOf(k, rank);
        QVERIFY2(std::abs(values[k] - sum) <= n * n / 256, qPrintable(QString::number(k)));
    }
    const std::string mine(reinterpret_cast<const char*>(values.data()), count * sizeof(float));
    for (const std::string& other : m_ranks.gather(mine))
        QVERIFY(other == mine);
}

void CommunicatorTest::namesTheRankThatTheOthersWaitFor() {
    std::vector<std::string> said;
    m_ranks.watch(0.5, [&](const std::string& line) { said.push_back(line); });
    const int late = m_ranks.size() - 1, speaks = 0;
    if (m_ranks.rank() == late)
        std::this_thread::sleep_for(std::chrono::milliseconds(m_ranks.size() > 1 ? 2500 : 0));
    m_ranks.barrier();
    m_ranks.barrier(); // answers that are still on their way do no harm
    m_ranks.watch(0, {});
    if (m_ranks.size() == 1 || m_ranks.rank() != speaks) {
        QVERIFY(said.empty());
        return;
    }
    QVERIFY(!said.empty());
    QVERIFY2(said.front().find("for rank " + std::to_string(late) + " on ") != std::string::npos, said.front().c_str());
}

void CommunicatorTest::gathersDifferentLengthsInRankOrder() {
    const std::vector<int> mine(static_cast<size_t>(m_ranks.rank()), m_ranks.rank()); // rank 0 has nothing to give
    std::vector<int> expected;
    for (int rank = 0; rank < m_ranks.size(); ++rank)
        expected.insert(expected.end(), size_t(rank), rank);
    QCOMPARE(m_ranks.gatherValues(mine), m_ranks.rank() == 0 ? expected : std::vector<int>());
}

void CommunicatorTest::sharesTheHostsCores() {
    // mpirun --bind-to none: all ranks see the same cores, and together take each once (or one each).
    const int cores = int(affinityCores().size()), threads = fairThreads(m_ranks);
    QVERIFY(threads >= 1);
    double sum = threads;
    m_ranks.sum(&sum, 1);
    QCOMPARE(int(sum), std::max(cores, m_ranks.size()));
    QVERIFY(!describeBinding(m_ranks).empty());
}

int main(int argc, char** argv) {
    auto ranks = openCommunicator();
    CommunicatorTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "communicator_test.moc"
