// The checksum of record files against published values and against its definition, a bit at a time.
#include "engine/records/crc32c.h"

#include <QtTest>

#include <numeric>
#include <random>
#include <vector>

using namespace roentgen::records;

namespace {

using Bytes = std::vector<uint8_t>;

// The definition: reflected polynomial, register and result inverted.
uint32_t bitByBit(const Bytes& bytes) {
    uint32_t crc = 0xFFFFFFFF;
    for (const uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0x82F63B78u : 0u);
    }
    return ~crc;
}

Bytes counting(int from, int step) {
    Bytes bytes(32);
    for (int i = 0; i < 32; ++i)
        bytes[size_t(i)] = uint8_t(from + i * step);
    return bytes;
}

} // namespace

class Crc32cTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesThePublishedValues_data();
    void givesThePublishedValues();
    void agreesWithItsDefinitionForEveryLength();
    void goesOnFromPieceToPiece();
    void masksAsTensorFlowDoes();
};

// RFC 3720, B.4 (its bytes are the sum's, lowest first), and the check value of the CRC catalogue.
void Crc32cTest::givesThePublishedValues_data() {
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<uint>("sum");
    const auto row = [](const char* name, const Bytes& bytes, uint sum) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()), int(bytes.size())) << sum;
    };
    row("32 bytes of zeroes", Bytes(32, 0), 0x8a9136aa);
    row("32 bytes of ones", Bytes(32, 255), 0x62a8ab43);
    row("32 bytes counting up", counting(0, 1), 0x46dd794e);
    row("32 bytes counting down", counting(31, -1), 0x113fdb5c);
    row("iSCSI read command",
        {0x01, 0xc0, 0, 0,    0, 0, 0, 0,    0,    0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0,
         0,    0,    0, 0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0,    0},
        0xd9963a56);
    row("123456789", {'1', '2', '3', '4', '5', '6', '7', '8', '9'}, 0xe3069283);
    row("nothing", {}, 0);
}

void Crc32cTest::givesThePublishedValues() {
    QFETCH(QByteArray, data);
    QFETCH(uint, sum);
    QCOMPARE(crc32c(data.constData(), size_t(data.size())), sum);
    QCOMPARE(crc32cByTable(data.constData(), size_t(data.size())), sum);
}

void Crc32cTest::agreesWithItsDefinitionForEveryLength() {
    std::mt19937 random(7);
    std::vector<size_t> lengths(70);
    std::iota(lengths.begin(), lengths.end(), size_t(0));
    for (const size_t length : {3071, 3072, 3073, 3079, 6144, 6145, 65536, 100003})
        lengths.push_back(length);
    for (const size_t length : lengths) {
        Bytes bytes(length + 3);
        for (uint8_t& byte : bytes)
            byte = uint8_t(random());
        const size_t start = length % 4; // not aligned
        const Bytes part(bytes.begin() + long(start) % 4, bytes.begin() + long(start % 4 + length));
        const uint32_t expected = bitByBit(part);
        QCOMPARE(crc32c(bytes.data() + start % 4, length), expected);
        QCOMPARE(crc32cByTable(bytes.data() + start % 4, length), expected);
    }
}

void Crc32cTest::goesOnFromPieceToPiece() {
    Bytes bytes(10000);
    std::iota(bytes.begin(), bytes.end(), uint8_t(3));
    const uint32_t whole = crc32c(bytes.data(), bytes.size());
    for (const size_t cut : {0, 1, 7, 3072, 5000, 10000}) {
        QCOMPARE(crc32c(bytes.data() + cut, bytes.size() - cut, crc32c(bytes.data(), cut)), whole);
        QCOMPARE(crc32cByTable(bytes.data() + cut, bytes.size() - cut, crc32c(bytes.data(), cut)), whole);
    }
}

void Crc32cTest::masksAsTensorFlowDoes() {
    const uint32_t sum = crc32c("foo", 3);
    QVERIFY(maskedCrc(sum) != sum);
    QCOMPARE(maskedCrc(0), 0xa282ead8u);
    QCOMPARE(maskedCrc(0x00008000), 0xa282ead9u); // bit 15 becomes bit 0
    QCOMPARE(maskedCrc(1), 0xa284ead8u);          // bit 0 becomes bit 17
}

QTEST_GUILESS_MAIN(Crc32cTest)
#include "crc32c_test.moc"
