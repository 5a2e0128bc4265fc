// Record files against an independent writer and reader in Python, and against damage.
#include "engine/protocol/text_file.h"
#include "engine/records/film_record.h"
#include "engine/records/record_file.h"
#include "engine/records/record_manifest.h"
#include "engine/records/record_writer.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::records;
using nlohmann::json;

namespace {

QByteArray peer(const QStringList& arguments) {
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 QStringList{QStringLiteral(ROENTGEN_SOURCE_DIR "/tests/records/record_peer.py")} + arguments);
    return python.waitForFinished(60000) && python.exitCode() == 0 ? python.readAllStandardOutput()
                                                                   : "failed: " + python.readAllStandardError();
}

std::string fileOf(const std::string& path) {
    const auto text = readTextFile(path);
    return text ? *text : "absent";
}

} // namespace

class RecordFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("films-00000-of-00001.tfrecord")).toStdString();
    }
    void pythonReadsWhatIsWritten();
    void readsWhatPythonWrites();
    void theIndexIsDalis();
    void readsWithoutAnIndex();
    void aForeignIndexIsNotUsed_data();
    void aForeignIndexIsNotUsed();
    void anEmptyFileHasNoRecords();
    void anUnfinishedFileLeavesNothing();
    void refusesWhatIsNoRecordFile_data();
    void refusesWhatIsNoRecordFile();
    void noticesAFileThatShrinks();
    void aThousandFilesStayOpen();
    void namesOfRecords();
    void theManifestKnowsEveryChange();
    void anAbsentOrCutShardIsNamed();

private:
    void write(const std::vector<std::string>& records, RecordIndex index = RecordIndex::Written) {
        auto writer = RecordWriter::create(m_path, index);
        QVERIFY(bool(writer));
        for (const std::string& record : records)
            QVERIFY(bool(writer->add(record)));
        QVERIFY(bool(writer->finish()));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
};

void RecordFileTest::pythonReadsWhatIsWritten() {
    const FilmFacts facts{"caf\xc3\xa9.png", "7", "train", "", "PA", "", {"Mass", "Edema"}, {-1, 1}, 2, 2, 8};
    const std::vector<uint8_t> pixels = {0, 1, 254, 255};
    write({*writeFilm(facts, pixels.data()), *writeFilm(facts, nullptr)});
    const QList<QByteArray> lines =
        peer({QStringLiteral("read"), QString::fromStdString(m_path)}).trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const json first = json::parse(lines[0].toStdString());
    QCOMPARE(first, (json{{"bits", {{"kind", 3}, {"values", {8}}}},
                          {"classes", {{"kind", 1}, {"values", {"4d617373", "4564656d61"}}}},
                          {"height", {{"kind", 3}, {"values", {2}}}},
                          {"image", {{"kind", 1}, {"values", {"0001feff"}}}},
                          {"labels", {{"kind", 3}, {"values", {-1, 1}}}},
                          {"path", {{"kind", 1}, {"values", {"636166c3a92e706e67"}}}},
                          {"patient", {{"kind", 1}, {"values", {"37"}}}},
                          {"split", {{"kind", 1}, {"values", {"747261696e"}}}},
                          {"view", {{"kind", 1}, {"values", {"5041"}}}},
                          {"width", {{"kind", 3}, {"values", {2}}}}}));
    QVERIFY(!json::parse(lines[1].toStdString()).contains("image"));
}

void RecordFileTest::readsWhatPythonWrites() {
    QCOMPARE(peer({QStringLiteral("write"), QString::fromStdString(m_path), QStringLiteral("7"), QStringLiteral("21")}),
             QByteArray());
    const auto file = RecordFile::open(m_path);
    QVERIFY(bool(file));
    QCOMPARE((*file)->count(), size_t(7));
    for (size_t i = 0; i < 7; ++i) {
        const auto data = (*file)->read(i);
        QVERIFY(bool(data));
        const auto view = readExample(data->data(), data->size());
        QVERIFY(bool(view));
        QCOMPARE(view->integer("label", -1), int64_t(i % 5));
        QCOMPARE(view->integer("label_normal", -1), int64_t(i % 5 != 0));
        const auto pixels = pixelsOf(*view);
        QVERIFY(bool(pixels));
        QCOMPARE(pixels->height, 21);
        QCOMPARE(int(pixels->data[20 * 21 + 19]), int((i * 7 + 20 * 19) % 256));
    }
}

