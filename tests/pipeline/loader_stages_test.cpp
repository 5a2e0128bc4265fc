// How the loader makes its batches: stages that can be switched off, work ahead of the step, times, what goes wrong.
#include "engine/pipeline/epoch_order.h"
#include "engine/pipeline/reading_turns.h"
#include "tests/pipeline/loader_films.h"

#include <QtTest>
#include <atomic>
#include <fcntl.h>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::pipeline;
using roentgen::tests::LoaderFilms;

class LoaderStagesTest : public QObject {
    Q_OBJECT

    LoaderFilms m_films;

    static bool isInMemory(const std::string& path) {
        const int file = ::open(path.c_str(), O_RDONLY);
        void* const memory = ::mmap(nullptr, 1, PROT_READ, MAP_SHARED, file, 0);
        unsigned char resident = 0;
        const bool asked = memory != MAP_FAILED && ::mincore(memory, 1, &resident) == 0;
        ::munmap(memory, 1);
        ::close(file);
        if (!asked)
            qFatal("mincore tells nothing of %s", path.c_str());
        return resident & 1;
    }

    static bool dropFromMemory(const std::string& path) {
        const int file = ::open(path.c_str(), O_RDONLY);
        const bool dropped = ::fsync(file) == 0 && ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0;
        ::close(file);
        return dropped && !isInMemory(path);
    }

private Q_SLOTS:
    void eachStageCanBeSwitchedOffAndBatchesStayEqual_data() {
        QTest::addColumn<bool>("interleave");
        QTest::addColumn<bool>("prefetchFiles");
        QTest::addColumn<bool>("fused");
        QTest::addColumn<int>("prefetchBatches");
        for (int k = 0; k < 16; ++k)
            QTest::addRow("interleave %d, files ahead %d, fused %d, batches ahead %d", k & 1, k >> 1 & 1, k >> 2 & 1,
                          k >> 3 & 1 ? 3 : 0)
                << bool(k & 1) << bool(k >> 1 & 1) << bool(k >> 2 & 1) << (k >> 3 & 1 ? 3 : 0);
    }

    void eachStageCanBeSwitchedOffAndBatchesStayEqual() {
        QFETCH(bool, interleave);
        QFETCH(bool, prefetchFiles);
        QFETCH(bool, fused);
        QFETCH(int, prefetchBatches);
        for (const int threads : {0, 3}) {
            LoaderOptions options = m_films.smallOptions(true);
            options.decodeThreads = threads;
            options.interleaveFiles = interleave;
            options.prefetchFiles = prefetchFiles;
            options.fusedBatching = fused;
            options.prefetchBatches = prefetchBatches;
            BatchLoader loader(m_films.samples(), options);
            for (int64_t epoch : {1, 2, 5}) {
                const auto expected = m_films.batchesOf(m_films.smallOptions(true), epoch);
                const auto batches = m_films.allBatches(loader, epoch);
                QCOMPARE(batches.size(), size_t(5));
                for (size_t i = 0; i < batches.size(); ++i) {
                    QVERIFY(m_films.sameBatch(batches[i], expected[i]));
                    QCOMPARE(batches[i].copySeconds > 0, !fused);
                }
            }
            if (!interleave || threads == 0)
                QCOMPARE(loader.mostFilesReadAtOnce(), 1);
        }
    }

    void severalFilesAreReadAtTheSameTimeWhereTheyMay() {
        LoaderOptions options = m_films.smallOptions(true);
        options.decodeThreads = 8;
        BatchLoader loader(m_films.samples(), options);
        for (int64_t epoch = 1; epoch <= 1000 && loader.mostFilesReadAtOnce() < 2; ++epoch)
            m_films.allBatches(loader, epoch);
        QVERIFY(loader.mostFilesReadAtOnce() >= 2);
        // Whoever has a turn keeps others out, or does not.
        for (const bool several : {true, false}) {
            ReadingTurns turns(several);
            std::atomic<bool> entered{false};
            std::thread other;
            {
                const ReadingTurns::Turn mine(&turns);
                other = std::thread([&] {
                    const ReadingTurns::Turn theirs(&turns);
                    entered = true;
                });
                if (several)
                    QTRY_VERIFY(entered);
                else
                    QTest::qWait(50);
                QCOMPARE(bool(entered), several);
            }
            other.join();
            QVERIFY(entered);
            QCOMPARE(turns.mostAtOnce(), several ? 2 : 1);
        }
    }

