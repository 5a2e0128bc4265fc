// Decoded images that several processes keep together: real processes, some of them killed.
#include "engine/pipeline/batch_loader.h"

#include <QtTest>
#include <csignal>
#include <functional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::pipeline;

namespace {

constexpr size_t imageBytes = 5000; // no whole pages

std::vector<uint8_t> pixelsOf(size_t image) {
    std::vector<uint8_t> pixels(imageBytes);
    for (size_t i = 0; i < imageBytes; ++i)
        pixels[i] = uint8_t((i * 31 + image * 7 + 1) % 251 + 1); // never 0
    return pixels;
}

bool isRight(const ImageCache& cache, size_t image) {
    const uint8_t* const found = cache.find(image);
    return !found || std::equal(found, found + imageBytes, pixelsOf(image).begin());
}

// A process of its own that ends with what `work` gives.
pid_t forked(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(work());
    return child;
}

int exitOf(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

} // namespace

class ImageCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsUpToItsLimit_data() {
        QTest::addColumn<bool>("shared");
        QTest::newRow("own") << false;
        QTest::newRow("shared") << true;
    }

    void keepsUpToItsLimit() {
        QFETCH(bool, shared);
        const ImageCache::Size size{20, imageBytes, 7 * imageBytes + imageBytes / 2};
        const auto cache = shared ? ImageCache::share(size) : ImageCache::own(size);
        QVERIFY(cache);
        QCOMPARE(cache->isShared(), shared);
        QCOMPARE(cache->capacity(), size_t(7));
        for (size_t image = 0; image < 20; image += 2) {
            QVERIFY(!cache->find(image));
            cache->keep(image, pixelsOf(image));
            cache->keep(image, pixelsOf(image));
        }
        QCOMPARE(cache->kept(), size_t(7));
        QCOMPARE(cache->keptBytes(), 7 * imageBytes);
        for (size_t image = 0; image < 20; ++image) {
            QCOMPARE(cache->find(image) != nullptr, image % 2 == 0 && image < 14);
            QVERIFY(isRight(*cache, image));
        }
    }

    void keepsNothingWithoutALimit() {
        for (const auto& cache : {ImageCache::own({20, imageBytes, 0}), ImageCache::share({20, imageBytes, 0}),
                                  ImageCache::own({0, imageBytes, 100000})}) {
            QVERIFY(cache);
            QCOMPARE(cache->capacity(), size_t(0));
        }
        const auto cache = ImageCache::own({20, imageBytes, imageBytes - 1});
        cache->keep(3, pixelsOf(3));
        QVERIFY(!cache->find(3));
    }

    void isJoinedByItsNameAlone() {
        const ImageCache::Size size{20, imageBytes, 10 * imageBytes};
        const auto cache = ImageCache::share(size);
        cache->keep(4, pixelsOf(4));
        const std::string name = cache->name();
        const auto joined = ImageCache::join(name, size);
        QVERIFY(joined && joined->find(4) && isRight(*joined, 4));
        QCOMPARE(joined->capacity(), size_t(10));
        joined->keep(5, pixelsOf(5));
        QVERIFY(cache->find(5) && isRight(*cache, 5));
        QCOMPARE(cache->kept(), size_t(2));
        QCOMPARE(ImageCache::join(name, {20, imageBytes, 1})->capacity(), size_t(10)); // the maker's limit

        const std::string pid = std::to_string(::getpid());
        for (const std::string& wrong : {std::string(), std::string("x"), pid + " 0 1", pid + " 9999 1", name + "1",
                                         "1 0 " + name.substr(name.rfind(' ') + 1), ImageCache::own(size)->name()})
            QVERIFY2(!ImageCache::join(wrong, size), wrong.c_str());
        QVERIFY(!ImageCache::join(name, {21, imageBytes, 10 * imageBytes}));
        QVERIFY(!ImageCache::join(name, {20, imageBytes + 1, 10 * imageBytes}));
    }

    void outlivesItsMaker() {
        const ImageCache::Size size{20, imageBytes, 20 * imageBytes};
        int told[2];
        QVERIFY(::pipe(told) == 0);
        const pid_t maker = forked([&] {
            const auto cache = ImageCache::share(size);
            cache->keep(1, pixelsOf(1));
            const std::string name = cache->name();
            if (::write(told[1], name.data(), name.size()) < 0)
                return 1;
            for (;;)
                ::pause();
        });
        char name[200] = {};
        QVERIFY(::read(told[0], name, sizeof name - 1) > 0);
        const auto cache = ImageCache::join(name, size);
        ::kill(maker, SIGKILL);
        QCOMPARE(exitOf(maker), -SIGKILL);
        QVERIFY(cache && cache->find(1) && isRight(*cache, 1));
        cache->keep(2, pixelsOf(2));
        QVERIFY(cache->find(2) && isRight(*cache, 2));
        QVERIFY(!ImageCache::join(name, size)); // there is nothing left behind to come to
        ::close(told[0]);
        ::close(told[1]);
    }

    // Several processes write the same images at once, and are killed at it.
    void killedWritersHarmNobody() {
        constexpr size_t images = 4000;
        for (int round = 0; round < 20; ++round) {
            const auto cache = ImageCache::share({images, imageBytes, images / 2 * imageBytes});
            std::vector<pid_t> writers;
            for (size_t writer = 0; writer < 3; ++writer)
                writers.push_back(forked([&] {
                    const auto joined = ImageCache::join(cache->name(), {images, imageBytes, 0});
                    for (size_t k = 0; joined && k < images; ++k)
                        joined->keep((k + writer * 100) % images, pixelsOf((k + writer * 100) % images));
                    return joined ? 0 : 1;
                }));
            ::usleep(useconds_t(500 + round * 700));
            for (const pid_t writer : {writers[0], writers[1]})
                ::kill(writer, SIGKILL);
            for (const pid_t writer : writers)
                exitOf(writer);
            size_t found = 0;
            for (size_t image = 0; image < images; ++image) {
                QVERIFY(isRight(*cache, image));
                found += cache->find(image) ? 1 : 0;
            }
            // What the killed ones had in hand is lost: at most one slot each, and its count.
            QVERIFY2(found <= images / 2 && found + 2 >= images / 2, qPrintable(QString::number(found)));
            QVERIFY(cache->kept() <= found && cache->kept() + 2 >= found);
        }
    }

    void whereFilesAreLimitedThereIsNone() {
        const pid_t child = forked([] {
            const struct rlimit limit { 10 * imageBytes, 10 * imageBytes };
            ::setrlimit(RLIMIT_FSIZE, &limit);
            return ImageCache::share({100, imageBytes, 100 * imageBytes}) ? 1 : 0;
        });
        QCOMPARE(exitOf(child), 0);
    }

    void refusedMemoryEndsTheKeepingAndNothingElse() {
        const pid_t child = forked([] {
            ::signal(SIGXFSZ, SIG_IGN);
            const auto cache = ImageCache::share({100, imageBytes, 100 * imageBytes});
            const struct rlimit limit { 10 * imageBytes, 10 * imageBytes };
            ::setrlimit(RLIMIT_FSIZE, &limit);
            for (size_t image = 0; image < 100; ++image)
                cache->keep(image, pixelsOf(image));
            for (size_t image = 0; image < 100; ++image)
                if (!isRight(*cache, image))
                    return 1;
            return cache->kept() >= 7 && cache->kept() < 10 && !cache->find(50) ? 0 : 2;
        });
        QCOMPARE(exitOf(child), 0);
    }
};

QTEST_GUILESS_MAIN(ImageCacheTest)
#include "image_cache_test.moc"
