// Folders with a file in them that would end whatever reads it, and folders that are not there.
#include "engine/protocol/study_index.h"
#include "tests/imaging/dicom_bytes.h"
#include "tests/imaging/test_files.h"
#include "tests/programs/finished_program.h"

#include <QDir>
#include <QJsonArray>

using namespace roentgen;
using namespace roentgen::imaging;
using roentgen::tests::FinishedProgram;

class RoentgenDataFolderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneFileDoesNotEndAVerb_data();
    void oneFileDoesNotEndAVerb();
    void packsWithoutTheFile_data();
    void packsWithoutTheFile();
    void listsFilmsWhereNoIndexIsWritten();
    void servesAnIndexWithoutTheFile();
    void aFolderOfNothingElseIsRefused();
    void squarePixelsTakeNoMoreMemoryThanAFilm();
    void missingFoldersExitWith3_data();
    void missingFoldersExitWith3();

private:
    FinishedProgram run(const QStringList& arguments) const {
        return roentgen::tests::runProgram("roentgen-data", arguments);
    }
    QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    // A film of a patient; sequences nested so deep that DCMTK alone would overflow the stack.
    void writeFilm(const char* name, const std::string& patient, int depth) const;
    void checkProblem(const QJsonObject& answer) const;

    QTemporaryDir m_folder;
};

void RoentgenDataFolderTest::writeFilm(const char* name, const std::string& patient, int depth) const {
    DicomBytes bytes{Encoding()};
    for (const Element& element : plainFilm()) {
        if (element.tag == 0x00280002) {
            bytes.raw(nested(Encoding(), depth, false));
            bytes.add({0x00100020, "LO", patient});
        }
        bytes.add(element);
    }
    writeBytes(m_folder, name, bytesOf(dicomMeta(Encoding().syntax) + bytes.bytes()));
}

void RoentgenDataFolderTest::initTestCase() {
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("films")));
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("hostile")));
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("named")));
    for (int i = 0; i < 9; ++i) {
        writeFilm(("films/film" + std::to_string(i) + ".dcm").c_str(), "P" + std::to_string(i / 2), 3);
        writeFilm(("named/film" + std::to_string(i) + ".png").c_str(), "P" + std::to_string(i / 2), 3);
    }
    writeFilm("named/deep.png", "P9", 100000);
    writeFilm("films/deep.dcm", "P9", 100000);
    writeFilm("hostile/deep.dcm", "P9", 100000);
}

void RoentgenDataFolderTest::checkProblem(const QJsonObject& answer) const {
    int unreadable = 0;
    for (const auto& problem : answer[QLatin1String("problems")].toArray()) {
        if (problem[QLatin1String("code")].toString() != QLatin1String("unreadable_image"))
            continue;
        ++unreadable;
        QCOMPARE(problem[QLatin1String("count")].toInt(), 1);
        QVERIFY(!problem[QLatin1String("examples")][0][QLatin1String("why")].toString().isEmpty());
        QVERIFY(problem[QLatin1String("examples")][0][QLatin1String("place")].toString() == path("films/deep.dcm"));
    }
    QCOMPARE(unreadable, 1);
    QCOMPARE(answer[QLatin1String("images")].toInt(), 9);
}

void RoentgenDataFolderTest::oneFileDoesNotEndAVerb_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("labels") << QStringList{QStringLiteral("labels"), path("films")};
    QTest::newRow("index") << QStringList{QStringLiteral("index"), path("films")};
    QTest::newRow("index with a file") << QStringList{QStringLiteral("index"), path("films"), QStringLiteral("--out"),
                                                      path("films.index")};
    QTest::newRow("index with headers") << QStringList{QStringLiteral("index"), path("films"),
                                                       QStringLiteral("--headers")};
}

void RoentgenDataFolderTest::oneFileDoesNotEndAVerb() {
    QFETCH(QStringList, arguments);
    const FinishedProgram plain = run(arguments);
    QVERIFY2(plain.exitCode == 0, plain.diagnostics);
    QVERIFY2(plain.output.contains("1 file could not be read as an image."), plain.output);
    QVERIFY2(plain.output.contains("films/deep.dcm"), plain.output);
    const FinishedProgram finished = run(arguments + QStringList{QStringLiteral("--json")});
    QVERIFY2(finished.exitCode == 0, finished.diagnostics);
    QCOMPARE(finished.diagnostics, QByteArray());
    checkProblem(finished.json());
    const bool writes = arguments.contains(QStringLiteral("--out"));
    QCOMPARE(finished.json().contains(QLatin1String("films")), arguments[0] == QLatin1String("index") && !writes);
    QCOMPARE(finished.json().contains(QLatin1String("out")), writes);
    if (writes)
        QCOMPARE(readStudyIndex(arguments.last().toStdString())->images.size(), size_t(9));
}

void RoentgenDataFolderTest::packsWithoutTheFile_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("unreadable"); // listed by its name, and opened for its pixels only
    QTest::newRow("told by its header") << QStringLiteral("films") << 0;
    QTest::newRow("called PNG") << QStringLiteral("named") << 1;
}

