#include "app/review/predictions_csv.h"

#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

class PredictionsCsvTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheRunsTable();
    void readsOtherShapes_data();
    void readsOtherShapes();
    void countsBadRowsAndKeepsTheRest();
    void refusesWhatIsNoTable_data();
    void refusesWhatIsNoTable();
};

void PredictionsCsvTest::readsTheRunsTable() {
    const auto table = parsePredictions("Image Index,Patient ID,Split,Mass,Pleural_Thickening\n"
                                        "a.png,12,validation,0.25,1\n"
                                        "\"b, \"\"c\"\".png\",13,test,0,0.5",
                                        QStringLiteral("p.csv"));
    QVERIFY(bool(table));
    QCOMPARE(table->classes, QStringList({QStringLiteral("Mass"), QStringLiteral("Pleural_Thickening")}));
    QCOMPARE(table->order, QStringList({QStringLiteral("a.png"), QStringLiteral("b, \"c\".png")}));
    const PredictionRow first = table->rows.value(QStringLiteral("a.png"));
    QCOMPARE(first.patient, QStringLiteral("12"));
    QCOMPARE(first.split, QStringLiteral("validation"));
    QCOMPARE(first.probabilities, (std::vector<float>{0.25f, 1.0f}));
    QCOMPARE(table->badRows, qint64(0));
}

void PredictionsCsvTest::readsOtherShapes_data() {
    QTest::addColumn<QByteArray>("csv");
    QTest::newRow("Windows line ends") << QByteArray("Image Index,Mass\r\na.png,0.5\r\n");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFImage Index,Mass\na.png,0.5\n");
    QTest::newRow("prob_ columns") << QByteArray("Image Index,prob_Mass\na.png,0.5\n");
    QTest::newRow("blank last lines") << QByteArray("Image Index,Mass\na.png,0.5\n\n\n");
    QTest::newRow("another order") << QByteArray("Mass,Image Index\n5e-1,a.png\n");
}

void PredictionsCsvTest::readsOtherShapes() {
    QFETCH(QByteArray, csv);
    const auto table = parsePredictions(csv.toStdString(), QStringLiteral("p.csv"));
    QVERIFY(bool(table));
    QCOMPARE(table->classes, QStringList{QStringLiteral("Mass")});
    QCOMPARE(table->rows.value(QStringLiteral("a.png")).probabilities, std::vector<float>{0.5f});
    QCOMPARE(table->badRows, qint64(0));
}

void PredictionsCsvTest::countsBadRowsAndKeepsTheRest() {
    const auto table = parsePredictions("Image Index,Mass\n"
                                        "a.png,0.5\n"
                                        "b.png\n"
                                        "c.png,0.5,0.5\n"
                                        "d.png,nan\n"
                                        "e.png,1.5\n"
                                        "f.png,x\n"
                                        ",0.5\n"
                                        "a.png,0.7\n"
                                        "g.png,0.1\n",
                                        QStringLiteral("p.csv"));
    QVERIFY(bool(table));
    QCOMPARE(table->order, QStringList({QStringLiteral("a.png"), QStringLiteral("g.png")}));
    QCOMPARE(table->badRows, qint64(7));
}

void PredictionsCsvTest::refusesWhatIsNoTable_data() {
    QTest::addColumn<QByteArray>("csv");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no image column") << QByteArray("Image,Mass\na,0.5\n");
    QTest::newRow("no class") << QByteArray("Image Index,Patient ID,Split\na,1,test\n");
    QTest::newRow("binary") << QByteArray("\0\1\2\xff\n", 5);
}

void PredictionsCsvTest::refusesWhatIsNoTable() {
    QFETCH(QByteArray, csv);
    const auto table = parsePredictions(csv.toStdString(), QStringLiteral("p.csv"));
    QVERIFY(!table);
    QCOMPARE(table.error().where, std::string("p.csv"));
}

QTEST_GUILESS_MAIN(PredictionsCsvTest)
#include "predictions_csv_test.moc"
