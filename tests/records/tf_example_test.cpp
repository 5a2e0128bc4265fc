// tf.train.Example: read where its bytes are written by hand, refused where they lie.
#include "engine/records/film_record.h"
#include "engine/records/tf_example.h"

#include <QtTest>

#include <cmath>
#include <numeric>
#include <random>

using namespace roentgen;
using namespace roentgen::records;

namespace {

// Protobuf's wire format by hand (protobuf.dev, Encoding).
std::string varint(uint64_t value) {
    std::string out;
    for (; value > 127; value >>= 7)
        out += char((value & 127) | 128);
    return out + char(value);
}
std::string field(int number, const std::string& data) {
    return varint(uint64_t(number) << 3 | 2) + varint(data.size()) + data;
}
std::string entry(const std::string& name, int kind, const std::string& list) {
    return field(1, field(1, name) + field(2, field(kind, list)));
}
std::string example(const std::string& entries) {
    return field(1, entries);
}

// The view points into bytes: they must outlive it.
Result<ExampleView> read(const std::string& bytes) {
    return readExample(bytes.data(), bytes.size());
}

} // namespace

class TfExampleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatIsWrittenByHand();
    void theLastOfTwoFeaturesCounts();
    void bytesAreNotCopied();
    void refusesWhatIsNoExample_data();
    void refusesWhatIsNoExample();
    void survivesEveryCutAndFlip();
    void aFilmComesBackAsItWas();
    void refusesImagesOfAnotherSize_data();
    void refusesImagesOfAnotherSize();
};

void TfExampleTest::readsWhatIsWrittenByHand() {
    const std::string floats("\0\0\x80\x3f\0\0\xc0\x7f", 8); // 1, not a number
    const std::string bytes =
        example(entry("packed", 3, field(1, varint(5) + varint(uint64_t(-1)))) +
                entry("single", 3, std::string("\x08\x07\x08\x2c", 4)) + entry("floats", 2, field(1, floats)) +
                entry("single floats", 2, std::string("\x0d\0\0\x80\x3f", 5)) +
                entry("texts", 1, field(1, "a") + field(1, "") + field(1, "caf\xc3\xa9")) + entry("none", 1, "") +
                field(1, field(1, "no value"))) +
        field(15, "a field from the future");
    const auto view = read(bytes);
    QVERIFY(bool(view));
    QCOMPARE(view->find("packed")->integers, (std::vector<int64_t>{5, -1}));
    QCOMPARE(view->find("single")->integers, (std::vector<int64_t>{7, 44}));
    QCOMPARE(view->find("floats")->floats.size(), size_t(2));
    QCOMPARE(view->find("floats")->floats[0], 1.f);
    QVERIFY(std::isnan(view->find("floats")->floats[1]));
    QCOMPARE(view->find("single floats")->floats, (std::vector<float>{1}));
    QCOMPARE(view->find("texts")->bytes.size(), size_t(3));
    QVERIFY(view->find("texts")->bytes[2] == "caf\xc3\xa9");
    QVERIFY(view->find("none")->kind == FeatureKind::Bytes);
    QVERIFY(view->find("no value")->kind == FeatureKind::None);
    QCOMPARE(view->integer("packed", -7), int64_t(-7)); // two of them
    QVERIFY(view->find("absent") == nullptr);
    QVERIFY(bool(read("")));
    QVERIFY(read("")->features.empty());
}

void TfExampleTest::theLastOfTwoFeaturesCounts() {
    const std::string twice = example(entry("x", 3, field(1, varint(1)))) + example(entry("x", 3, field(1, varint(2))));
    const auto view = read(twice);
    QVERIFY(bool(view));
    QCOMPARE(view->integer("x", 0), int64_t(2));
    const std::string kinds =
        example(field(1, field(1, "y") + field(2, field(3, field(1, varint(1))) + field(1, field(1, "text")))));
    const auto oneof = read(kinds);
    QVERIFY(bool(oneof));
    QVERIFY(oneof->find("y")->integers.empty());
    QVERIFY(oneof->text("y") == "text");
}

void TfExampleTest::bytesAreNotCopied() {
    const std::string image(100000, 'i');
    const std::string bytes = example(entry("image", 1, field(1, image)));
    const auto view = read(bytes);
    QVERIFY(bool(view));
    QCOMPARE(view->text("image").size(), image.size());
    QVERIFY(view->text("image").data() == bytes.data() + bytes.size() - image.size());
}

void TfExampleTest::refusesWhatIsNoExample_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    row("a length beyond the end", std::string("\x0a\x7f\x01", 3));
    row("a length of 2^31", "\x0a" + varint(1ull << 31));
    row("a length of 2^63", "\x0a" + varint(1ull << 63));
    row("an inner length beyond the outer", field(1, std::string("\x0a\x09\x0a\x01x", 5)) + "more than enough bytes");
    row("a value beyond its feature", example(field(1, field(1, "n") + field(2, std::string("\x0a\x05\x0a\x70x", 5)))));
    row("half a float", example(entry("f", 2, field(1, std::string(3, '\0')))));
    row("a number without end", example(entry("i", 3, field(1, std::string(11, '\xff')))));
    row("field 0", std::string("\x02\x00", 2));
    row("a group that does not end", std::string("\x0b", 1));
    row("the end of a group that has not begun", std::string("\x0c", 1));
    row("groups in groups", std::string(100000, '\x13'));
    row("text", "this is a text file, is it not?");
}

