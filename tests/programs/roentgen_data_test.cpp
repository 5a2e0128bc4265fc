// The program as users meet it: a real process, what it writes and its exit codes. As a worker:
// roentgen_data_serve_test.
#include "engine/imaging/image_file.h"
#include "engine/protocol/study_index.h"
#include "tests/imaging/test_files.h"

#include <QDir>
#include <QProcess>

#include <map>
#include <nlohmann/json.hpp>

using namespace roentgen;
using nlohmann::json;

namespace {

const QString program = QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data");

struct Finished {
    int code = -1;
    QByteArray out, err;
};

Finished runProgram(const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace

class RoentgenDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void exitCodesAndOneLineErrors_data();
    void exitCodesAndOneLineErrors();
    void everyVerbHasHelpWithAnExample_data();
    void everyVerbHasHelpWithAnExample();
    void showsAnImageThroughAWindow();
    void phantomsIndexLabelsAndSplitGoTogether();
    void countsWhatIsWrongInALabelTable();

private:
    std::string file(const char* name) const {
        return (m_folder.path() + QLatin1Char('/') + QLatin1String(name)).toStdString();
    }
    QString path(const char* name) const { return QString::fromStdString(file(name)); }

    QTemporaryDir m_folder;
};

void RoentgenDataTest::initTestCase() {
    QVERIFY2(QFile::exists(program), "build the target roentgen-data first");
    writeBytes(m_folder, "deep.pgm", bytesOf("P2 4 2 4095 0 1000 2000 4095 10 20 30 40"));
    writeBytes(m_folder, "film.pgm", bytesOf("P2 2 2 255 0 50 100 200"));
    writeBytes(m_folder, "broken.png", bytesOf("\x89PNG\r\n\x1a\n"));
}

void RoentgenDataTest::exitCodesAndOneLineErrors_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto words = [](const char* text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); };
    const QString out = path("out.png");
    QTest::newRow("no verb") << QStringList{} << 2 << QStringLiteral("subcommand");
    QTest::newRow("unknown option") << words("show film.png --out a.png --colour") << 2 << QStringLiteral("--colour");
    QTest::newRow("no --out") << words("show film.png") << 2 << QStringLiteral("--out");
    QTest::newRow("bad window") << words("show film.png --out a.png --window 3") << 2 << QStringLiteral("--window 3");
    QTest::newRow("window of no width") << words("show film.png --out a.png --window 3,0") << 2
                                        << QStringLiteral("width");
    QTest::newRow("absent image") << words("show /nowhere/film.png --out a.png") << 3
                                  << QStringLiteral("/nowhere/film.png");
    QTest::newRow("broken image") << QStringList{QStringLiteral("show"), path("broken.png"), QStringLiteral("--out"),
                                                 out}
                                  << 3 << path("broken.png");
    QTest::newRow("no such frame") << QStringList{QStringLiteral("show"),    path("film.pgm"),
                                                  QStringLiteral("--frame"), QStringLiteral("1"),
                                                  QStringLiteral("--out"),   out}
                                   << 3 << QStringLiteral("frame 1");
    QTest::newRow("cannot write") << QStringList{QStringLiteral("show"), path("film.pgm"), QStringLiteral("--out"),
                                                 QStringLiteral("/nowhere/out.png")}
                                  << 4 << QStringLiteral("/nowhere");
    QTest::newRow("absent folder") << words("index /nowhere --out a.index") << 3 << QStringLiteral("/nowhere");
    QTest::newRow("absent table") << words("labels /nowhere/table.csv") << 3 << QStringLiteral("/nowhere");
    QTest::newRow("no films") << words("phantom --count 0 --out /nowhere/phantoms") << 2 << QStringLiteral("--count");
}

void RoentgenDataTest::exitCodesAndOneLineErrors() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, says);
    const Finished finished = runProgram(arguments);
    QCOMPARE(finished.code, code);
    QCOMPARE(finished.out, QByteArray());
    QVERIFY2(finished.err.startsWith("roentgen-data: "), finished.err);
    QCOMPARE(finished.err.count('\n'), 1);
    QVERIFY2(QString::fromUtf8(finished.err).contains(says), finished.err);
    QVERIFY(!QFile::exists(path("out.png")));
}

void RoentgenDataTest::everyVerbHasHelpWithAnExample_data() {
    QTest::addColumn<QString>("verb");
    for (const char* verb : {"", "phantom", "show", "augment", "index", "labels", "split", "serve"})
        QTest::addRow("%s", *verb ? verb : "(program)") << QString::fromUtf8(verb);
}

void RoentgenDataTest::everyVerbHasHelpWithAnExample() {
    QFETCH(QString, verb);
    QStringList arguments{QStringLiteral("--help")};
    if (!verb.isEmpty())
        arguments.prepend(verb);
    const Finished finished = runProgram(arguments);
    QCOMPARE(finished.code, 0);
    QVERIFY(finished.out.contains("Example:"));
    QVERIFY(runProgram({QStringLiteral("--version")}).out.startsWith("roentgen-data " ROENTGEN_VERSION));
}

