// Jobs come in their order, each piece done once, whatever the threads do.
#include "engine/pipeline/work_ahead.h"

#include <QtTest>
#include <atomic>
#include <stdexcept>

using roentgen::pipeline::WorkAhead;

namespace {

struct Counts {
    std::atomic<int> pieces{0}, finished{0}, atOnce{0}, mostAtOnce{0};
    std::atomic<bool> held{false};
};

struct Job {
    Counts* counts;
    int number;
    std::vector<int> done; // per piece
    int throwsAt = -1;
    bool whole = false;

    size_t pieces() const { return done.size(); }
    void doPiece(size_t piece) {
        const int now = ++counts->atOnce;
        for (int most = counts->mostAtOnce; most < now && !counts->mostAtOnce.compare_exchange_weak(most, now);) {
        }
        while (counts->held)
            std::this_thread::yield();
        ++done[piece];
        ++counts->pieces;
        --counts->atOnce;
        if (int(piece) == throwsAt)
            throw std::runtime_error("piece " + std::to_string(piece));
    }
    void finish() {
        whole = std::all_of(done.begin(), done.end(), [](int times) { return times == 1; });
        ++counts->finished;
    }
};

} // namespace

class WorkAheadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jobsComeInOrderAndWhole_data() {
        QTest::addColumn<int>("threads");
        for (const int threads : {0, 1, 2, 7})
            QTest::addRow("%d threads", threads) << threads;
    }
    void jobsComeInOrderAndWhole() {
        QFETCH(int, threads);
        Counts counts;
        WorkAhead<Job> work(threads);
        QCOMPARE(work.hasThreads(), threads > 0);
        int added = 0, pieces = 0;
        for (int taken = 0; taken < 300; ++taken) {
            for (; added < 300 && work.size() < 4; ++added) {
                pieces += added % 5;
                work.add({&counts, added, std::vector<int>(size_t(added % 5))}); // every fifth has no piece
            }
            const Job job = work.take();
            QCOMPARE(job.number, taken);
            QCOMPARE(job.whole, taken % 5 > 0);
        }
        QCOMPARE(work.size(), size_t(0));
        QCOMPARE(int(counts.pieces), pieces);
        QCOMPARE(int(counts.finished), 240);
    }

    void worksAheadOfWhoTakes() {
        Counts counts;
        WorkAhead<Job> work(2);
        for (int i = 0; i < 3; ++i)
            work.add({&counts, i, std::vector<int>(4)});
        QTRY_COMPARE(work.finished(), size_t(3));
        QCOMPARE(work.size(), size_t(3));
        QCOMPARE(work.take().number, 0);
        QCOMPARE(work.finished(), size_t(2));
    }

    void threadsRestAndComeBack() {
        Counts counts;
        WorkAhead<Job> work(3);
        work.useThreads(1);
        work.add({&counts, 0, std::vector<int>(50)});
        QVERIFY(work.take().whole);
        QCOMPARE(int(counts.mostAtOnce), 1);
        counts.held = true;
        work.add({&counts, 1, std::vector<int>(3)});
        work.useThreads(3);
        QTRY_COMPARE(int(counts.atOnce), 3);
        counts.held = false;
        QVERIFY(work.take().whole);
    }

    void forgetsWhatIsNotTaken() {
        Counts counts;
        WorkAhead<Job> work(1);
        counts.held = true;
        work.add({&counts, 0, std::vector<int>(2)});
        QTRY_COMPARE(int(counts.atOnce), 1);
        work.clear();
        QCOMPARE(work.size(), size_t(0));
        work.add({&counts, 1, std::vector<int>(2)});
        counts.held = false;
        const Job job = work.take();
        QCOMPARE(job.number, 1);
        QVERIFY(job.whole);
        QCOMPARE(int(counts.pieces), 3); // the one that was under way, too
    }

    void closesWhileWorkIsUnderWay() {
        Counts counts;
        for (int i = 0; i < 50; ++i) {
            WorkAhead<Job> work(3);
            for (int number = 0; number < 5; ++number)
                work.add({&counts, number, std::vector<int>(20)});
        }
        QVERIFY(counts.pieces <= 50 * 5 * 20);
        QCOMPARE(int(counts.atOnce), 0);
    }

    void whatAPieceThrowsComesToWhoTakes() {
        for (const int threads : {0, 2}) {
            Counts counts;
            WorkAhead<Job> work(threads);
            work.add({&counts, 0, std::vector<int>(4), 2});
            work.add({&counts, 1, std::vector<int>(4)});
            try {
                work.take();
                QFAIL("nothing was thrown");
            } catch (const std::runtime_error& error) {
                QCOMPARE(std::string(error.what()), std::string("piece 2"));
            }
            QVERIFY(work.take().whole);
        }
    }
};

QTEST_GUILESS_MAIN(WorkAheadTest)
#include "work_ahead_test.moc"
