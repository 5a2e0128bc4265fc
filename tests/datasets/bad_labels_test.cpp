// Bad input is counted with its place, the rest kept.
#include "engine/datasets/folder_index.h"
#include "sample_folder.h"

#include <QtTest/QtTest>

using namespace roentgen;
using namespace roentgen::datasets;

class BadLabelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsAndKeepsTheRest_data() {
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("example");
        const QByteArray good = nihRow("good.png", "Mass", "1");
        QTest::newRow("too few fields") << good + "other.png,Mass,0,2\n"
                                        << QByteArray("bad_row") << QByteArray("Data_Entry_2017.csv:3");
        QTest::newRow("too many fields") << good + nihRow("other.png", "Mass,x", "2") << QByteArray("bad_row")
                                         << QByteArray("Data_Entry_2017.csv:3");
        QTest::newRow("no findings") << good + nihRow("other.png", "", "2") << QByteArray("bad_row")
                                     << QByteArray("Data_Entry_2017.csv:3");
        QTest::newRow("an empty finding") << good + nihRow("other.png", "Mass||Nodule", "2") << QByteArray("bad_row")
                                          << QByteArray("Data_Entry_2017.csv:3");
        QTest::newRow("absent image") << good + nihRow("gone.png", "Mass", "2") << QByteArray("missing_image")
                                      << QByteArray("gone.png (Data_Entry_2017.csv:3)");
        QTest::newRow("named twice") << good + nihRow("good.png", "Nodule", "2") << QByteArray("duplicate_row")
                                     << QByteArray("good.png (Data_Entry_2017.csv:3)");
        QTest::newRow("not UTF-8") << good + nihRow("other.png", "M\xE4ss", "2") << QByteArray("not_utf8")
                                   << "Data_Entry_2017.csv at byte " +
                                          QByteArray::number((nihHeader + good + "other.png,M").size());
    }
    void countsAndKeepsTheRest() {
        QFETCH(QByteArray, rows);
        QFETCH(QByteArray, code);
        SampleFolder folder;
        folder.write("Data_Entry_2017.csv", nihHeader + rows);
        folder.png("images/good.png");
        folder.png("images/other.png");
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY2(index, index ? "" : index.error().toLine().c_str());
        const DataProblem* problem = problemOf(index->header.problems, code.toStdString());
        QVERIFY(problem);
        QCOMPARE(problem->count, 1);
        QTEST(QByteArray::fromStdString(problem->examples[0].place), "example");
        QVERIFY(problem->message.back() == '.');
        QCOMPARE(index->images[0].labels, std::vector<std::string>{"Mass"}); // good.png as it was
    }

    void countsANameThatIsInTwoFolders() {
        SampleFolder folder;
        folder.write("Data_Entry_2017.csv", nihHeader + nihRow("a.png", "Mass", "1"));
        folder.png("images_001/a.png");
        folder.png("images_002/a.png");
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(index);
        QCOMPARE(index->images.size(), size_t(1));
        QVERIFY(index->images[0].path.find("images_001") != std::string::npos);
        const DataProblem* problem = problemOf(index->header.problems, "duplicate_name");
        QVERIFY(problem && problem->examples[0].place == "images_002/a.png");
    }

    void countsWhatHeadersSay() {
        SampleFolder folder;
        folder.png("right.png");
        folder.png("wrong.jpg");
        folder.write("broken.png", "not a picture at all");
        folder.write("empty.png", "");
        IndexOptions options;
        options.readHeaders = true;
        const Result<StudyIndex> index = indexFolder(folder.path(), options);
        QVERIFY(index);
        QCOMPARE(index->images.size(), size_t(2));
        const DataProblem* wrong = problemOf(index->header.problems, "wrong_extension");
        QVERIFY(wrong && wrong->count == 1 && wrong->examples[0].place == "wrong.jpg");
        const DataProblem* unreadable = problemOf(index->header.problems, "unreadable_image");
        QVERIFY(unreadable && unreadable->count == 2);
        QVERIFY(unreadable->examples[0].place.find("broken.png") != std::string::npos);
    }

    void namesAllFilesOfAProblem() {
        SampleFolder folder;
        QByteArray rows = nihRow("a.png", "Mass", "1");
        for (int i = 0; i < 500; ++i)
            rows += nihRow("absent" + QByteArray::number(i) + ".png", "Mass", "2");
        folder.write("Data_Entry_2017.csv", nihHeader + rows);
        folder.png("a.png");
        const Result<StudyIndex> index = indexFolder(folder.path());
        const DataProblem* problem = problemOf(index->header.problems, "missing_image");
        QVERIFY(problem);
        QCOMPARE(problem->count, 500);
        QCOMPARE(problem->examples.size(), size_t(500));
    }

    void refusesWhatIsNoDataSet_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("words"); // in the error's line
        QTest::newRow("missing folder") << QByteArray("missing") << QByteArray("There is no such folder");
        QTest::newRow("empty folder") << QByteArray("empty") << QByteArray("There is no image in this folder");
        QTest::newRow("all images absent") << QByteArray("absent") << QByteArray("1 named in the labels are absent");
        QTest::newRow("all unreadable") << QByteArray("unreadable") << QByteArray("1 could not be read");
        QTest::newRow("empty table") << QByteArray("emptyTable") << QByteArray("The label table is empty");
        QTest::newRow("binary table") << QByteArray("binary") << QByteArray("not UTF-8 text");
        QTest::newRow("other header") << QByteArray("header") << QByteArray("has no column");
    }
    void refusesWhatIsNoDataSet() {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, words);
        SampleFolder folder;
        std::string path = folder.path();
        IndexOptions options;
        options.readHeaders = true;
        if (kind == "missing")
            path += "/nowhere";
        if (kind == "absent")
            folder.write("Data_Entry_2017.csv", nihHeader + nihRow("gone.png", "Mass", "1"));
        if (kind == "unreadable")
            folder.write("a.png", "x");
        if (kind == "emptyTable")
            folder.write("Data_Entry_2017.csv", "\n");
        if (kind == "binary")
            folder.write("Data_Entry_2017.csv", QByteArray("\xFF\xFE"
                                                           "I\0m\0",
                                                           6));
        if (kind == "header")
            folder.write("Data_Entry_2017.csv", "a,b\n1,2\n");
        const Result<StudyIndex> index = indexFolder(path, options);
        QVERIFY(!index);
        QCOMPARE(index.error().exitCode(), int(ExitData));
        QVERIFY2(QByteArray::fromStdString(index.error().toLine()).contains(words), index.error().toLine().c_str());
        QVERIFY(!index.error().hint.empty());
    }
};

QTEST_GUILESS_MAIN(BadLabelsTest)
#include "bad_labels_test.moc"