    void batchesAreMadeAheadUnlessThatIsOff() {
        for (const int ahead : {0, 1, 3}) {
            LoaderOptions options = m_films.smallOptions(true);
            options.decodeThreads = 2;
            options.prefetchBatches = ahead;
            options.cacheBytes = 1 << 20; // shows how far it has come
            const auto cache = ImageCache::own(cacheSize(m_films.samples().size(), options));
            BatchLoader loader(m_films.samples(), options, cache);
            loader.start(1);
            const auto kept = [&] { return int(cache->kept()); };
            QTRY_COMPARE(kept(), 4 * ahead);
            QVERIFY(bool(loader.next()));
            QTRY_COMPARE(kept(), 4 * (ahead + 1));
            QTest::qWait(50);
            QCOMPARE(kept(), 4 * (ahead + 1));
        }
    }

    // The bytes of a file that nobody decodes yet come from the disk, or stay there.
    void filesAreAskedOfTheDiskAheadUnlessThatIsOff() {
        // Not in memory's own file system, whose files are always there.
        QTemporaryDir folder(QStringLiteral(ROENTGEN_BIN_DIR "/read-ahead-XXXXXX"));
        QVERIFY(folder.isValid());
        std::vector<datasets::Sample> samples = m_films.samples();
        for (size_t k = 0; k < samples.size(); ++k) {
            const QString copy = folder.filePath(QStringLiteral("%1.pgm").arg(k));
            QVERIFY(QFile::copy(QString::fromStdString(samples[k].path), copy));
            samples[k].path = copy.toStdString();
        }
        for (const bool ahead : {false, true}) {
            for (const datasets::Sample& sample : samples)
                QVERIFY2(dropFromMemory(sample.path), sample.path.c_str());
            LoaderOptions options = m_films.smallOptions(true);
            options.decodeThreads = 1;
            options.prefetchBatches = 1;
            options.prefetchFiles = ahead;
            const std::vector<int64_t> order = epochOrder(LoaderFilms::count, options.seed, 1);
            BatchLoader loader(samples, options);
            loader.start(1); // one batch is made, and no more asked for
            const auto inMemory = [&](int64_t from, int64_t to) {
                int count = 0;
                for (int64_t i = from; i < to; ++i)
                    count += isInMemory(samples[size_t(order[size_t(i)])].path);
                return count;
            };
            QTRY_COMPARE(inMemory(0, 4), 4);
            if (ahead)
                QTRY_COMPARE(inMemory(4, 8), 4);
            else
                QTest::qWait(100);
            QCOMPARE(inMemory(4, 8), ahead ? 4 : 0);
            QCOMPARE(inMemory(8, LoaderFilms::count), 0);
        }
    }

    void anUnreadableImageIsNamed_data() {
        QTest::addColumn<int>("threads");
        for (int threads : {0, 1, 3})
            QTest::addRow("%d threads", threads) << threads;
    }

    void anUnreadableImageIsNamed() {
        QFETCH(int, threads);
        auto samples = m_films.samples();
        const std::string torn = m_films.filePath(QStringLiteral("torn.pgm")).toStdString();
        QFile file(QString::fromStdString(torn));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("P5\n24 32\n255\nabc");
        file.close();
        samples[6].path = torn;
        samples[7].path = "/absent/film.png"; // comes later in the same batch: the first one is named
        LoaderOptions options = m_films.smallOptions(false);
        options.decodeThreads = threads;
        BatchLoader loader(samples, options);
        loader.start(1);
        QVERIFY(loader.next());
        for (int attempt = 0; attempt < 2; ++attempt) {
            const auto batch = loader.next();
            QVERIFY(!batch);
            QCOMPARE(batch.error().code, ErrorCode::Data);
            QVERIFY2(batch.error().toLine().find(torn) != std::string::npos, batch.error().toLine().c_str());
        }
        loader.start(1);
        QVERIFY(loader.next());
    }

