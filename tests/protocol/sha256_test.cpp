#include "engine/protocol/sha256.h"

#include <QtTest/QtTest>

using namespace roentgen;

// Vectors of FIPS 180-4's examples (csrc.nist.gov) and, around the block's edge, of Python's hashlib.
class Sha256Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesThePublishedDigests_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("digest");
        QTest::newRow("empty") << QByteArray()
                               << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("abc") << QByteArray("abc")
                             << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                    << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("a million") << QByteArray(1000000, 'a')
                                   << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        QTest::newRow("55 bytes") << QByteArray(55, 'x')
                                  << QByteArray("d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072");
        QTest::newRow("56 bytes") << QByteArray(56, 'x')
                                  << QByteArray("04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e");
        QTest::newRow("64 bytes") << QByteArray(64, 'x')
                                  << QByteArray("7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c");
    }
    void matchesThePublishedDigests() {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, digest);
        QCOMPARE(QByteArray::fromStdString(sha256Hex(message.toStdString())), digest);
    }
    void givesTheSameDigestInPiecesOfAnySize() {
        const std::string message(1000, 'q');
        for (size_t piece = 1; piece < 200; ++piece) {
            Sha256 sum;
            for (size_t at = 0; at < message.size(); at += piece)
                sum.update(std::string_view(message).substr(at, piece));
            QCOMPARE(sum.hex(), sha256Hex(message));
        }
    }
};

QTEST_GUILESS_MAIN(Sha256Test)
#include "sha256_test.moc"
