#include "engine/protocol/dataset_file.h"
#include "engine/protocol/patient_pattern.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace roentgen;

class DatasetFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsWritten() {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString() + "/lungs.toml";
        DatasetFile file;
        file.name = "Lungs \"2026\" \xC3\xA4\\";
        file.folder = "/data/with blank/\xE8\x83\xB8";
        file.layout = "nih";
        file.labels = "a.csv";
        file.split = "official";
        file.classes = {"Mass", "Pleural_Thickening"};
        file.patient = "^(\\d+)_\"";
        file.folders = {{"Hospital A", "source"}, {"masks/drawn", "left_out"}};
        QVERIFY(writeDatasetFile(path, file));
        const Result<DatasetFile> back = readDatasetFile(path);
        QVERIFY2(back, back ? "" : back.error().toLine().c_str());
        QCOMPARE(back->name, file.name);
        QCOMPARE(back->folder, file.folder);
        QCOMPARE(back->layout, file.layout);
        QCOMPARE(back->labels, file.labels);
        QCOMPARE(back->split, file.split);
        QCOMPARE(back->classes, file.classes);
        QCOMPARE(back->patient, file.patient);
        QCOMPARE(back->folders, file.folders);
    }

    void fillsNameAndFolderIn() {
        const QTemporaryDir folder;
        const std::string base = QDir(folder.path()).canonicalPath().toStdString();
        DatasetFile file;
        file.folder = "../films";
        QVERIFY(QDir().mkpath(QString::fromStdString(base + "/datasets")));
        QVERIFY(writeDatasetFile(base + "/datasets/demo.toml", file));
        const Result<DatasetFile> back = readDatasetFile(base + "/datasets/demo.toml");
        QVERIFY(back);
        QCOMPARE(back->name, std::string("demo"));
        QCOMPARE(back->folder, base + "/films");
        QCOMPARE(QString::fromStdString(formatDatasetFile(file)), QStringLiteral("folder = \"../films\"\n"));
    }

    void refusesWhatItDoesNotKnow_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("unknown key") << QByteArray("folder = \"a\"\nlayuot = \"nih\"\n")
                                     << QByteArray("set.toml:2): did you mean \"layout\"?");
        QTest::newRow("wrong type") << QByteArray("folder = 3\n")
                                    << QByteArray("\"folder\" is not a text (set.toml:1)");
        QTest::newRow("classes as text") << QByteArray("folder = \"a\"\nclasses = \"b\"\n") << QByteArray("not a list");
        QTest::newRow("class as number") << QByteArray("folder = \"a\"\nclasses = [1]\n") << QByteArray("not a name");
        QTest::newRow("role") << QByteArray("folder = \"a\"\n[folders]\nb = \"mask\"\n") << QByteArray("left_out");
        QTest::newRow("no expression") << QByteArray("folder = \"a\"\npatient = \"(\"\n")
                                       << QByteArray("no regular expression");
        QTest::newRow("no group") << QByteArray("folder = \"a\"\npatient = \"a+\"\n") << QByteArray("no group");
        QTest::newRow("long expression") << "folder = \"a\"\n\npatient = \"(" + QByteArray(200, 'a') + ")\"\n"
                                         << QByteArray("more than 200 (set.toml:3)");
        QTest::newRow("back reference") << QByteArray("folder = \"a\"\npatient = '(a+)_\\1'\n")
                                        << QByteArray("refers back to a group");
        QTest::newRow("look-ahead") << QByteArray("folder = \"a\"\npatient = '[(]?(a+)(?=_)'\n")
                                    << QByteArray("looks ahead");
        QTest::newRow("counts of counts") << QByteArray("folder = \"a\"\npatient = '(([}](a?)){50}){50}'\n")
                                          << QByteArray("counts { } come to too much");
        QTest::newRow("set") << QByteArray("folder = \"a\"\npatient = '([a-)'\n") << QByteArray("a set [ ]");
        QTest::newRow("no folder") << QByteArray("name = \"a\"\n") << QByteArray("has no folder");
        QTest::newRow("not TOML") << QByteArray("folder = \"a\"\n= =\n") << QByteArray("set.toml:2");
    }
    void refusesWhatItDoesNotKnow() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, words);
        const Result<DatasetFile> file = parseDatasetFile(text.toStdString(), "set.toml");
        QVERIFY(!file);
        QCOMPARE(file.error().exitCode(), int(ExitUsage));
        QVERIFY2(QByteArray::fromStdString(file.error().toLine()).contains(words), file.error().toLine().c_str());
    }

    void findsThePatient_data() {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<QByteArray>("patient");
        QTest::newRow("to the first _") << QByteArray("^([^_/]+)_") << QByteArray("p12_1.png") << QByteArray("p12");
        QTest::newRow("to the last _") << QByteArray("([^/]+)_[^/]*$") << QByteArray("a_b/p_12_1.png")
                                       << QByteArray("p_12");
        QTest::newRow("lazily") << QByteArray("^(.+?)_") << QByteArray("p_12_1.png") << QByteArray("p");
        QTest::newRow("counted") << QByteArray("([[:digit:]]{4})_([0-9]{8})") << QByteArray("a/0017_20260101.dcm")
                                 << QByteArray("0017");
        QTest::newRow("brackets in a set")
            << QByteArray("([^(){}\\]]{3})[)]") << QByteArray("(abc).png") << QByteArray("abc");
        QTest::newRow("no match") << QByteArray("^p(\\d+)") << QByteArray("q1.png") << QByteArray();
        // Every way through these letters would be tried by a reader that goes back: 2^500 of them.
        QTest::newRow("many ways") << QByteArray("(a+)+$") << QByteArray(500, 'a') + '!' << QByteArray();
        QTest::newRow("many alternatives") << QByteArray("^(a|aa)+$") << QByteArray(500, 'a') + '!' << QByteArray();
        // One call within another for every letter would overflow the stack.
        QTest::newRow("a megabyte") << QByteArray("(a+)+$") << QByteArray(1 << 20, 'a') + '!' << QByteArray();
        QTest::newRow("a megabyte that matches") << QByteArray("^(.*)$") << QByteArray(1 << 20, 'a') << QByteArray();
    }
    void findsThePatient() {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, place);
        const Result<PatientPattern> compiled = PatientPattern::compile(pattern.toStdString(), "set.toml");
        QVERIFY2(compiled, compiled ? "" : compiled.error().toLine().c_str());
        QTEST(QByteArray::fromStdString(compiled->patientIn(place.toStdString())), "patient");
    }

    void whatIsRefusedForItsValuesCanBeCorrected() {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString() + "/set.toml";
        const auto refused = [&](const char* text) {
            QFile file(QString::fromStdString(path));
            return file.open(QIODevice::WriteOnly) && file.write(text) > 0 && file.flush()
                       ? readRefusedDatasetFile(path)
                       : std::nullopt;
        };
        const auto file = refused("folder = \"films\"\nlayout = \"nih\"\npatient = \"(\"\n[folders]\na = \"mask\"\n");
        QVERIFY(file);
        QCOMPARE(file->patient, std::string("("));
        QCOMPARE(file->layout, std::string("nih"));
        QCOMPARE(file->folder, folder.path().toStdString() + "/films");
        QCOMPARE(file->name, std::string("set"));
        QVERIFY(file->folders.empty());
        QVERIFY(!refused("folder = \"films\"\nlayuot = \"nih\"\n")); // it would be lost
        QVERIFY(!refused("layout = \"nih\"\n"));
        QVERIFY(!refused("= =\n"));
        QVERIFY(!readRefusedDatasetFile(path + ".absent"));
    }

    void readsTheExampleOfItsPage() {
        QFile page(QStringLiteral(ROENTGEN_SOURCE_DIR "/docs/datasets.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        const qsizetype begin = text.indexOf("```toml\n") + 8;
        const Result<DatasetFile> file =
            parseDatasetFile(text.mid(begin, text.indexOf("```", begin) - begin).toStdString(), "docs/datasets.md");
        QVERIFY2(file, file ? "" : file.error().toLine().c_str());
        QCOMPARE(file->layout, std::string("wide_table"));
        QCOMPARE(file->classes.size(), size_t(2));
        QCOMPARE(file->folders.size(), size_t(3));
    }

    void saysWhereAnAbsentFileWouldBe() {
        const Result<DatasetFile> file = readDatasetFile("/nowhere/at/all.toml");
        QVERIFY(!file);
        QCOMPARE(file.error().exitCode(), int(ExitData));
        QCOMPARE(file.error().where, std::string("/nowhere/at/all.toml"));
    }
};

QTEST_GUILESS_MAIN(DatasetFileTest)
#include "dataset_file_test.moc"
