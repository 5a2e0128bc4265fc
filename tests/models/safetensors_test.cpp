// The weights container: what it writes, and every damage that it refuses.
#include "engine/models/safetensors.h"

#include <QtTest>
#include <cstring>

using namespace roentgen;
using namespace roentgen::models;

namespace {

std::string fileOf(const std::string& header, size_t dataBytes) {
    const uint64_t length = header.size();
    return std::string(reinterpret_cast<const char*>(&length), 8) + header + std::string(dataBytes, '\1');
}

} // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote();
    void writesTheSameBytesAgain();
    void refusesDamage_data();
    void refusesDamage();
    void refusesEveryTruncation();
};

namespace {

std::string sampleFile() {
    static const float a[] = {1, 2, 3, 4, 5, 6};
    static const int64_t b = 42;
    return encodeSafetensors({{"who", "test"}}, {{"z", "F32", {2, 3}, a}, {"a", "I64", {}, &b}});
}

} // namespace

void SafetensorsTest::readsWhatItWrote() {
    auto file = parseSafetensors(sampleFile(), "memory");
    QVERIFY(bool(file));
    QCOMPARE(file->metadata["who"], std::string("test"));
    const StoredTensor* z = file->find("z");
    QVERIFY(z);
    QCOMPARE(z->shape, (std::vector<int64_t>{2, 3}));
    float last = 0;
    std::memcpy(&last, file->data(*z) + 5 * sizeof(float), sizeof last);
    QCOMPARE(last, 6.f);
    QVERIFY(file->find("a") && file->find("a")->shape.empty());
    QCOMPARE(file->dataStart % 8, size_t(0));
}

void SafetensorsTest::writesTheSameBytesAgain() {
    QVERIFY(sampleFile() == sampleFile());
}

void SafetensorsTest::refusesDamage_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const std::string& bytes, const char* says) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromUtf8(says);
    };
    const std::string huge = std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8) + "{}";
    row("empty", "", "too short");
    row("header over 100 MB", huge, "100 MB");
    row("header longer than the file", std::string("\x10\0\0\0\0\0\0\0", 8) + "{}", "truncated");
    row("no JSON", fileOf("not json", 0), "JSON");
    row("a list", fileOf("[]", 0), "JSON");
    row("deep nesting", fileOf(std::string(100000, '['), 0), "JSON");
    row("unknown dtype", fileOf(R"({"a":{"dtype":"X9","shape":[1],"data_offsets":[0,4]}})", 4), "dtype");
    row("negative size", fileOf(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4), "shape");
    row("overflowing size", fileOf(R"({"a":{"dtype":"F32","shape":[4611686018427387904,16],"data_offsets":[0,0]}})", 0),
        "bytes");
    row("wrong size", fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4), "bytes");
    row("backwards", fileOf(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4), "outside");
    row("outside", fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 4), "outside");
    row("overlap",
        fileOf(
            R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
            12),
        "overlaps");
    row("gap",
        fileOf(
            R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
            12),
        "gap");
    row("bytes behind", fileOf(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 8), "after the last");
}

void SafetensorsTest::refusesDamage() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    auto file = parseSafetensors(bytes.toStdString(), "memory");
    QVERIFY(!file);
    QCOMPARE(file.error().code, ErrorCode::Data);
    QVERIFY2(QString::fromStdString(file.error().toLine()).contains(says), file.error().toLine().c_str());
}

void SafetensorsTest::refusesEveryTruncation() {
    const std::string whole = sampleFile();
    for (size_t length = 0; length < whole.size(); ++length)
        QVERIFY2(!parseSafetensors(whole.substr(0, length), "memory"), std::to_string(length).c_str());
}

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