void RoentgenDataTest::showsAnImageThroughAWindow() {
    const Finished finished =
        runProgram({QStringLiteral("show"), path("deep.pgm"), QStringLiteral("--out"), path("shown.png"),
                    QStringLiteral("--window"), QStringLiteral("1000.5,2001"), QStringLiteral("--json")});
    QVERIFY2(finished.code == 0, finished.err);
    const Result<imaging::ImageData> shown = imaging::readImage(file("shown.png"));
    QVERIFY2(shown, why(shown));
    // (x - 1000) / 2000 + 0.5 of 255
    QCOMPARE(valuesOf(shown->image), (std::vector<int>{0, 128, 255, 255, 1, 3, 4, 5}));
    const json answer = json::parse(finished.out.toStdString());
    QCOMPARE(answer["image"]["bits_stored"].get<int>(), 12);

    QCOMPARE(runProgram({QStringLiteral("show"), path("film.pgm"), QStringLiteral("--out"), path("small.png"),
                         QStringLiteral("--size"), QStringLiteral("1")})
                 .code,
             0);
    QCOMPARE(valuesOf(imaging::readImage(file("small.png"))->image), (std::vector<int>{88})); // 350 / 4 = 87.5
}

void RoentgenDataTest::phantomsIndexLabelsAndSplitGoTogether() {
    const QString folder = path("phantoms");
    const Finished made = runProgram({QStringLiteral("phantom"), QStringLiteral("--count"), QStringLiteral("24"),
                                      QStringLiteral("--out"), folder, QStringLiteral("--seed"), QStringLiteral("5"),
                                      QStringLiteral("--size"), QStringLiteral("64"), QStringLiteral("--json")});
    QVERIFY2(made.code == 0, made.err);
    const json phantoms = json::parse(made.out.toStdString());
    QCOMPARE(phantoms["images"].get<int>(), 24);

    const Finished labels = runProgram({QStringLiteral("labels"), folder, QStringLiteral("--json")});
    QVERIFY2(labels.code == 0, labels.err);
    const json summary = json::parse(labels.out.toStdString());
    QCOMPARE(summary["labelled"].get<int>(), 24);
    QCOMPARE(summary["patients"], phantoms["patients"]);
    QCOMPARE(summary["no_finding"], phantoms["no_finding"]);
    QCOMPARE(summary["boxes"], phantoms["boxes"]);
    QVERIFY2(summary["problems"].empty(), labels.out);
    QCOMPARE(labels.out.count("\"patients\""), qsizetype(1));
    QCOMPARE(summary["patient_rules"], (json{{"patient_id", phantoms["patients"]}}));

    QCOMPARE(runProgram({QStringLiteral("index"), folder, QStringLiteral("--out"), path("phantoms.index")}).code, 0);
    const Result<StudyIndex> index = readStudyIndex(file("phantoms.index"));
    QVERIFY2(index, why(index));
    QCOMPARE(index->images.size(), size_t(24));

    const Finished split = runProgram({QStringLiteral("split"), folder, QStringLiteral("--out"), path("split.csv"),
                                       QStringLiteral("--kind"), QStringLiteral("fraction"), QStringLiteral("--test"),
                                       QStringLiteral("0.3"), QStringLiteral("--json")});
    QVERIFY2(split.code == 0, split.err);
    QFile table(path("split.csv"));
    QVERIFY(table.open(QIODevice::ReadOnly));
    QCOMPARE(table.readLine(), QByteArray("Image Index,Patient ID,Split\n"));
    std::map<QByteArray, QByteArray> partOfPatient;
    int images = 0;
    for (QByteArray line; !(line = table.readLine().trimmed()).isEmpty(); ++images) {
        const QList<QByteArray> fields = line.split(',');
        QCOMPARE(fields.size(), 3);
        QCOMPARE(partOfPatient.emplace(fields[1], fields[2]).first->second, fields[2]);
    }
    QCOMPARE(images, 24);
    const json said = json::parse(split.out.toStdString());
    QCOMPARE(said["patient_rules"], summary["patient_rules"]);
    QCOMPARE(said["patient_rules"]["patient_id"].get<size_t>(), partOfPatient.size());
}

void RoentgenDataTest::countsWhatIsWrongInALabelTable() {
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("table")));
    writeBytes(m_folder, "table/a.pgm", bytesOf("P2 2 2 255 0 50 100 200"));
    writeBytes(m_folder, "table/b.pgm", bytesOf("P2 2 2 255 0 50 100 200"));
    writeBytes(m_folder, "table/labels.csv",
               bytesOf("Image Index,Finding Labels,Patient ID\na.pgm,Mass|Nodule,1\nb.pgm,No Finding,2\n"
                       "absent.pgm,Mass,3\nb.pgm,Mass,2\nshort.pgm\n\xff\xfe.pgm,Mass,4\n"));
    const Finished finished =
        runProgram({QStringLiteral("labels"), path("table/labels.csv"), QStringLiteral("--json")});
    QVERIFY2(finished.code == 0, finished.err);
    const json summary = json::parse(finished.out.toStdString());
    QCOMPARE(summary["labelled"].get<int>(), 2);
    QCOMPARE(summary["patients"].get<int>(), 2);
    QCOMPARE(summary["positives"]["Mass"].get<int>(), 1);
    std::map<std::string, json> problems;
    for (const json& problem : summary["problems"])
        problems[problem["code"]] = problem;
    QCOMPARE(problems["missing_image"]["count"].get<int>(), 1);
    QCOMPARE(problems["duplicate_row"]["count"].get<int>(), 1);
    QCOMPARE(problems["bad_row"]["count"].get<int>(), 1);
    QVERIFY(problems["bad_row"]["examples"][0]["place"].get<std::string>().find("labels.csv:6") != std::string::npos);
    QCOMPARE(problems["not_utf8"]["count"].get<int>(), 1);
}

QTEST_GUILESS_MAIN(RoentgenDataTest)
#include "roentgen_data_test.moc"