void RecordFileTest::theIndexIsDalis() {
    write({"one", "", std::string(5000, 'x')});
    QCOMPARE(QByteArray::fromStdString(fileOf(indexPathOf(m_path))),
             peer({QStringLiteral("index"), QString::fromStdString(m_path)}));
    const auto file = RecordFile::open(m_path);
    QVERIFY(bool(file) && !(*file)->indexProblem());
    QCOMPARE((*file)->place(2).offset, uint64_t(3 + 16 + 16));
    QVERIFY(*(*file)->read(0) == "one" && (*file)->read(1)->empty() && (*file)->read(2)->size() == 5000);
}

void RecordFileTest::readsWithoutAnIndex() {
    write({"one", "", std::string(5000, 'x')}, RecordIndex::None);
    QVERIFY(!std::filesystem::exists(indexPathOf(m_path)));
    const auto file = RecordFile::open(m_path);
    QVERIFY(bool(file) && !(*file)->indexProblem());
    QVERIFY((*file)->count() == 3 && *(*file)->read(0) == "one");
}

void RecordFileTest::aForeignIndexIsNotUsed_data() {
    QTest::addColumn<QByteArray>("index");
    QTest::newRow("of a shorter file") << QByteArray("0 19\n");
    QTest::newRow("of a longer one") << QByteArray("0 19\n19 16\n35 5017\n");
    QTest::newRow("a gap") << QByteArray("0 19\n20 15\n35 5016\n");
    QTest::newRow("other places, same ends") << QByteArray("0 17\n17 18\n35 5016\n");
    QTest::newRow("beyond every file") << QByteArray("0 19\n19 18446744073709551615\n");
    QTest::newRow("no number") << QByteArray("0 x9\n");
    QTest::newRow("two blanks") << QByteArray("0  19\n19 16\n35 5016\n");
    QTest::newRow("a zero in front") << QByteArray("0 019\n19 16\n35 5016\n");
    QTest::newRow("no last line end") << QByteArray("0 19\n19 16\n35 5016");
    QTest::newRow("nothing") << QByteArray();
}

void RecordFileTest::aForeignIndexIsNotUsed() {
    QFETCH(QByteArray, index);
    write({"one", "", std::string(5000, 'x')});
    QVERIFY(bool(writeFileAtomically(indexPathOf(m_path), index.toStdString())));
    const auto file = RecordFile::open(m_path);
    QVERIFY(bool(file));
    QCOMPARE((*file)->count(), size_t(3));
    if (index != "0 17\n17 18\n35 5016\n") // chains as it should: the records themselves tell
        QVERIFY((*file)->indexProblem().has_value());
    else
        QVERIFY(!(*file)->read(0) || (*file)->indexProblem());
}

void RecordFileTest::anEmptyFileHasNoRecords() {
    write({});
    const auto file = RecordFile::open(m_path);
    QVERIFY(bool(file));
    QCOMPARE((*file)->count(), size_t(0));
}

void RecordFileTest::anUnfinishedFileLeavesNothing() {
    {
        auto writer = RecordWriter::create(m_path, RecordIndex::Written);
        QVERIFY(bool(writer) && bool(writer->add(std::string(3000000, 'x'))));
        QVERIFY(!std::filesystem::exists(m_path));
    }
    QVERIFY(std::filesystem::is_empty(m_folder->path().toStdString()));
    const auto nowhere = RecordWriter::create("/nonexistent/x.tfrecord", RecordIndex::None);
    QVERIFY(!nowhere && nowhere.error().code == ErrorCode::Environment);
}

void RecordFileTest::refusesWhatIsNoRecordFile_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("this is a text file, and not a short one");
    QTest::newRow("less than a head") << QByteArray("123");
    QTest::newRow("a head alone") << QByteArray("\3\0\0\0\0\0\0\0\xaa\xaa\xaa\xaa", 12);
    QTest::newRow("zeroes") << QByteArray(1000, '\0');
}

