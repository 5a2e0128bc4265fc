// What an epoch's batches hold: the same whatever ranks, threads and caches there are.
#include "engine/pipeline/epoch_order.h"
#include "engine/pipeline/prepared_image.h"
#include "tests/pipeline/loader_films.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace roentgen;
using namespace roentgen::pipeline;
using roentgen::tests::LoaderFilms;

class BatchLoaderTest : public QObject {
    Q_OBJECT

    LoaderFilms m_films;

private Q_SLOTS:
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
        LoaderOptions options = m_films.smallOptions(true);
        options.ranks = ranks;
        QTEST(int(stepsPerEpoch(samples, options)), "training");
        options.training = false;
        QTEST(int(stepsPerEpoch(samples, options)), "validation");
    }

    void validationGivesEverySampleOnceInOrder() {
        const auto batches = m_films.batchesOf(m_films.smallOptions(false), 1);
        QCOMPARE(batches.size(), size_t(6));
        std::vector<int64_t> seen;
        for (const auto& batch : batches) {
            seen.insert(seen.end(), batch.samples.begin(), batch.samples.end());
            QCOMPARE(batch.pixels.size(), batch.samples.size() * 14 * 14);
            QCOMPARE(batch.labels.size(), batch.samples.size() * LoaderFilms::classes);
        }
        for (int64_t i = 0; i < LoaderFilms::count; ++i)
            QCOMPARE(seen[size_t(i)], i);
        QCOMPARE(batches.back().samples.size(), size_t(3));
        QCOMPARE(batches[0].labels[3], 1.f);
        QVERIFY(std::isnan(batches[0].labels[2]));
    }

    void validationIsTheCentreOfThePreparedImage() {
        const auto batches = m_films.batchesOf(m_films.smallOptions(false), 1);
        const auto prepared = prepareImage(m_films.samples()[5].path, 16, false);
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
        LoaderOptions options = m_films.smallOptions(true);
        options.decodeThreads = threads;
        options.prefetchBatches = prefetch;
        options.cacheBytes = size_t(cacheBytes);
        BatchLoader loader(m_films.samples(), options);
        for (int64_t epoch : {1, 2, 2, 5}) { // the second 2 starts over, 5 drops what was made ahead for 3
            const auto expected = m_films.batchesOf(m_films.smallOptions(true), epoch);
            const auto batches = m_films.allBatches(loader, epoch);
            QCOMPARE(batches.size(), size_t(5));
            for (size_t i = 0; i < batches.size(); ++i)
                QVERIFY(m_films.sameBatch(batches[i], expected[i]));
        }
    }

    void ranksPartsConcatenateToTheGlobalBatch_data() {
        QTest::addColumn<bool>("training");
        QTest::newRow("training") << true;
        QTest::newRow("validation") << false;
    }

    void ranksPartsConcatenateToTheGlobalBatch() {
        QFETCH(bool, training);
        LoaderOptions options = m_films.smallOptions(training);
        options.localBatch = 6;
        const auto whole = m_films.batchesOf(options, 4);
        for (int ranks : {2, 3}) {
            std::vector<std::vector<Batch>> parts;
            for (int rank = 0; rank < ranks; ++rank) {
                LoaderOptions own = options;
                own.rank = rank;
                own.ranks = ranks;
                own.localBatch = 6 / ranks;
                parts.push_back(m_films.batchesOf(own, 4));
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
        LoaderOptions options = m_films.smallOptions(true);
        auto& augment = options.augment;
        augment.translateFraction = augment.brightness = augment.contrast = augment.gamma = augment.noise = 0.2;
        augment.claheProbability = augment.eraseProbability = 0.5;
        augment.claheTiles = 4;
        options.localBatch = 1;
        options.decodeThreads = 0;
        std::map<int64_t, std::vector<float>> expected;
        for (const auto& batch : m_films.batchesOf(options, 6))
            expected[batch.samples[0]] = batch.pixels;
        QCOMPARE(expected.size(), size_t(LoaderFilms::count));
        options.ranks = ranks;
        options.decodeThreads = threads;
        std::set<int64_t> seen;
        for (const int localBatch : {2, 3, 5}) {
            options.localBatch = localBatch;
            for (options.rank = 0; options.rank < ranks; ++options.rank) {
                for (const auto& batch : m_films.batchesOf(options, 6))
                    for (size_t i = 0; i < batch.samples.size(); ++i) {
                        const float* pixels = batch.pixels.data() + i * 196;
                        QCOMPARE(std::memcmp(pixels, expected[batch.samples[i]].data(), 196 * sizeof(float)), 0);
                        seen.insert(batch.samples[i]);
                    }
            }
        }
        QVERIFY(seen.size() >= size_t(LoaderFilms::count - 5));
    }

    void resumingGivesTheTail() {
        const auto whole = m_films.batchesOf(m_films.smallOptions(true), 2);
        for (size_t from = 0; from <= whole.size(); ++from) {
            const auto tail = m_films.batchesOf(m_films.smallOptions(true), 2, int64_t(from));
            QCOMPARE(tail.size(), whole.size() - from);
            for (size_t i = 0; i < tail.size(); ++i)
                QVERIFY(m_films.sameBatch(tail[i], whole[from + i]));
        }
    }

    void fewerSamplesThanAGlobalBatchAreRepeated() {
        LoaderOptions options = m_films.smallOptions(true);
        options.localBatch = 16;
        options.ranks = 2;
        options.rank = 1;
        const auto batches = m_films.batchesOf(options, 1);
        const auto order = epochOrder(LoaderFilms::count, options.seed, 1);
        QCOMPARE(batches.size(), size_t(1));
        QCOMPARE(batches[0].samples.size(), size_t(16));
        for (size_t i = 0; i < 16; ++i)
            QCOMPARE(batches[0].samples[i], order[(16 + i) % LoaderFilms::count]);
    }

    void aRankWithoutSamplesGetsEmptyBatches() {
        LoaderOptions options = m_films.smallOptions(false);
        options.localBatch = 22;
        options.ranks = 3;
        options.rank = 2;
        const auto batches = m_films.batchesOf(options, 1);
        QCOMPARE(batches.size(), size_t(1));
        QVERIFY(batches[0].samples.empty() && batches[0].pixels.empty());
    }
};

QTEST_GUILESS_MAIN(BatchLoaderTest)
#include "batch_loader_test.moc"
