// What the ranks say to each other arrives exactly. Run under mpirun with 1, 2 and 3 ranks.
#include "engine/distributed/communicator.h"
#include "engine/distributed/host_threads.h"

#include <QtTest>
#include <numeric>

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
    m_ranks.sum(floats.data(), floats.size());
    m_ranks.sum(doubles.data(), doubles.size());
    const int n = m_ranks.size();
    for (int k = 0; k < count; ++k) {
        QCOMPARE(floats[size_t(k)], float(k % 1000 * n + n * (n - 1) / 2));
        QCOMPARE(doubles[size_t(k)], double(k) * n * (n + 1) / 2);
    }
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
