// Headers read by processes that are killed, hang or talk nonsense on chosen files: those are named, the rest is read.
#include "engine/datasets/folder_index.h"
#include "engine/datasets/header_message.h"
#include "engine/datasets/header_reading.h"
#include "sample_folder.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace roentgen;
using namespace roentgen::datasets;
using imaging::ImageHeader;

namespace {

// How often the faulty reader did what the files' names ask for.
int misdeeds(const SampleFolder& folder, const char* what = "") {
    QFile log(QString::fromStdString(folder.path("misdeeds")));
    if (!log.open(QIODevice::ReadOnly))
        return 0;
    int count = 0;
    for (const QByteArray& line : log.readAll().split('\n'))
        count += line.contains(what) && !line.isEmpty();
    return count;
}

HeaderReading faulty(const SampleFolder& folder) {
    HeaderReading reading;
    reading.command = {FAULTY_HEADER_READER, folder.path("misdeeds")};
    return reading;
}

// Films of i + 1 rows; every `step`-th is called what it will do.
std::vector<std::string> makeFilms(const SampleFolder& folder, int count, const std::string& what = {}, int step = 1,
                                   int first = 0) {
    std::vector<std::string> paths;
    for (int i = 0; i < count; ++i) {
        const bool chosen = !what.empty() && i >= first && (i - first) % step == 0;
        const std::string name = "film" + std::to_string(i) + (chosen ? what : std::string()) + ".pgm";
        folder.image(name, i + 1, 2);
        paths.push_back(folder.path(name));
    }
    return paths;
}

template <typename Result>
QByteArray why(const Result& result) {
    return result ? QByteArray("no error") : QByteArray::fromStdString(result.error().toLine());
}

} // namespace

class HeaderReadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsInTheOrderOfThePaths_data();
    void readsInTheOrderOfThePaths();
    void namesTheFileThatAProcessDiesOf_data();
    void namesTheFileThatAProcessDiesOf();
    void losesNothingWhereAProcessDiesOnce();
    void givesUpAFileThatTakesTooLong();
    void stopsOnRequest();
    void saysThatProcessesCannotBeStarted_data();
    void saysThatProcessesCannotBeStarted();
    void anIndexGoesOnWithoutTheFile();
    void messagesKeepEveryField();
    void messagesThatAreCutOrMadeUpAreNone();
};

void HeaderReadingTest::readsInTheOrderOfThePaths_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("processes");
    QTest::newRow("none") << 0 << 0;
    QTest::newRow("one") << 1 << 0;
    QTest::newRow("many") << 700 << 0;
    QTest::newRow("many processes") << 700 << 5;
}

void HeaderReadingTest::readsInTheOrderOfThePaths() {
    QFETCH(int, count);
    QFETCH(int, processes);
    SampleFolder folder;
    std::vector<std::string> paths = makeFilms(folder, count);
    paths.push_back(folder.path("absent.png"));
    HeaderReading reading = faulty(folder);
    reading.processes = processes;
    size_t told = 0;
    reading.progress = [&](size_t done) { told = std::max(told, done); };
    const auto headers = readHeaders(paths, reading);
    QVERIFY2(headers, why(headers));
    QCOMPARE(headers->size(), paths.size());
    for (int i = 0; i < count; ++i) {
        QVERIFY2((*headers)[size_t(i)], why((*headers)[size_t(i)]));
        QCOMPARE((*headers)[size_t(i)]->rows, i + 1);
    }
    QVERIFY(!headers->back());
    QCOMPARE(headers->back().error().toLine(), imaging::readImageHeader(paths.back()).error().toLine());
    QCOMPARE(told, size_t(count + 1) / 64 * 64);
}

void HeaderReadingTest::namesTheFileThatAProcessDiesOf_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("step");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("killed on one file") << QByteArray("kill-always") << 1000 << QByteArray("signal 9");
    QTest::newRow("killed on ten files") << QByteArray("kill-always") << 50 << QByteArray("signal 9");
    QTest::newRow("killed on every file") << QByteArray("kill-always") << 1 << QByteArray("signal 9");
    QTest::newRow("leaves") << QByteArray("leave") << 1000 << QByteArray("exit code 7");
    QTest::newRow("talks nonsense") << QByteArray("babble") << 1000 << QByteArray("ended the process");
}

void HeaderReadingTest::namesTheFileThatAProcessDiesOf() {
    QFETCH(QByteArray, what);
    QFETCH(int, step);
    QFETCH(QByteArray, says);
    const int count = step == 1 ? 40 : 500, first = step == 1 ? 0 : 17;
    SampleFolder folder;
    const std::vector<std::string> paths = makeFilms(folder, count, what.toStdString(), step, first);
    HeaderReading reading = faulty(folder);
    reading.processes = 3;
    const auto headers = readHeaders(paths, reading);
    QVERIFY2(headers, why(headers));
    QCOMPARE(headers->size(), paths.size());
    int named = 0;
    for (size_t i = 0; i < paths.size(); ++i) {
        const Result<ImageHeader>& header = (*headers)[i];
        const bool chosen = paths[i].find(what.toStdString()) != std::string::npos;
        QVERIFY2(bool(header) != chosen, paths[i].c_str());
        if (!chosen) {
            QCOMPARE(header->rows, int(i) + 1);
            continue;
        }
        ++named;
        QCOMPARE(header.error().where, paths[i]);
        QCOMPARE(header.error().exitCode(), int(ExitData));
        QVERIFY2(header.error().message.find(says.toStdString()) != std::string::npos, why(header));
    }
    QCOMPARE(named, (count - first + step - 1) / step);
    QCOMPARE(misdeeds(folder, what), 2 * named); // each file twice, and no other process died
}