void RoentgenDataFolderTest::packsWithoutTheFile() {
    QFETCH(QString, folder);
    QFETCH(int, unreadable);
    const FinishedProgram finished = run({QStringLiteral("pack"), m_folder.filePath(folder), QStringLiteral("--out"),
                                          m_folder.filePath(folder + QStringLiteral(".records")),
                                          QStringLiteral("--size"), QStringLiteral("32"), QStringLiteral("--json")});
    QVERIFY2(finished.exitCode == 0, finished.diagnostics);
    QCOMPARE(finished.json()[QLatin1String("records")].toInt(), 9);
    QCOMPARE(finished.json()[QLatin1String("unreadable")].toArray().size(), unreadable);
}

void RoentgenDataFolderTest::listsFilmsWhereNoIndexIsWritten() {
    const QJsonArray films = run({QStringLiteral("index"), path("films"), QStringLiteral("--json")})
                                 .json()[QLatin1String("films")]
                                 .toArray();
    QCOMPARE(films.size(), 9);
    for (int i = 0; i < films.size(); ++i) {
        const QJsonObject film = films[i].toObject();
        QCOMPARE(film.keys(), (QStringList{QStringLiteral("image"), QStringLiteral("patient")}));
        QCOMPARE(film[QLatin1String("image")].toString(), QStringLiteral("film%1.dcm").arg(i));
        QCOMPARE(film[QLatin1String("patient")].toString(), QStringLiteral("P%1").arg(i / 2));
    }
}

void RoentgenDataFolderTest::servesAnIndexWithoutTheFile() {
    const QJsonObject request{{QStringLiteral("id"), 1},
                              {QStringLiteral("op"), QStringLiteral("index")},
                              {QStringLiteral("folder"), path("films")},
                              {QStringLiteral("out"), path("served.index")}};
    const FinishedProgram served = roentgen::tests::runProgram(
        "roentgen-data", {QStringLiteral("serve")}, QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    QCOMPARE(served.exitCode, 0);
    QJsonObject answer;
    for (const QByteArray& line : served.output.split('\n'))
        if (line.contains("\"ok\""))
            answer = QJsonDocument::fromJson(line).object();
    QVERIFY2(answer[QLatin1String("ok")].toBool(), served.output);
    checkProblem(answer);
    QCOMPARE(readStudyIndex(path("served.index").toStdString())->images.size(), size_t(9));
}

void RoentgenDataFolderTest::aFolderOfNothingElseIsRefused() {
    const FinishedProgram finished = run({QStringLiteral("labels"), path("hostile")});
    QCOMPARE(finished.exitCode, int(ExitData));
    QVERIFY(finished.saysOneLine());
    QVERIFY2(finished.diagnostics.contains("1 could not be read"), finished.diagnostics);
}

// Pixels 18 times as high as wide: a film of 16 megapixels would come to 288 in memory.
void RoentgenDataFolderTest::squarePixelsTakeNoMoreMemoryThanAFilm() {
    DicomBytes bytes{Encoding()};
    for (Element element : plainFilm()) {
        if (element.tag == 0x00280100)
            bytes.add({0x00280030, "DS", "1.8\\0.1"});
        if (element.tag == 0x00280010 || element.tag == 0x00280011)
            element.words = {4000};
        if (element.tag == 0x7fe00010)
            element.words.assign(4000 * 4000, 1000);
        bytes.add(element);
    }
    writeBytes(m_folder, "tall.dcm", bytesOf(dicomMeta(Encoding().syntax) + bytes.bytes()));
    const QStringList show = {QStringLiteral("show"), path("tall.dcm"), QStringLiteral("--out"), path("tall.png")};
    const FinishedProgram whole = run(show);
    QCOMPARE(whole.exitCode, int(ExitData));
    QVERIFY(whole.saysOneLine());
    QVERIFY2(whole.diagnostics.contains("4000 × 72000 pixels, more than 256 Mi") &&
                 whole.diagnostics.contains("--size"),
             whole.diagnostics);
    QCOMPARE(run(show + QStringList{QStringLiteral("--size"), QStringLiteral("360")}).exitCode, int(ExitDone));
    const auto small = readImage(path("tall.png").toStdString());
    QVERIFY(bool(small));
    QCOMPARE(small->image.rows, 360);
    QCOMPARE(small->image.columns, 20);
}

void RoentgenDataFolderTest::missingFoldersExitWith3_data() {
    QTest::addColumn<QStringList>("arguments");
    for (const char* verb :
         {"index", "index --json", "index --out x.index", "index --headers", "labels", "labels --json",
          "split --out x.csv", "split --kind fraction --out x.csv", "pack --out x", "show --out x.png"})
        for (const char* name : {"/nowhere/films", "/nowhere/films.toml", "nowhere"}) {
            QStringList arguments = QString::fromUtf8(verb).split(QLatin1Char(' '));
            arguments.insert(1, QString::fromUtf8(name));
            QTest::addRow("%s %s", verb, name) << arguments;
        }
}

void RoentgenDataFolderTest::missingFoldersExitWith3() {
    QFETCH(QStringList, arguments);
    const FinishedProgram finished = run(arguments);
    QVERIFY2(finished.exitCode == ExitData, finished.diagnostics);
    QCOMPARE(finished.output.isEmpty(), !arguments.contains(QStringLiteral("--json"))); // then the error is an object
    QVERIFY2(finished.saysOneLine() && finished.diagnostics.contains("nowhere"), finished.diagnostics);
}

QTEST_GUILESS_MAIN(RoentgenDataFolderTest)
#include "roentgen_data_folder_test.moc"
