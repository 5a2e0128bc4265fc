#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

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
    void readsWhatThereIsFromAnOffset_data();
    void readsWhatThereIsFromAnOffset();
    void findsTheLastLine_data();
    void findsTheLastLine();
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

void TestTextFile::readsWhatThereIsFromAnOffset_data() {
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("all") << 0 << 6 << QByteArray("abcdef");
    QTest::newRow("a part") << 2 << 3 << QByteArray("cde");
    QTest::newRow("more than there is") << 4 << 100 << QByteArray("ef");
    QTest::newRow("from the end") << 6 << 1 << QByteArray();
    QTest::newRow("from beyond the end") << 60 << 1 << QByteArray();
    QTest::newRow("nothing") << 3 << 0 << QByteArray();
    QTest::newRow("before the beginning") << -1 << 3 << QByteArray(); // pread() refuses
}

void TestTextFile::readsWhatThereIsFromAnOffset() {
    QFETCH(int, offset);
    QFETCH(int, limit);
    QFETCH(QByteArray, bytes);
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("six")).toStdString();
    QVERIFY(bool(writeFileAtomically(path, "abcdef")));
    const int file = ::open(path.c_str(), O_RDONLY);
    const std::string read = readBytesAt(file, offset, size_t(limit));
    ::close(file);
    QCOMPARE(QByteArray::fromStdString(read), bytes);
    QVERIFY(readBytesAt(file, 0, 1).empty()); // closed
}

void TestTextFile::findsTheLastLine_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("line");
    QTest::newRow("nothing") << std::string() << std::string();
    QTest::newRow("blank lines alone") << std::string("\n \r\n") << std::string();
    QTest::newRow("one line without its end") << std::string("alone") << std::string("alone");
    QTest::newRow("blank lines behind it") << std::string("first\nlast one\r\n\n") << std::string("last one");
    QTest::newRow("control characters") << std::string("a\n\x1b[1mb\tc\n") << std::string(" [1mb c");
}

void TestTextFile::findsTheLastLine() {
    QFETCH(std::string, text);
    QFETCH(std::string, line);
    QCOMPARE(lastLine(text), line);
}

QTEST_APPLESS_MAIN(TestTextFile)
#include "text_file_test.moc"
