#include "engine/pipeline/film_look.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/prediction_messages.h"

#include <QtTest>
#include <cmath>

using namespace roentgen;
using namespace roentgen::pipeline;

namespace {

constexpr int Side = 64;

// Left half `left`, right half `right`.
std::vector<uint8_t> halves(uint8_t left, uint8_t right) {
    std::vector<uint8_t> pixels;
    for (int i = 0; i < Side * Side; ++i)
        pixels.push_back(i % Side < Side / 2 ? left : right);
    return pixels;
}

MeasuredFilm measured(uint8_t left, uint8_t right, const FilmTags& tags) {
    return {tags, lookOf(halves(left, right).data(), Side)};
}

bool near(double a, double b, double tolerance = 1e-6) {
    return std::abs(a - b) <= tolerance;
}

} // namespace

class FilmLookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresOfAFilmOfTwoGreys() {
        const FilmLook look = lookOf(halves(0, 255).data(), Side);
        QVERIFY(near(look.mean, 0.5) && near(look.deviation, 0.5));
        QVERIFY(near(look.black, 0.5));
        QVERIFY(near(look.tones, 1)); // two greys, equally many: one bit
        QCOMPARE(look.layout[0], -1.f);
        QCOMPARE(look.layout[FilmLook::Side - 1], 1.f);
    }

    void anEvenFilmHasNoLayoutAndNoTones() {
        const FilmLook look = lookOf(halves(90, 90).data(), Side);
        QVERIFY(near(look.mean, 90 / 255.0) && near(look.deviation, 0, 1e-6) && near(look.tones, 0));
        for (const float cell : look.layout)
            QCOMPARE(cell, 0.f);
    }

    void likenessOfLayouts() {
        const FilmLook one = lookOf(halves(20, 200).data(), Side), fainter = lookOf(halves(90, 110).data(), Side),
                       turned = lookOf(halves(200, 20).data(), Side), even = lookOf(halves(9, 9).data(), Side);
        QVERIFY(near(alike(one.layout.data(), fainter.layout.data()), 1, 1e-5)); // whatever their contrast
        QVERIFY(near(alike(one.layout.data(), turned.layout.data()), -1, 1e-5));
        QCOMPARE(alike(one.layout.data(), even.layout.data()), 0.);
    }

    void manyFilmsAreCountedAndTheirSpreadKept() {
        std::vector<MeasuredFilm> films;
        for (int i = 0; i <= 100; ++i)
            films.push_back(measured(uint8_t(i), uint8_t(100 + i), {i < 60 ? "cr" : "", "", "PA", 100 + i, 200}));
        const TrainedOn trained = summariseFilms(5000, films);
        QCOMPARE(trained.films, int64_t(5000));
        QCOMPARE(trained.measured, int64_t(101));
        QCOMPARE(trained.modalities, (std::map<std::string, int64_t>{{"CR", 60}}));
        QVERIFY(trained.bodyParts.empty());
        QCOMPARE(trained.views.at("PA"), int64_t(101));
        QVERIFY(near(trained.mean.low, 51 / 255.0, 1e-4) && near(trained.mean.middle, 100 / 255.0, 1e-4) &&
                near(trained.mean.high, 149 / 255.0, 1e-4));
        QVERIFY(near(trained.shortSide.middle, 150));
        QVERIFY(near(trained.agreement.low, 1, 1e-4));
    }

    void fewFilmsHaveNoStatistics() {
        const std::vector<MeasuredFilm> films(FewestFilms - 1, measured(10, 200, {"MG", "BREAST", "CC", 0, 0}));
        const TrainedOn trained = summariseFilms(int64_t(films.size()), films);
        QVERIFY(trained.layout.empty());
        QCOMPARE(trained.modalities.at("MG"), int64_t(FewestFilms - 1));
        QCOMPARE(trained.shortSide.high, 0.);
    }

    void whatIsNoWordIsNotKept() {
        const TrainedOn trained = summariseFilms(2, {measured(10, 200, {"\xff\xfe", "", std::string(100, 'x'), 0, 0}),
                                                     measured(10, 200, {"DX", "", "", 0, 0})});
        QCOMPARE(trained.modalities, (std::map<std::string, int64_t>{{"DX", 1}}));
        QVERIFY(trained.views.empty());
        QVERIFY(writeMessage(trained).find("\xef\xbf\xbd") == std::string::npos); // nothing had to be replaced
    }

    void comesBackFromJson() {
        std::vector<MeasuredFilm> films;
        for (int i = 0; i < 30; ++i)
            films.push_back(measured(uint8_t(i), uint8_t(200 - i), {"DX", "CHEST", "AP", 1000, 800 + i}));
        const TrainedOn trained = summariseFilms(30, films);
        const TrainedOn back = *readMessage<TrainedOn>(writeMessage(trained));
        QCOMPARE(back.modalities, trained.modalities);
        QCOMPARE(back.layout.size(), trained.layout.size());
        QVERIFY(near(back.black.high, trained.black.high, 1e-4) &&
                near(back.agreement.low, trained.agreement.low, 1e-4));
        QCOMPARE(writeMessage(back), writeMessage(trained));
        QCOMPARE(readMessage<TrainedOn>("{}")->measured, int64_t(0)); // of a later version, say
    }
};

QTEST_GUILESS_MAIN(FilmLookTest)
#include "film_look_test.moc"
