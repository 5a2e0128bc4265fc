#include "app/studies/study_facets.h"
#include "app/studies/study_query.h"
#include "tests/app/studies/sample_index.h"

#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

namespace {

const std::atomic<bool> kGoOn{false};

} // namespace

class StudyQueryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void numbersSortByValue_data();
    void numbersSortByValue();
    void tableGivesBackWhatWasIndexed();
    void rowsAreFilteredAndSorted_data();
    void rowsAreFilteredAndSorted();
    void facetsAreCounted();
    void cancelledQueryStops();
    void damagedIndexIsAnError();

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const StudyTable> m_table;
};

void StudyQueryTest::initTestCase() {
    m_table = readBack(sampleIndex(), m_folder.path());
    QVERIFY(m_table);
}

void StudyQueryTest::numbersSortByValue_data() {
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("digits") << "9"
                            << "10";
    QTest::newRow("within text") << "img2.png"
                                 << "img10.png";
    QTest::newRow("prefix") << "img"
                            << "img1";
    QTest::newRow("empty") << ""
                           << "0";
    QTest::newRow("leading zeros") << "p007"
                                   << "p08";
    QTest::newRow("same number") << "07"
                                 << "7";
    QTest::newRow("later part decides") << "1.2.10"
                                        << "1.10.2";
    QTest::newRow("longer than any integer") << "99999999999999999999998"
                                             << "99999999999999999999999";
    QTest::newRow("text") << "a"
                          << "b";
}

void StudyQueryTest::numbersSortByValue() {
    QFETCH(QString, first);
    QFETCH(QString, second);
    const std::string a = first.toStdString(), b = second.toStdString();
    QVERIFY(naturalLess(a, b));
    QVERIFY(!naturalLess(b, a));
    QVERIFY(!naturalLess(a, a));
}

void StudyQueryTest::tableGivesBackWhatWasIndexed() {
    const StudyIndex index = sampleIndex();
    QCOMPARE(m_table->rows().size(), index.images.size());
    for (size_t i = 0; i < index.images.size(); ++i) {
        const StudyImage image = m_table->image(m_table->rows()[i]);
        const StudyImage& wanted = index.images[i];
        QCOMPARE(image.path, wanted.path);
        QCOMPARE(image.image, wanted.image);
        QCOMPARE(image.patient, wanted.patient);
        QCOMPARE(image.labels, wanted.labels);
        QCOMPARE(image.labelled, wanted.labelled);
        QCOMPARE(image.split, wanted.split);
        QCOMPARE(image.age, wanted.age);
        QCOMPARE(image.boxes.size(), wanted.boxes.size());
    }
    QCOMPARE(m_table->boxes(m_table->rows()[1])[0].height, 40.0);
}

void StudyQueryTest::rowsAreFilteredAndSorted_data() {
    using Rows = QList<int>;
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("findings");
    QTest::addColumn<QStringList>("splits");
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<Rows>("rows");
    const QStringList none;
    const int patient = int(StudyColumn::Patient), image = int(StudyColumn::Image), age = int(StudyColumn::AgeSex);
    QTest::newRow("by patient, ties as indexed") << "" << none << none << patient << false << Rows{2, 3, 4, 1, 0};
    QTest::newRow("downwards, ties still as indexed") << "" << none << none << patient << true << Rows{0, 1, 2, 3, 4};
    QTest::newRow("by image") << "" << none << none << image << false << Rows{2, 1, 0, 3, 4};
    QTest::newRow("by age, unknown first") << "" << none << none << age << false << Rows{4, 1, 0, 2, 3};
    QTest::newRow("by labels: class order, unknown first")
        << "" << none << none << int(StudyColumn::Labels) << false << Rows{4, 2, 1, 0, 3};
    QTest::newRow("text in a label, any case") << "effus" << none << none << patient << false << Rows{1, 0};
    QTest::newRow("blank for underscore") << "pleural thick" << none << none << patient << false << Rows{3};
    QTest::newRow("every word") << "effusion mass" << none << none << patient << false << Rows{1};
    QTest::newRow("no such text") << "hernia" << none << none << patient << false << Rows{};
    QTest::newRow("one finding") << "" << QStringList{QStringLiteral("Effusion")} << none << patient << false
                                 << Rows{1, 0};
    QTest::newRow("any of two findings") << ""
                                         << QStringList{QStringLiteral("Mass"), QStringLiteral("Pleural_Thickening")}
                                         << none << patient << false << Rows{3, 1};
    QTest::newRow("no finding is not unknown") << "" << QStringList{noFinding()} << none << patient << false << Rows{2};
    QTest::newRow("finding no image has")
        << "" << QStringList{QStringLiteral("Hernia")} << none << patient << false << Rows{};
    QTest::newRow("split") << "" << none << QStringList{QStringLiteral("test")} << patient << false << Rows{2, 3};
    QTest::newRow("unknown split") << "" << none << QStringList{QString()} << patient << false << Rows{4};
    QTest::newRow("both") << "" << QStringList{QStringLiteral("Effusion")} << QStringList{QStringLiteral("test")}
                          << patient << false << Rows{};
}

void StudyQueryTest::rowsAreFilteredAndSorted() {
    StudyQuery query;
    QFETCH(QString, text);
    query.text = text;
    QFETCH(QStringList, findings);
    QFETCH(QStringList, splits);
    QFETCH(int, column);
    QFETCH(bool, descending);
    QFETCH(QList<int>, rows);
    query.chosen[size_t(Facet::Finding)] = findings;
    query.chosen[size_t(Facet::Split)] = splits;
    query.sortColumn = StudyColumn(column);
    query.descending = descending;
    QList<int> result;
    for (uint32_t row : runQuery(*m_table, query, kGoOn)) {
        result << int(row);
    }
    QCOMPARE(result, rows);
    QCOMPARE(countRows(*m_table, query, kGoOn), int(rows.size()));
    QCOMPARE(query.isFiltering(), rows.size() < 5);
}

void StudyQueryTest::facetsAreCounted() {
    const auto facets = countFacets(*m_table, {}, kGoOn);
    const auto& findings = facets[size_t(Facet::Finding)];
    QCOMPARE(findings.size(), size_t(4));
    QCOMPARE(findings[0].value, QStringLiteral("Mass")); // the data set's order
    QCOMPARE(findings[0].count, 1);
    QCOMPARE(findings[1].count, 2);
    QCOMPARE(findings[3].value, noFinding());
    QCOMPARE(findings[3].count, 1);
    QCOMPARE(facets[size_t(Facet::Split)].size(), size_t(3));
    QVERIFY(facets[size_t(Facet::Modality)].empty()); // one value tells nothing apart
    QCOMPARE(facets[size_t(Facet::View)][0].value, QStringLiteral("PA"));
}

void StudyQueryTest::cancelledQueryStops() {
    const std::atomic<bool> cancelled{true};
    QVERIFY(runQuery(*m_table, {}, cancelled).empty());
}

void StudyQueryTest::damagedIndexIsAnError() {
    const QString file = m_folder.filePath(QStringLiteral("bad.index"));
    QVERIFY(!StudyTable::read(file));
    QFile bad(file);
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("{}\nnonsense\n");
    bad.close();
    QVERIFY(!StudyTable::read(file));
}

QTEST_MAIN(StudyQueryTest)
#include "study_query_test.moc"
