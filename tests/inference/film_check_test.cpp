#include "engine/inference/film_check.h"

#include <QtTest>

using namespace roentgen;
using namespace roentgen::inference;
using pipeline::FilmTags;

namespace {

constexpr int Side = 64;

// A bright band down the middle between dark sides, like a chest film's mediastinum: levels vary with `shade`.
FilmLook chest(int shade) {
    std::vector<uint8_t> pixels;
    for (int i = 0; i < Side * Side; ++i) {
        const int column = i % Side, row = i / Side;
        const bool middle = column > 24 && column < 40;
        pixels.push_back(uint8_t((middle ? 170 : 60) + shade + (row * 5 + column * 3) % 30));
    }
    return pipeline::lookOf(pixels.data(), Side);
}

// Bright at one side, black elsewhere.
FilmLook breast() {
    std::vector<uint8_t> pixels;
    for (int i = 0; i < Side * Side; ++i)
        pixels.push_back(i % Side < 20 ? uint8_t(120 + i % 60) : uint8_t(2));
    return pipeline::lookOf(pixels.data(), Side);
}

const FilmTags chestTags{"CR", "CHEST", "PA", 2000, 1800};

TrainedOn chestFilms(const FilmTags& tags = chestTags) {
    std::vector<pipeline::MeasuredFilm> films;
    for (int i = 0; i < 60; ++i)
        films.push_back({tags, chest(i % 30)});
    return pipeline::summariseFilms(60, films);
}

QStringList codesOf(const std::vector<FilmWarning>& warnings) {
    QStringList codes;
    for (const FilmWarning& warning : warnings)
        codes << QString::fromStdString(warning.code);
    return codes;
}

} // namespace

class FilmCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tagsAreCompared_data() {
        QTest::addColumn<QString>("modality");
        QTest::addColumn<QString>("bodyPart");
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("codes");
        const auto row = [](const char* what, const char* modality, const char* bodyPart, const char* view,
                            const char* codes) {
            QTest::newRow(what) << QString::fromLatin1(modality) << QString::fromLatin1(bodyPart)
                                << QString::fromLatin1(view) << QString::fromLatin1(codes);
        };
        row("the same", "CR", "CHEST", "PA", "");
        row("nothing known", "", "", "", "");
        row("another word for it", "DX", "thorax", "PA", "");
        row("a part of its name", "DR", "CHEST PA", "PA AXIAL", "");
        row("secondary capture tells nothing", "SC", "", "", "");
        row("a mammogram", "MG", "BREAST", "MLO", "modality body_part view");
        row("a head CT", "CT", "HEAD", "", "modality body_part");
        row("lateral", "CR", "CHEST", "LL", "view");
        row("the other frontal view", "CR", "CHEST", "AP", "view");
    }

    void tagsAreCompared() {
        QFETCH(QString, modality);
        QFETCH(QString, bodyPart);
        QFETCH(QString, view);
        const FilmTags tags{modality.toStdString(), bodyPart.toStdString(), view.toStdString(), 2000, 1800};
        QTEST(codesOf(checkFilm(chestFilms(), 224, tags, chest(10))).join(QLatin1Char(' ')), "codes");
    }

    void aTagThatFewTrainingFilmsHaveTellsNothing() {
        std::vector<pipeline::MeasuredFilm> films(60, {FilmTags{}, chest(3)});
        films[0].tags = chestTags;
        const auto trained = pipeline::summariseFilms(60, films);
        QVERIFY(checkFilm(trained, 224, {"MG", "BREAST", "CC", 0, 0}, chest(3)).empty());
    }

    // As of weights that do not say what they were trained on.
    void noTrainingFilmsTellNothing() {
        QCOMPARE(codesOf(checkFilm(TrainedOn{}, 224, {"MG", "BREAST", "CC", 3000, 100}, breast())), QStringList());
        TrainedOn unmeasured;
        unmeasured.films = 60;
        unmeasured.modalities = {{"OT", 60}}; // a word that says nothing
        QCOMPARE(codesOf(checkFilm(unmeasured, 224, {"MG", "BREAST", "CC", 3000, 100}, breast())), QStringList());
    }

    void looksAreCompared() {
        const TrainedOn trained = chestFilms({});
        for (int shade = -5; shade < 35; ++shade) // somewhat beyond what was seen
            QVERIFY2(checkFilm(trained, 224, {}, chest(shade)).empty(), qPrintable(QString::number(shade)));
        const auto warnings = checkFilm(trained, 224, {}, breast());
        const QStringList codes = codesOf(warnings);
        QVERIFY(codes.contains(QStringLiteral("black_area")) && codes.contains(QStringLiteral("layout")));
        for (const FilmWarning& warning : warnings)
            QVERIFY(!warning.message.empty() && !warning.found.empty() && !warning.trained.empty());
        const auto even =
            checkFilm(trained, 224, {}, pipeline::lookOf(std::vector<uint8_t>(Side * Side, 90).data(), Side));
        QVERIFY(codesOf(even).contains(QStringLiteral("contrast")));
    }

    void filmsThatWereAllEqualLeaveSomeRoom() {
        std::vector<pipeline::MeasuredFilm> films(40, {FilmTags{}, chest(10)});
        const auto trained = pipeline::summariseFilms(40, films);
        QVERIFY(checkFilm(trained, 224, {}, chest(15)).empty());
    }

    void sizeAndShape() {
        const TrainedOn trained = chestFilms();
        const auto codes = [&](int rows, int columns) {
            return codesOf(checkFilm(trained, 224, {"", "", "", rows, columns}, chest(10))).join(QLatin1Char(' '));
        };
        QCOMPARE(codes(2000, 1800), QString());
        QCOMPARE(codes(300, 300), QString()); // fewer pixels, but not fewer than the model looks at
        QCOMPARE(codes(100, 110), QStringLiteral("size"));
        QCOMPARE(codes(1000, 2000), QStringLiteral("shape"));
        QCOMPARE(codes(0, 0), QString());
    }
};

QTEST_GUILESS_MAIN(FilmCheckTest)
#include "film_check_test.moc"
