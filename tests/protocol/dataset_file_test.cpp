#include "engine/protocol/dataset_file.h"

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
