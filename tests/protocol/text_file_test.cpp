#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace roentgen;

class TestTextFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsUtf8FromOtherBytes_data();
    void tellsUtf8FromOtherBytes();
    void suggestsTheNearestName_data();
    void suggestsTheNearestName();
    void keepsTheOldFileWhereTheDiskIsFull();
    void namesTheFileThatIsAbsent();
};

void TestTextFile::tellsUtf8FromOtherBytes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("badOffset"); // -1: well-formed
    QTest::newRow("ascii") << QByteArray("plain") << -1;
    QTest::newRow("two, three and four bytes") << QByteArray("\xC3\xA9 \xE6\xAD\xA6 \xF0\x9F\xA9\xBB") << -1;
    QTest::newRow("latin-1 e acute") << QByteArray("caf\xE9,1") << 3;
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << 0;
    QTest::newRow("overlong three bytes") << QByteArray("\xE0\x80\x80") << 0;
    QTest::newRow("surrogate") << QByteArray("a\xED\xA0\x80") << 1;
    QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << 0;
    QTest::newRow("cut short") << QByteArray("ab\xE6\xAD") << 2;
}

void TestTextFile::tellsUtf8FromOtherBytes() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, badOffset);
    size_t offset = 0;
    const bool good = isUtf8({bytes.constData(), size_t(bytes.size())}, &offset);
    QCOMPARE(good, badOffset < 0);
    if (badOffset >= 0)
        QCOMPARE(int(offset), badOffset);
}

void TestTextFile::suggestsTheNearestName_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("one letter missing") << "learning_rat"
                                        << "learning_rate";
    QTest::newRow("two letters swapped") << "epohcs"
                                         << "epochs";
    QTest::newRow("nothing near") << "zzzzzz"
                                  << "";
}

void TestTextFile::suggestsTheNearestName() {
    QFETCH(QString, typed);
    QFETCH(QString, nearest);
    const std::vector<std::string> names = {"epochs", "learning_rate", "optimizer"};
    QCOMPARE(QString::fromStdString(nearestName(typed.toStdString(), names)), nearest);
}

void TestTextFile::keepsTheOldFileWhereTheDiskIsFull() {
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("file")).toStdString();
    QVERIFY(bool(writeFileAtomically(path, "old")));
    // A file may not grow above 1000 bytes: the kernel refuses the write as a full disk does.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small = {1000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const Status status = writeFileAtomically(path, std::string(5000, 'x'));
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!status);
    QCOMPARE(status.error().exitCode(), int(ExitEnvironment));
    QCOMPARE(QByteArray::fromStdString(*readTextFile(path)), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void TestTextFile::namesTheFileThatIsAbsent() {
    const auto text = readTextFile("/absent/file.toml");
    QVERIFY(!text);
    QVERIFY(text.error().toLine().find("/absent/file.toml") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestTextFile)
#include "text_file_test.moc"
