#include "engine/evaluation/classification_report.h"
#include "engine/evaluation/predictions_table.h"

#include <QtTest>

using namespace roentgen;
using namespace roentgen::evaluation;

class PredictionsTableTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const char* name, const QByteArray& text) {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the test's file");
        return file.fileName().toStdString();
    }

private Q_SLOTS:
    void readsPredictions_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("plain") << QByteArray("Image Index,Patient ID,Split,Mass,Edema\n"
                                             "a.png,7,test,0.25,1\nb.png,8,train,0,1e-3\n");
        QTest::newRow("prefixed") << QByteArray("Image Index,Patient ID,Split,prob_Mass,prob_Edema\n"
                                                "a.png,7,test,0.25,1\nb.png,8,train,0,1e-3");
        QTest::newRow("prefixed beside other columns")
            << QByteArray("Image Index,Patient ID,Split,Mass,prob_Mass,Edema,prob_Edema\n"
                          "a.png,7,test,x,0.25,,1\nb.png,8,train,,0,,1e-3");
        QTest::newRow("CRLF, byte order mark, quotes, empty line")
            << QByteArray("\xEF\xBB\xBFImage Index,Patient ID,Split,\"Mass\",Edema\r\n\r\n"
                          "\"a.png\",7,test,0.25,1\r\nb.png,8,train,0,\"1e-3\"\r\n");
    }

    void readsPredictions() {
        QFETCH(QByteArray, text);
        const auto table = readPredictions(write("p.csv", text));
        QVERIFY2(table, table ? "" : table.error().toLine().c_str());
        QCOMPARE(table->classes, (std::vector<std::string>{"Mass", "Edema"}));
        QCOMPARE(table->rows.size(), size_t(2));
        QCOMPARE(table->rows[0].image, std::string("a.png"));
        QCOMPARE(table->rows[0].patient, std::string("7"));
        QCOMPARE(table->rows[1].split, std::string("train"));
        QCOMPARE(table->rows[0].probabilities, (std::vector<double>{0.25, 1}));
        QCOMPARE(table->rows[1].probabilities, (std::vector<double>{0, 0.001}));
    }

    void refusesBadPredictions_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        const QByteArray head = "Image Index,Mass\n";
        QTest::newRow("no image column") << QByteArray("File,Mass\na,1\n") << 1;
        QTest::newRow("no class") << QByteArray("Image Index,Patient ID\na,1\n") << 1;
        QTest::newRow("class twice") << QByteArray("Image Index,Mass,Mass\na,1,1\n") << 1;
        QTest::newRow("too few fields") << head + "a,1\nb\n" << 3;
        QTest::newRow("too many fields") << head + "a,1,2\n" << 2;
        QTest::newRow("not a number") << head + "a,high\n" << 2;
        QTest::newRow("nan") << head + "a,nan\n" << 2;
        QTest::newRow("empty") << head + "a,\n" << 2;
        QTest::newRow("image twice") << head + "a,1\nb,1\na,0\n" << 4;
        QTest::newRow("not UTF-8") << head + "a,1\n\xFF,1\n" << 3;
        QTest::newRow("quote without end") << head + "a,1\n\"b,1\n" << 3;
        QTest::newRow("no rows") << head << 0;
        QTest::newRow("empty file") << QByteArray() << 0;
    }

    void refusesBadPredictions() {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const std::string path = write("bad.csv", text);
        const auto table = readPredictions(path);
        QVERIFY(!table);
        QCOMPARE(table.error().code, ErrorCode::Data);
        QCOMPARE(table.error().where, line == 0 ? path : path + ":" + std::to_string(line));
        QVERIFY(!table.error().hint.empty());
    }

    void anAbsentFileIsAnError() {
        const auto table = readPredictions(m_folder.filePath(QStringLiteral("absent.csv")).toStdString());
        QVERIFY(!table);
        QVERIFY(table.error().toLine().find("absent.csv") != std::string::npos);
    }

    void readsNihLabels() {
        const auto table =
            readLabels(write("nih.csv", "Image Index,Finding Labels,Follow-up #,OriginalImage[Width,Height]\n"
                                        "a.png,Mass|Edema,0,1,2\n"
                                        "b.png,No Finding,0,1,2\n"
                                        "c.png,Hernia,0,1,2\n"));
        QVERIFY2(table, table ? "" : table.error().toLine().c_str());
        QVERIFY(!table->wide);
        QCOMPARE(table->classes, (std::vector<std::string>{"Mass", "Edema", "Hernia"}));
        QCOMPARE(table->label("a.png", "Mass"), 1);
        QCOMPARE(table->label("a.png", "Hernia"), 0);
        QCOMPARE(table->label("b.png", "Edema"), 0);
        QCOMPARE(table->label("c.png", "Hernia"), 1);
        QCOMPARE(table->label("c.png", "Fibrosis"), 0); // no film has it
        QCOMPARE(table->label("d.png", "Mass"), -1);
    }

    void readsWideLabels() {
        const auto table =
            readLabels(write("wide.csv", "Image Index,Patient ID,Mass,Edema\na,1,1,\nb,2,0.0,1.0\nc,3,-1,-1.0\n"));
        QVERIFY2(table, table ? "" : table.error().toLine().c_str());
        QVERIFY(table->wide);
        QCOMPARE(table->label("a", "Mass"), 1);
        QCOMPARE(table->label("a", "Edema"), -1);
        QCOMPARE(table->label("b", "Mass"), 0);
        QCOMPARE(table->label("b", "Fibrosis"), -1);
        QCOMPARE(table->label("c", "Mass"), -1); // uncertain: left out of every measure
        QCOMPARE(table->label("c", "Edema"), -1);
    }

    void refusesBadLabels_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("wide: not a label") << QByteArray("Image Index,Mass\na,1\nb,yes\n") << 3;
        QTest::newRow("wide: field count") << QByteArray("Image Index,Mass\na,1,1\n") << 2;
        QTest::newRow("NIH: field count") << QByteArray("Image Index,Finding Labels,Age\na,Mass\n") << 2;
        QTest::newRow("NIH: twice") << QByteArray("Image Index,Finding Labels\na,Mass\na,Mass\n") << 3;
        QTest::newRow("no image column") << QByteArray("Name,Mass\na,1\n") << 1;
    }

    void refusesBadLabels() {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const std::string path = write("bad.csv", text);
        const auto table = readLabels(path);
        QVERIFY(!table);
        QCOMPARE(table.error().where, path + ":" + std::to_string(line));
    }

    void reportsUndefinedClassesAndLeavesThemOutOfTheMean() {
        const auto predictions = readPredictions(write("p.csv", "Image Index,Split,Mass,Hernia,Edema\n"
                                                                "a,test,.1,.9,.1\nb,test,.4,.1,.9\n"
                                                                "c,test,.35,.2,.2\nd,test,.8,.3,.8\n"
                                                                "e,train,.9,.9,.9\nf,test,.5,.5,.5\n"));
        const auto labels = readLabels(write("l.csv", "Image Index,Mass,Hernia,Edema\n"
                                                      "a,0,0,0\nb,0,0,1\nc,1,0,0\nd,1,0,1\ne,0,1,1\n"));
        QVERIFY(predictions && labels);
        const auto report = evaluatePredictions(*predictions, *labels, "test");
        QVERIFY2(report, report ? "" : report.error().toLine().c_str());
        QCOMPARE(report->images, int64_t(4));
        QCOMPARE(report->withoutLabels, int64_t(1));
        QCOMPARE(report->classes[0].auc.value(), .75);
        QVERIFY(!report->classes[1].auc && !report->classes[1].aucLow && !report->classes[1].averagePrecision);
        QCOMPARE(report->classes[1].negatives, int64_t(4));
        QCOMPARE(report->classes[2].auc.value(), 1.);
        QCOMPARE(report->meanAuc.value(), .875);
        QCOMPARE(evaluatePredictions(*predictions, *labels)->images, int64_t(5));
    }

    void sharingNoImageIsAnError() {
        const auto predictions = readPredictions(write("p.csv", "Image Index,Split,Mass\na.png,test,.1\n"));
        const auto labels = readLabels(write("l.csv", "Image Index,Mass\na,0\n"));
        QVERIFY(predictions && labels);
        QVERIFY(!evaluatePredictions(*predictions, *labels));
        QVERIFY(!evaluatePredictions(*predictions, *labels, "validation"));
    }
};

QTEST_GUILESS_MAIN(PredictionsTableTest)
#include "predictions_table_test.moc"