    void closesWhileWorkIsUnderWay() {
        for (int i = 0; i < 20; ++i) {
            LoaderOptions options = m_films.smallOptions(true);
            options.decodeThreads = 3;
            BatchLoader loader(m_films.samples(), options);
            loader.start(i);
            if (i % 2)
                QVERIFY(loader.next());
        }
    }

    void timesItsStages() {
        LoaderOptions options = m_films.smallOptions(true);
        options.cacheBytes = 1 << 20;
        BatchLoader loader(m_films.samples(), options);
        for (const auto& batch : m_films.allBatches(loader, 1)) {
            QVERIFY(batch.decodeSeconds > 0 && batch.augmentSeconds > 0 && batch.readSeconds > 0);
            QVERIFY(batch.waitSeconds >= 0);
        }
        m_films.allBatches(loader, 2); // decodes what epoch 1 left out
        double decode = 0;
        for (const auto& batch : m_films.allBatches(loader, 2))
            decode += batch.decodeSeconds;
        QCOMPARE(decode, 0.);
    }

    void optionsComeFromTheExperiment() {
        Experiment experiment;
        experiment.experiment.seed = 9;
        experiment.data.resize = "pad";
        experiment.pipeline.decodeThreads = 5;
        experiment.pipeline.cacheMb = 8;
        experiment.augment.rotateDegrees = 3;
        auto options = loaderOptions(experiment, true, 1, 2);
        QCOMPARE(options.imageSize, 224);
        QCOMPARE(options.storedSize, 256);
        QVERIFY(options.pad && options.training);
        QCOMPARE(options.seed, int64_t(9));
        QCOMPARE(options.decodeThreads, 5);
        QCOMPARE(options.cacheBytes, size_t(6) << 20);
        QCOMPARE(loaderOptions(experiment, false, 0, 1).cacheBytes, size_t(2) << 20);
        QCOMPARE(options.rank, 1);
        QCOMPARE(options.augment.rotateDegrees, 3.);
        experiment.pipeline.cacheMb = 0;
        experiment.pipeline.decodeThreads = 0;
        options = loaderOptions(experiment, true, 0, 1);
        QVERIFY(options.cacheBytes > 0 && options.decodeThreads >= 1);
        QVERIFY(options.interleaveFiles && options.prefetchFiles && options.fusedBatching && options.tunePrefetch);
        QVERIFY(options.prefetchBatches > 0);
        experiment.pipeline.interleaveFiles = false;
        QVERIFY(!loaderOptions(experiment, true, 0, 1).interleaveFiles);
        experiment.pipeline.prefetchFiles = false;
        QVERIFY(!loaderOptions(experiment, true, 0, 1).prefetchFiles);
        experiment.pipeline.fusedBatching = false;
        QVERIFY(!loaderOptions(experiment, true, 0, 1).fusedBatching);
        experiment.pipeline.prefetchBatches = -1;
        QVERIFY(loaderOptions(experiment, true, 0, 1).prefetchBatches == 0);
        QVERIFY(!loaderOptions(experiment, true, 0, 1).tunePrefetch);
        experiment.pipeline.cacheMb = -1;
        QCOMPARE(loaderOptions(experiment, true, 0, 1).cacheBytes, size_t(0));
        QCOMPARE(loaderOptions(experiment, false, 0, 1).cacheBytes, size_t(0));
        experiment.pipeline = {};
        experiment.pipeline.mode = "naive";
        options = loaderOptions(experiment, true, 0, 1);
        QVERIFY(!options.interleaveFiles && !options.prefetchFiles && !options.fusedBatching);
        QCOMPARE(options.decodeThreads, 0);
        QCOMPARE(options.cacheBytes, size_t(0));
    }
};

QTEST_GUILESS_MAIN(LoaderStagesTest)
#include "loader_stages_test.moc"
