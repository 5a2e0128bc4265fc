#include "engine/pipeline/batch_loader.h"
#include "engine/pipeline/reading_turns.h"

#include <QtTest>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <set>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::pipeline;

namespace {

constexpr int films = 23, classes = 3;

bool sameBatch(const Batch& a, const Batch& b) {
    const auto sameBits = [](const std::vector<float>& x, const std::vector<float>& y) { // NaN equals itself
        return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(float)) == 0;
    };
    return a.step == b.step && a.samples == b.samples && sameBits(a.pixels, b.pixels) && sameBits(a.labels, b.labels);
}

LoaderOptions smallOptions(bool training) {
    LoaderOptions options;
    options.imageSize = 14;
    options.storedSize = 16;
    options.training = training;
    options.seed = 11;
    options.augment.flip = true;
    options.augment.rotateDegrees = 5;
    options.augment.scaleFraction = 0.1;
    options.localBatch = 4;
    options.decodeThreads = 1;
    return options;
}

} // namespace

class BatchLoaderTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::vector<datasets::Sample> m_samples;

    std::string writePgm(int number) {
        QByteArray bytes = "P5\n24 32\n255\n";
        for (int i = 0; i < 24 * 32; ++i)
            bytes.append(char((i * 7 + number * 31 + i * i % 13) % 251));
        QFile file(m_folder.filePath(QStringLiteral("%1.pgm").arg(number)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test's film");
        return file.fileName().toStdString();
    }

    static std::vector<Batch> allBatches(BatchLoader& loader, int64_t epoch, int64_t fromStep = 0) {
        std::vector<Batch> batches;
        loader.start(epoch, fromStep);
        for (;;) {
            auto batch = loader.next();
            if (!batch)
                qFatal("%s", batch.error().toLine().c_str());
            if (!*batch)
                return batches;
            batches.push_back(std::move(**batch));
        }
    }

    std::vector<Batch> batchesOf(const LoaderOptions& options, int64_t epoch, int64_t fromStep = 0) {
        BatchLoader loader(m_samples, options);
        return allBatches(loader, epoch, fromStep);
    }

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
    void initTestCase() {
        for (int i = 0; i < films; ++i) {
            datasets::Sample sample;
            sample.path = writePgm(i);
            sample.targets = {float(i % 2), float(i % 3 == 0), i % 5 == 0 ? std::nanf("") : 1.f};
            m_samples.push_back(sample);
        }
    }

    void anEpochsOrderIsAPermutationOfItsOwn() {
        const auto order = epochOrder(1000, 7, 3);
        auto sorted = order;
        std::sort(sorted.begin(), sorted.end());
        for (int64_t i = 0; i < 1000; ++i)
            QCOMPARE(sorted[size_t(i)], i);
        QCOMPARE(epochOrder(1000, 7, 3), order);
        QVERIFY(epochOrder(1000, 7, 4) != order);
        QVERIFY(epochOrder(1000, 8, 3) != order);
        int fixed = 0;
        for (int64_t i = 0; i < 1000; ++i)
            fixed += order[size_t(i)] == i;
        QVERIFY(fixed < 8); // one is expected
        QVERIFY(epochOrder(0, 1, 1).empty());
    }

    void countsSteps_data() {
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("ranks");
        QTest::addColumn<int>("training");
        QTest::addColumn<int>("validation");
        QTest::newRow("none") << 0 << 1 << 0 << 0;
        QTest::newRow("fewer than a batch") << 3 << 1 << 1 << 1;
        QTest::newRow("exact") << 8 << 2 << 1 << 1;
        QTest::newRow("one more") << 9 << 2 << 1 << 2;
        QTest::newRow("23 by 4") << 23 << 1 << 5 << 6;
    }

    void countsSteps() {
        QFETCH(int, samples);
        QFETCH(int, ranks);
        LoaderOptions options = smallOptions(true);
        options.ranks = ranks;
        QTEST(int(stepsPerEpoch(samples, options)), "training");
        options.training = false;
        QTEST(int(stepsPerEpoch(samples, options)), "validation");
    }

    void validationGivesEverySampleOnceInOrder() {
        const auto batches = batchesOf(smallOptions(false), 1);
        QCOMPARE(batches.size(), size_t(6));
        std::vector<int64_t> seen;
        for (const auto& batch : batches) {
            seen.insert(seen.end(), batch.samples.begin(), batch.samples.end());
            QCOMPARE(batch.pixels.size(), batch.samples.size() * 14 * 14);
            QCOMPARE(batch.labels.size(), batch.samples.size() * classes);
        }
        for (int64_t i = 0; i < films; ++i)
            QCOMPARE(seen[size_t(i)], i);
        QCOMPARE(batches.back().samples.size(), size_t(3));
        QCOMPARE(batches[0].labels[3], 1.f);
        QVERIFY(std::isnan(batches[0].labels[2]));
    }

    void validationIsTheCentreOfThePreparedImage() {
        const auto batches = batchesOf(smallOptions(false), 1);
        const auto prepared = prepareImage(m_samples[5].path, 16, false);
        QVERIFY(prepared);
        for (int y = 0; y < 14; ++y)
            for (int x = 0; x < 14; ++x) {
                const float expected = (float((*prepared)[size_t((y + 1) * 16 + x + 1)]) / 255.f - 0.5f) / 0.25f;
                QVERIFY(std::abs(batches[1].pixels[size_t(196 + y * 14 + x)] - expected) < 1e-6f);
            }
    }

    void batchesAreEqualForAnyThreadsQueueAndCache_data() {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("prefetch");
        QTest::addColumn<int>("cacheBytes");
        for (int threads : {0, 1, 2, 3, 8})
            QTest::addRow("%d threads", threads) << threads << 3 << 0;
        QTest::newRow("one batch ahead") << 2 << 1 << 0;
        QTest::newRow("many batches ahead") << 3 << 64 << 0;
        QTest::newRow("everything kept") << 2 << 3 << (1 << 20);
        QTest::newRow("some kept") << 3 << 3 << 16 * 16 * 9;
    }

    void batchesAreEqualForAnyThreadsQueueAndCache() {
        QFETCH(int, threads);
        QFETCH(int, prefetch);
        QFETCH(int, cacheBytes);
        LoaderOptions options = smallOptions(true);
        options.decodeThreads = threads;
        options.prefetchBatches = prefetch;
        options.cacheBytes = size_t(cacheBytes);
        BatchLoader loader(m_samples, options);
        for (int64_t epoch : {1, 2, 2, 5}) { // the second 2 starts over, 5 drops what was made ahead for 3
            const auto expected = batchesOf(smallOptions(true), epoch);
            const auto batches = allBatches(loader, epoch);
            QCOMPARE(batches.size(), size_t(5));
            for (size_t i = 0; i < batches.size(); ++i)
                QVERIFY(sameBatch(batches[i], expected[i]));
        }
    }

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
            LoaderOptions options = smallOptions(true);
            options.decodeThreads = threads;
            options.interleaveFiles = interleave;
            options.prefetchFiles = prefetchFiles;
            options.fusedBatching = fused;
            options.prefetchBatches = prefetchBatches;
            BatchLoader loader(m_samples, options);
            for (int64_t epoch : {1, 2, 5}) {
                const auto expected = batchesOf(smallOptions(true), epoch);
                const auto batches = allBatches(loader, epoch);
                QCOMPARE(batches.size(), size_t(5));
                for (size_t i = 0; i < batches.size(); ++i) {
                    QVERIFY(sameBatch(batches[i], expected[i]));
                    QCOMPARE(batches[i].copySeconds > 0, !fused);
                }
            }
            if (!interleave || threads == 0)
                QCOMPARE(loader.mostFilesReadAtOnce(), 1);
        }
    }

    void severalFilesAreReadAtTheSameTimeWhereTheyMay() {
        LoaderOptions options = smallOptions(true);
        options.decodeThreads = 8;
        BatchLoader loader(m_samples, options);
        for (int64_t epoch = 1; epoch <= 1000 && loader.mostFilesReadAtOnce() < 2; ++epoch)
            allBatches(loader, epoch);
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
            LoaderOptions options = smallOptions(true);
            options.decodeThreads = 2;
            options.prefetchBatches = ahead;
            options.cacheBytes = 1 << 20; // shows how far it has come
            const auto cache = ImageCache::own(cacheSize(m_samples.size(), options));
            BatchLoader loader(m_samples, options, cache);
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
        std::vector<datasets::Sample> samples = m_samples;
        for (size_t k = 0; k < samples.size(); ++k) {
            const QString copy = folder.filePath(QStringLiteral("%1.pgm").arg(k));
            QVERIFY(QFile::copy(QString::fromStdString(samples[k].path), copy));
            samples[k].path = copy.toStdString();
        }
        for (const bool ahead : {false, true}) {
            for (const datasets::Sample& sample : samples)
                QVERIFY2(dropFromMemory(sample.path), sample.path.c_str());
            LoaderOptions options = smallOptions(true);
            options.decodeThreads = 1;
            options.prefetchBatches = 1;
            options.prefetchFiles = ahead;
            const std::vector<int64_t> order = epochOrder(films, options.seed, 1);
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
            QCOMPARE(inMemory(8, films), 0);
        }
    }

    void ranksPartsConcatenateToTheGlobalBatch_data() {
        QTest::addColumn<bool>("training");
        QTest::newRow("training") << true;
        QTest::newRow("validation") << false;
    }

    void ranksPartsConcatenateToTheGlobalBatch() {
        QFETCH(bool, training);
        LoaderOptions options = smallOptions(training);
        options.localBatch = 6;
        const auto whole = batchesOf(options, 4);
        for (int ranks : {2, 3}) {
            std::vector<std::vector<Batch>> parts;
            for (int rank = 0; rank < ranks; ++rank) {
                LoaderOptions own = options;
                own.rank = rank;
                own.ranks = ranks;
                own.localBatch = 6 / ranks;
                parts.push_back(batchesOf(own, 4));
                QCOMPARE(parts.back().size(), whole.size());
            }
            for (size_t step = 0; step < whole.size(); ++step) {
                Batch joined;
                joined.step = int64_t(step);
                for (const auto& part : parts) {
                    const Batch& own = part[step];
                    joined.samples.insert(joined.samples.end(), own.samples.begin(), own.samples.end());
                    joined.pixels.insert(joined.pixels.end(), own.pixels.begin(), own.pixels.end());
                    joined.labels.insert(joined.labels.end(), own.labels.begin(), own.labels.end());
                }
                QCOMPARE(joined.samples, whole[step].samples);
                QCOMPARE(joined.pixels, whole[step].pixels);
            }
        }
    }

    void aSampleIsAugmentedAlikeHoweverItIsLoaded_data() {
        QTest::addColumn<int>("ranks");
        QTest::addColumn<int>("threads");
        for (int ranks : {1, 2, 3})
            for (int threads : {0, 1, 2, 3, 4}) // 0: the naive mode
                QTest::addRow("%d ranks, %d threads", ranks, threads) << ranks << threads;
    }

    void aSampleIsAugmentedAlikeHoweverItIsLoaded() {
        QFETCH(int, ranks);
        QFETCH(int, threads);
        LoaderOptions options = smallOptions(true);
        auto& augment = options.augment;
        augment.translateFraction = augment.brightness = augment.contrast = augment.gamma = augment.noise = 0.2;
        augment.claheProbability = augment.eraseProbability = 0.5;
        augment.claheTiles = 4;
        options.localBatch = 1;
        options.decodeThreads = 0;
        std::map<int64_t, std::vector<float>> expected;
        for (const auto& batch : batchesOf(options, 6))
            expected[batch.samples[0]] = batch.pixels;
        QCOMPARE(expected.size(), size_t(films));
        options.ranks = ranks;
        options.decodeThreads = threads;
        std::set<int64_t> seen;
        for (const int localBatch : {2, 3, 5}) {
            options.localBatch = localBatch;
            for (options.rank = 0; options.rank < ranks; ++options.rank) {
                for (const auto& batch : batchesOf(options, 6))
                    for (size_t i = 0; i < batch.samples.size(); ++i) {
                        const float* pixels = batch.pixels.data() + i * 196;
                        QCOMPARE(std::memcmp(pixels, expected[batch.samples[i]].data(), 196 * sizeof(float)), 0);
                        seen.insert(batch.samples[i]);
                    }
            }
        }
        QVERIFY(seen.size() >= size_t(films - 5));
    }

    void resumingGivesTheTail() {
        const auto whole = batchesOf(smallOptions(true), 2);
        for (size_t from = 0; from <= whole.size(); ++from) {
            const auto tail = batchesOf(smallOptions(true), 2, int64_t(from));
            QCOMPARE(tail.size(), whole.size() - from);
            for (size_t i = 0; i < tail.size(); ++i)
                QVERIFY(sameBatch(tail[i], whole[from + i]));
        }
    }

    void fewerSamplesThanAGlobalBatchAreRepeated() {
        LoaderOptions options = smallOptions(true);
        options.localBatch = 16;
        options.ranks = 2;
        options.rank = 1;
        const auto batches = batchesOf(options, 1);
        const auto order = epochOrder(films, options.seed, 1);
        QCOMPARE(batches.size(), size_t(1));
        QCOMPARE(batches[0].samples.size(), size_t(16));
        for (size_t i = 0; i < 16; ++i)
            QCOMPARE(batches[0].samples[i], order[(16 + i) % films]);
    }

    void aRankWithoutSamplesGetsEmptyBatches() {
        LoaderOptions options = smallOptions(false);
        options.localBatch = 22;
        options.ranks = 3;
        options.rank = 2;
        const auto batches = batchesOf(options, 1);
        QCOMPARE(batches.size(), size_t(1));
        QVERIFY(batches[0].samples.empty() && batches[0].pixels.empty());
    }

    void anUnreadableImageIsNamed_data() {
        QTest::addColumn<int>("threads");
        for (int threads : {0, 1, 3})
            QTest::addRow("%d threads", threads) << threads;
    }

    void anUnreadableImageIsNamed() {
        QFETCH(int, threads);
        auto samples = m_samples;
        const std::string torn = m_folder.filePath(QStringLiteral("torn.pgm")).toStdString();
        QFile file(QString::fromStdString(torn));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("P5\n24 32\n255\nabc");
        file.close();
        samples[6].path = torn;
        samples[7].path = "/absent/film.png"; // comes later in the same batch: the first one is named
        LoaderOptions options = smallOptions(false);
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
            LoaderOptions options = smallOptions(true);
            options.decodeThreads = 3;
            BatchLoader loader(m_samples, options);
            loader.start(i);
            if (i % 2)
                QVERIFY(loader.next());
        }
    }

    void timesItsStages() {
        LoaderOptions options = smallOptions(true);
        options.cacheBytes = 1 << 20;
        BatchLoader loader(m_samples, options);
        for (const auto& batch : allBatches(loader, 1)) {
            QVERIFY(batch.decodeSeconds > 0 && batch.augmentSeconds > 0 && batch.readSeconds > 0);
            QVERIFY(batch.waitSeconds >= 0);
        }
        allBatches(loader, 2); // decodes what epoch 1 left out
        double decode = 0;
        for (const auto& batch : allBatches(loader, 2))
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

QTEST_GUILESS_MAIN(BatchLoaderTest)
#include "batch_loader_test.moc"