void TfExampleTest::refusesWhatIsNoExample() {
    QFETCH(QByteArray, bytes);
    const auto view = read(bytes.toStdString());
    QVERIFY(!view);
    QVERIFY(view.error().code == ErrorCode::Data);
    QVERIFY(!readExample(bytes.constData(), uint64_t(1) << 40));
}

// Nothing to compare with: it ends, and under the sanitizers it reads nothing that is not its own.
void TfExampleTest::survivesEveryCutAndFlip() {
    FilmFacts facts;
    facts.path = "00000001_000.png";
    facts.patient = "1";
    facts.classes = {"Mass", "Nodule"};
    facts.labels = {1, -1};
    facts.height = facts.width = 8;
    const std::vector<uint8_t> pixels(64, 7);
    const auto bytes = writeFilm(facts, pixels.data());
    QVERIFY(bool(bytes));
    int readable = 0;
    for (size_t cut = 0; cut <= bytes->size(); ++cut) {
        const std::vector<char> part(bytes->begin(), bytes->begin() + long(cut)); // of its own size
        readable += bool(readExample(part.data(), part.size()));
    }
    QVERIFY(readable >= 2 && readable < 4); // nothing, and the whole
    std::mt19937 random(5);
    for (size_t bit = 0; bit < bytes->size() * 8; ++bit) {
        std::string flipped = *bytes;
        flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << bit % 8));
        if (const auto view = read(flipped)) {
            (void)factsOf(*view);
            (void)pixelsOf(*view);
        }
    }
}

void TfExampleTest::aFilmComesBackAsItWas() {
    FilmFacts facts{"a/b.png", "P7", "test", "MG", "CC", "L", {"Mass", "Nodule", "Edema"}, {1, 0, -1}, 2, 3, 16};
    std::vector<uint8_t> pixels(12);
    std::iota(pixels.begin(), pixels.end(), uint8_t(1));
    const auto bytes = writeFilm(facts, pixels.data());
    QVERIFY(bool(bytes));
    QCOMPARE(*writeFilm(facts, pixels.data()), *bytes);
    const auto view = read(*bytes);
    QVERIFY(bool(view));
    const FilmFacts back = factsOf(*view);
    QCOMPARE(back.path, facts.path);
    QCOMPARE(back.patient, facts.patient);
    QCOMPARE(back.split, facts.split);
    QCOMPARE(back.modality + back.view + back.laterality, std::string("MGCCL"));
    QCOMPARE(back.classes, facts.classes);
    QCOMPARE(back.labels, facts.labels);
    const auto image = pixelsOf(*view);
    QVERIFY(bool(image));
    QCOMPARE(image->height, 2);
    QCOMPARE(image->width, 3);
    QCOMPARE(image->bits, 16);
    QVERIFY(std::equal(pixels.begin(), pixels.end(), image->data));
    const auto alone = writeFilm(facts, nullptr);
    QVERIFY(alone->size() + 12 < bytes->size());
    const auto aloneView = read(*alone);
    QVERIFY(!pixelsOf(*aloneView));
    QCOMPARE(factsOf(*aloneView).width, 3);
}

void TfExampleTest::refusesImagesOfAnotherSize_data() {
    QTest::addColumn<int>("bytes");
    QTest::addColumn<qlonglong>("height");
    QTest::addColumn<qlonglong>("bits");
    QTest::addColumn<bool>("good");
    QTest::newRow("64 x 64") << 4096 << 64ll << 8ll << true;
    QTest::newRow("too short") << 4095 << 64ll << 8ll << false;
    QTest::newRow("too long") << 4097 << 64ll << 8ll << false;
    QTest::newRow("a square without its size") << 299 * 299 << -1ll << 8ll << true;
    QTest::newRow("no square") << 299 * 298 << -1ll << 8ll << false;
    QTest::newRow("empty") << 0 << -1ll << 8ll << false;
    QTest::newRow("no bits") << 4096 << -1ll << 0ll << false;
    QTest::newRow("12 bits") << 4096 << 64ll << 12ll << false;
    QTest::newRow("negative") << 4096 << -64ll << 8ll << false;
    QTest::newRow("2^62") << 0 << (1ll << 62) << 8ll << false;
}

void TfExampleTest::refusesImagesOfAnotherSize() {
    QFETCH(int, bytes);
    QFETCH(qlonglong, height);
    QFETCH(qlonglong, bits);
    QFETCH(bool, good);
    const std::string image(size_t(bytes), 'x');
    ExampleContent content;
    content.bytes["image"] = {image};
    content.integers["bits"] = {bits};
    if (height != -1)
        content.integers["height"] = content.integers["width"] = {height};
    const auto written = writeExample(content);
    QVERIFY(bool(written));
    QCOMPARE(bool(pixelsOf(*read(*written))), good);
}

QTEST_GUILESS_MAIN(TfExampleTest)
#include "tf_example_test.moc"