void HeaderReadingTest::losesNothingWhereAProcessDiesOnce() {
    SampleFolder folder;
    const std::vector<std::string> paths = makeFilms(folder, 400, "kill-once", 40);
    const auto headers = readHeaders(paths, faulty(folder));
    QVERIFY2(headers, why(headers));
    for (size_t i = 0; i < paths.size(); ++i) {
        QVERIFY2((*headers)[i], why((*headers)[i]));
        QCOMPARE((*headers)[i]->rows, int(i) + 1);
    }
    QCOMPARE(misdeeds(folder), 10);
}

void HeaderReadingTest::givesUpAFileThatTakesTooLong() {
    SampleFolder folder;
    const std::vector<std::string> paths = makeFilms(folder, 100, "hang", 1000, 30);
    HeaderReading reading = faulty(folder);
    reading.secondsPerFile = 2;
    const auto headers = readHeaders(paths, reading);
    QVERIFY2(headers, why(headers));
    QCOMPARE(std::count_if(headers->begin(), headers->end(), [](const auto& header) { return bool(header); }), 99);
    QVERIFY2((*headers)[30].error().message.find("more than 2 s") != std::string::npos, why((*headers)[30]));
    QCOMPARE(misdeeds(folder), 1);
}

void HeaderReadingTest::stopsOnRequest() {
    SampleFolder folder;
    HeaderReading reading = faulty(folder);
    reading.cancelled = [&] { return misdeeds(folder) > 0; };
    const auto headers = readHeaders(makeFilms(folder, 100, "hang", 1000), reading);
    QVERIFY(!headers);
    QCOMPARE(headers.error().exitCode(), int(ExitStopped));
    QCOMPARE(misdeeds(folder), 1);
}

void HeaderReadingTest::saysThatProcessesCannotBeStarted_data() {
    QTest::addColumn<QString>("program");
    QTest::newRow("no such program") << QStringLiteral("/nowhere/reader");
    QTest::newRow("one that ends at once") << QStringLiteral("/bin/true");
    QTest::newRow("one of another kind") << QStringLiteral("/bin/cat");
}

void HeaderReadingTest::saysThatProcessesCannotBeStarted() {
    QFETCH(QString, program);
    SampleFolder folder;
    HeaderReading reading;
    reading.command = {program.toStdString()};
    const auto headers = readHeaders(makeFilms(folder, 3), reading);
    QVERIFY(!headers);
    QCOMPARE(headers.error().exitCode(), int(ExitEnvironment));
    QCOMPARE(headers.error().where, program.toStdString());
}

void HeaderReadingTest::anIndexGoesOnWithoutTheFile() {
    SampleFolder folder;
    for (const char* name : {"a.png", "b.png", "kill-always.png", "c.png"})
        folder.png(std::string("films/") + name);
    IndexOptions options;
    options.readHeaders = true;
    options.headerCommand = faulty(folder).command;
    const Result<StudyIndex> index = indexFolder(folder.path("films"), options);
    QVERIFY2(index, why(index));
    QCOMPARE(index->images.size(), size_t(3));
    const DataProblem* problem = problemOf(index->header.problems, "unreadable_image");
    QVERIFY(problem);
    QCOMPARE(problem->count, int64_t(1));
    QVERIFY2(problem->examples.front().place.find(folder.path("films/kill-always.png")) != std::string::npos,
             problem->examples.front().place.c_str());
    QCOMPARE(misdeeds(folder), 2);
}

void HeaderReadingTest::messagesKeepEveryField() {
    ImageHeader header;
    header.format = imaging::FileFormat::Dicom;
    header.rows = 7;
    header.columns = 8;
    header.frames = 9;
    header.extensionMisleads = true;
    header.patientId = std::string("P\0 17\n", 6);
    header.patientName = "قباني^لنزار";
    header.transferSyntax = "RLE Lossless";
    header.refusal = "bits_allocated 12";
    MessageReader reader;
    const std::string bytes = toBytes(toMessage(Result<ImageHeader>(header)));
    for (const char byte : bytes) { // however the bytes come in
        QVERIFY(!reader.next());
        reader.add(&byte, 1);
    }
    const auto message = reader.next();
    QVERIFY(message);
    const auto back = headerOf(*message);
    QVERIFY(back && *back);
    QCOMPARE((*back)->format, header.format);
    QCOMPARE((*back)->rows, 7);
    QCOMPARE((*back)->columns, 8);
    QCOMPARE((*back)->frames, 9);
    QVERIFY((*back)->extensionMisleads);
    QCOMPARE((*back)->patientId, header.patientId);
    QCOMPARE((*back)->patientName, header.patientName);
    QCOMPARE((*back)->transferSyntax, header.transferSyntax);
    QCOMPARE((*back)->refusal, header.refusal);
    const auto error = headerOf(toMessage(Result<ImageHeader>(dataError("what", "where", "hint"))));
    QVERIFY(error && !*error);
    QCOMPARE(error->error().toLine(), dataError("what", "where", "hint").toLine());
}

void HeaderReadingTest::messagesThatAreCutOrMadeUpAreNone() {
    const std::string whole = toBytes(toMessage(Result<ImageHeader>(ImageHeader())));
    for (size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = char(damaged[at] ^ 0x91);
        MessageReader reader;
        reader.add(damaged.data(), damaged.size());
        while (const auto message = reader.next())
            headerOf(*message); // a header or none, never a crash
    }
    MessageReader huge;
    huge.add("\xff\xff\xff\x7f", 4);
    QVERIFY(!huge.next());
    QVERIFY(huge.isBroken());
    QVERIFY(!headerOf({"header", "77"}));
    QVERIFY(!headerOf({}));
}

QTEST_GUILESS_MAIN(HeaderReadingTest)
#include "header_reading_test.moc"