void RecordFileTest::refusesWhatIsNoRecordFile() {
    QFETCH(QByteArray, bytes);
    QVERIFY(bool(writeFileAtomically(m_path, bytes.toStdString())));
    const auto file = RecordFile::open(m_path);
    QVERIFY(!file && file.error().code == ErrorCode::Data);
    QVERIFY(QString::fromStdString(file.error().toLine()).contains(QStringLiteral("byte 0")));
    QVERIFY(!beginsLikeRecords(m_path));
    QVERIFY(!RecordFile::open(m_folder->path().toStdString()));
    QVERIFY(!RecordFile::open(m_path + "-absent"));
}

void RecordFileTest::noticesAFileThatShrinks() {
    write({std::string(100000, 'x'), std::string(100000, 'y')});
    const auto file = RecordFile::open(m_path);
    QVERIFY(bool(file));
    QCOMPARE(::truncate(m_path.c_str(), 120000), 0);
    QVERIFY(bool((*file)->read(0)));
    const auto gone = (*file)->read(1);
    QVERIFY(!gone && gone.error().message.find("shorter") != std::string::npos);
}

void RecordFileTest::aThousandFilesStayOpen() {
    struct rlimit before {};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    write({"one"});
    const struct rlimit few { 64, before.rlim_max };
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
    std::vector<std::shared_ptr<const RecordFile>> files;
    for (int i = 0; i < 1000; ++i)
        if (auto file = RecordFile::open(m_path))
            files.push_back(*file);
    ::setrlimit(RLIMIT_NOFILE, &before);
    QCOMPARE(files.size(), size_t(1000));
    std::filesystem::remove(m_path); // what is mapped stays
    QVERIFY(*files.back()->read(0) == "one");
}

void RecordFileTest::namesOfRecords() {
    write({"one"});
    const auto name = parseRecordName("/a/b.tfrecord:12");
    QVERIFY(name && name->file == "/a/b.tfrecord" && name->number == 12);
    for (const char* other :
         {"film.png", "film.png:1", "a.tfrecord", "a.tfrecord:", ":1", "a.tfrecord:1x", "a.tfrecord:-1"})
        QVERIFY2(!parseRecordName(other), other);
    QCOMPARE(indexPathOf("x/a.tfrecords"), std::string("x/a.idx"));
    QCOMPARE(factsPathOf("x/a-00000-of-00001"), std::string("x/a-00000-of-00001.facts"));
}

void RecordFileTest::theManifestKnowsEveryChange() {
    RecordManifest manifest;
    manifest.dataset = "films";
    manifest.size = 64;
    manifest.complete = true;
    manifest.shards = {{"films-00000-of-00001.tfrecord", 3, 500}};
    manifest.unreadable = {"a.png"};
    const std::string folder = m_folder->path().toStdString(), text = formatManifest(manifest);
    QVERIFY(bool(writeManifest(folder, manifest)));
    const auto back = readManifest(folder);
    QVERIFY(back && *back && formatManifest(**back) == text);
    for (size_t i = 0; i < text.size(); ++i) {
        std::string flipped = text;
        flipped[i] = char(flipped[i] ^ 1);
        std::ofstream(folder + "/records.json", std::ios::binary) << flipped;
        const auto read = readManifest(folder);
        // A blank between two values may become another one.
        QVERIFY2(!read || (*read && formatManifest(**read) == text), flipped.c_str());
    }
}

void RecordFileTest::anAbsentOrCutShardIsNamed() {
    write({"one", "two"});
    RecordManifest manifest;
    manifest.shards = {{"films-00000-of-00001.tfrecord", 2, 38}};
    const std::string folder = m_folder->path().toStdString();
    QVERIFY(bool(writeManifest(folder, manifest)));
    QVERIFY(!recordFilesIn(folder)); // not complete
    manifest.complete = true;
    QVERIFY(bool(writeManifest(folder, manifest)));
    QCOMPARE(recordFilesIn(folder)->size(), size_t(1));
    QCOMPARE(::truncate(m_path.c_str(), 19), 0); // at the end of a record
    auto files = recordFilesIn(folder);
    QVERIFY(!files && files.error().toLine().find("00000-of-00001") != std::string::npos);
    std::filesystem::remove(m_path);
    files = recordFilesIn(folder);
    QVERIFY(!files && files.error().toLine().find("absent") != std::string::npos);
}

QTEST_GUILESS_MAIN(RecordFileTest)
#include "record_file_test.moc"
