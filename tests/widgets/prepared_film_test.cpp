#include "tests/widgets/test_films.h"
#include "widgets/window_function.h"

#include <QTest>

using namespace roentgen::widgets;

class PreparedFilmTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCellIsTheMeanOfItsPixels_data();
    void everyCellIsTheMeanOfItsPixels();
    void valuesComeBackInModalityUnits();
    void tableIsTheWindowFunction_data();
    void tableIsTheWindowFunction();
    void sizesThatDisagreeAreRefused();
    void presetsStartWithTheDefaultAndFitTheKeys();
};

void PreparedFilmTest::everyCellIsTheMeanOfItsPixels_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("powers of two") << 16 << 32;
    QTest::newRow("odd") << 37 << 21;
    QTest::newRow("one row") << 1 << 9;
    QTest::newRow("one column") << 13 << 1;
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("one over a power") << 17 << 33;
}

void PreparedFilmTest::everyCellIsTheMeanOfItsPixels() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    const auto value = [](int r, int c) { return hashValue(r, c, 65536); };
    const auto film = prepare(rows, columns, PixelType::UInt16, value);
    QVERIFY(film);
    for (size_t depth = 0; depth < film->levels().size(); ++depth) {
        const auto& level = film->levels()[depth];
        const int size = 1 << depth;
        QCOMPARE(level.rows, (rows + size - 1) / size);
        QCOMPARE(level.columns, (columns + size - 1) / size);
        for (int r = 0; r < level.rows; ++r)
            for (int c = 0; c < level.columns; ++c) {
                double sum = 0, count = 0;
                for (int y = r * size; y < std::min(rows, (r + 1) * size); ++y)
                    for (int x = c * size; x < std::min(columns, (c + 1) * size); ++x, ++count)
                        sum += value(y, x);
                // Each level rounds once: half a code a level.
                const double code = level.codes[size_t(r * level.columns + c)];
                QVERIFY2(std::abs(code - sum / count) <= 0.5 * double(depth) + 1e-9,
                         qPrintable(QStringLiteral("level %1: %2, mean %3").arg(depth).arg(code).arg(sum / count)));
            }
    }
    QCOMPARE(film->levels().back().codes.size(), size_t(1));
}

void PreparedFilmTest::valuesComeBackInModalityUnits() {
    Film ct = makeFilm(2, 2, PixelType::Int16, [](int r, int c) { return r * 2 + c - 1000; });
    ct.slope = 2;
    ct.intercept = -24;
    const auto prepared = PreparedFilm::make(std::move(ct));
    QCOMPARE(prepared->valueAt(0, 0), -1000.0 * 2 - 24);
    QCOMPARE(prepared->valueAt(1, 1), -997.0 * 2 - 24);
    const auto film = prepare(2, 3, PixelType::UInt8, [](int r, int c) { return r * 100 + c; });
    QCOMPARE(film->valueAt(1, 2), 102.0);
    QVERIFY(film->film().bytes.empty()); // not held twice
}

void PreparedFilmTest::tableIsTheWindowFunction_data() {
    QTest::addColumn<bool>("monochrome1");
    QTest::addColumn<bool>("invertedByReader");
    QTest::newRow("as it is") << false << false;
    QTest::newRow("MONOCHROME1") << true << false;
    QTest::newRow("inverted by the reader") << false << true;
    QTest::newRow("both") << true << true;
}

void PreparedFilmTest::tableIsTheWindowFunction() {
    QFETCH(bool, monochrome1);
    QFETCH(bool, invertedByReader);
    Film film = makeFilm(256, 256, PixelType::Int16, [](int r, int c) { return r * 16 + c - 2000; });
    film.slope = 0.5;
    film.intercept = 10;
    film.inverted = monochrome1;
    const auto prepared = PreparedFilm::make(std::move(film));
    std::vector<uint8_t> table(65536, 77);
    prepared->fillWindowTable(40, 400, invertedByReader, table.data());
    for (const int stored : {-2000, -700, -280, 0, 60, 100, 350, 2335}) {
        const double value = stored * 0.5 + 10;
        double brightness = std::clamp((value - 39.5) / 399 + 0.5, 0.0, 1.0); // PS3.3 C.11.2.1.2.1
        if (monochrome1 != invertedByReader)
            brightness = 1 - brightness;
        QCOMPARE(int(table[size_t(stored + 32768)]), int(std::lround(brightness * 255)));
    }
}

void PreparedFilmTest::sizesThatDisagreeAreRefused() {
    Film film = makeFilm(4, 4, PixelType::UInt16, [](int, int) { return 1; });
    film.bytes.pop_back();
    QVERIFY(!PreparedFilm::make(film));
    QVERIFY(!PreparedFilm::make(Film{}));
    film = makeFilm(4, 4, PixelType::UInt8, [](int, int) { return 1; });
    film.rows = -4;
    QVERIFY(!PreparedFilm::make(film));
}

void PreparedFilmTest::presetsStartWithTheDefaultAndFitTheKeys() {
    Film film = makeFilm(64, 64, PixelType::UInt16, [](int r, int c) { return 100 + r * 64 + c; });
    film.defaultWindow = {2000, 1000, {}};
    for (int i = 0; i < 20; ++i)
        film.windows.push_back({100.0 * i, 50, QStringLiteral("w%1").arg(i)});
    const auto prepared = PreparedFilm::make(std::move(film));
    QCOMPARE(prepared->presets().size(), size_t(9));
    QCOMPARE(prepared->presets()[0].center, 2000.0);
    QVERIFY(!prepared->presets()[0].name.isEmpty());
    // "Full range": the lowest value black, the highest white.
    const FilmWindow full = prepared->presets()[5];
    QCOMPARE(windowBrightness(100, full.center, full.width, VoiFunction::Linear), 0.0);
    QCOMPARE(windowBrightness(100 + 4095, full.center, full.width, VoiFunction::Linear), 1.0);
}

QTEST_APPLESS_MAIN(PreparedFilmTest)
#include "prepared_film_test.moc"
