// The ranks of a host decode each film once altogether, and keep it once. Run under mpirun with 1, 2 and 3 ranks.
#include "engine/pipeline/batch_loader.h"
#include "engine/training/host_image_cache.h"

#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <sys/resource.h>

using namespace roentgen;
using namespace roentgen::pipeline;
using namespace roentgen::training;

class HostImageCacheTest : public QObject {
    Q_OBJECT

public:
    explicit HostImageCacheTest(distributed::Communicator& ranks)
        : m_ranks(ranks) {}

private Q_SLOTS:
    void initTestCase();
    void decodesEachFilmOnceAHost_data();
    void decodesEachFilmOnceAHost();
    void keepsToOneselfWhereSharingFails();

private:
    static constexpr int films = 24, side = 20;
    LoaderOptions options() const;
    // What all ranks decoded in the epoch; `same`: the pixels are those of a loader that keeps nothing.
    int64_t decodedIn(BatchLoader& loader, int64_t epoch, bool* same);

    distributed::Communicator& m_ranks;
    QTemporaryDir m_folder; // each rank's own films, all alike
    std::vector<datasets::Sample> m_samples;
};

void HostImageCacheTest::initTestCase() {
    for (int number = 0; number < films; ++number) {
        QByteArray bytes = "P5\n24 32\n255\n";
        for (int i = 0; i < 24 * 32; ++i)
            bytes.append(char((i * 7 + number * 31 + i * i % 13) % 251));
        QFile file(m_folder.filePath(QStringLiteral("%1.pgm").arg(number)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        datasets::Sample sample;
        sample.path = file.fileName().toStdString();
        sample.labels = sample.targets = {1};
        m_samples.push_back(sample);
    }
}

LoaderOptions HostImageCacheTest::options() const {
    LoaderOptions options;
    options.imageSize = 16;
    options.storedSize = side;
    options.localBatch = 12 / m_ranks.size(); // every epoch takes every film
    options.rank = m_ranks.rank();
    options.ranks = m_ranks.size();
    options.decodeThreads = 0; // nothing ahead: an epoch's films are an epoch's
    return options;
}

int64_t HostImageCacheTest::decodedIn(BatchLoader& loader, int64_t epoch, bool* same) {
    BatchLoader plain(m_samples, options());
    m_ranks.barrier();
    double decoded = 0;
    loader.start(epoch);
    plain.start(epoch);
    *same = true;
    for (;;) {
        auto batch = loader.next(), expected = plain.next();
        if (!batch || !expected)
            qFatal("%s", (batch ? expected : batch).error().toLine().c_str());
        if (!*batch)
            break;
        decoded += double((*batch)->decoded);
        *same &= (*batch)->samples == (*expected)->samples && (*batch)->pixels == (*expected)->pixels;
    }
    m_ranks.sum(&decoded, 1);
    return int64_t(decoded);
}

void HostImageCacheTest::decodesEachFilmOnceAHost_data() {
    QTest::addColumn<int>("room");
    QTest::newRow("room for all") << 1000;
    QTest::newRow("room for some") << 10;
    QTest::newRow("none") << 0;
}

void HostImageCacheTest::decodesEachFilmOnceAHost() {
    QFETCH(int, room);
    LoaderOptions limited = options();
    limited.cacheBytes = size_t(room) * side * side;
    const HostImageCache cache = openHostImageCache(cacheSize(m_samples.size(), limited), m_ranks);
    QCOMPARE(cache.problem, std::string());
    QCOMPARE(cache.images->isShared(), m_ranks.size() > 1);
    const int kept = std::min(room, films);
    QCOMPARE(cache.images->capacity(), size_t(kept));
    BatchLoader loader(m_samples, limited, cache.images);
    bool same = false;
    QCOMPARE(decodedIn(loader, 0, &same), int64_t(films)); // by all ranks together
    QVERIFY(same);
    QCOMPARE(cache.images->kept(), size_t(kept));
    for (int64_t epoch : {1, 2}) { // each epoch gives a film to another rank
        QCOMPARE(decodedIn(loader, epoch, &same), int64_t(films - kept));
        QVERIFY(same);
    }
    QCOMPARE(cache.images->kept(), size_t(kept));
    m_ranks.barrier();
}

// Rank 0 may make no such file: all keep their own part, which is the host's limit together.
void HostImageCacheTest::keepsToOneselfWhereSharingFails() {
    ::signal(SIGXFSZ, SIG_IGN);
    const bool makes = m_ranks.rank() == 0;
    struct rlimit before {};
    QVERIFY(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const struct rlimit none { 100, before.rlim_max };
    if (makes)
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &none) == 0);
    LoaderOptions limited = options();
    limited.cacheBytes = size_t(12) * side * side;
    const HostImageCache cache = openHostImageCache(cacheSize(m_samples.size(), limited), m_ranks);
    QVERIFY(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    QVERIFY(!cache.images->isShared());
    QCOMPARE(cache.images->capacity(), size_t(12 / m_ranks.size()));
    QCOMPARE(cache.problem.empty(), m_ranks.size() == 1 || m_ranks.rank() > 0);
    BatchLoader loader(m_samples, limited, cache.images);
    bool same = false;
    QCOMPARE(decodedIn(loader, 0, &same), int64_t(films));
    QVERIFY(same);
    // Each found of its own what it had decoded and got again: fewer than all, where ranks share no memory.
    const int64_t again = decodedIn(loader, 1, &same);
    QVERIFY(same && again >= films - 12 && again <= films);
}

int main(int argc, char** argv) {
    auto ranks = distributed::openCommunicator();
    HostImageCacheTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "host_image_cache_test.moc"
