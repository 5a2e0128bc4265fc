// Words of any column find rows, counts respect the other filters, and nothing found says what would find something.
#include "app/studies/study_facets.h"
#include "app/studies/study_search.h"
#include "tests/app/studies/sample_index.h"

#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

namespace {

const std::atomic<bool> goOn{false};

StudyIndex peopleIndex() {
    StudyIndex index = sampleIndex();
    index.header.classes.push_back("Lung_Opacity");
    auto& images = index.images; // img10 img9 img2 img11 other
    images[1].sex = images[3].sex = "M";
    images[0].labels = {"Effusion", "Lung_Opacity"}; // "Opacity" holds "pa"
    images[1].laterality = "L";
    images[0].patientName = "Doe^Jo^^";
    images[2].patientName = "Test^Female";
    images[3].date = "2004-01-19";
    images[4].refusal = "bits_allocated 12";
    images[4].modality = "MG";
    return index;
}

} // namespace

class StudySearchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_table = readBack(peopleIndex(), m_folder.path());
        QVERIFY(m_table);
    }

    void wordsAreTold_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("blanks") << " male  PA "
                                << "male|PA";
        QTest::newRow("quotes") << "\"no finding\" test"
                                << "no finding|test";
        QTest::newRow("a quote that is still open") << "\"no fin"
                                                    << "no|fin";
        QTest::newRow("what stands between the values of a cell") << "58 / F · x"
                                                                  << "58|F|x";
        QTest::newRow("nothing") << " \"\" "
                                 << "";
    }
    void wordsAreTold() {
        QFETCH(QString, text);
        QTEST(searchWords(text).join(QLatin1Char('|')), "words");
    }

    void findsWordsOfEveryColumn_data() {
        using Rows = QList<int>;
        QTest::addColumn<QString>("text");
        QTest::addColumn<Rows>("rows");
        QTest::newRow("sex, and not within a longer word") << "male" << Rows{1, 3};
        QTest::newRow("the other sex, and a name") << "female" << Rows{0, 2, 4};
        QTest::newRow("view, and not within a label") << "PA" << Rows{0, 2, 3};
        QTest::newRow("split, and a name of that word") << "test" << Rows{2, 3};
        QTest::newRow("the beginning of a split") << "trai" << Rows{0, 1};
        QTest::newRow("its other word") << "training" << Rows{0, 1};
        QTest::newRow("side") << "left" << Rows{1};
        QTest::newRow("modality") << "mg" << Rows{4};
        QTest::newRow("a name as it is shown") << "Doe, Jo" << Rows{0};
        QTest::newRow("and in quotes") << "\"doe, jo\"" << Rows{0};
        QTest::newRow("and as the file has it") << "doe^jo" << Rows{0};
        QTest::newRow("date") << "2004-01" << Rows{3};
        QTest::newRow("age") << "81" << Rows{3};
        QTest::newRow("size") << "1024" << Rows{0, 1, 2, 3, 4};
        QTest::newRow("why it cannot be shown") << "\"12 bits\"" << Rows{4};
        QTest::newRow("no finding") << "no finding" << Rows{2};
        QTest::newRow("part of a label") << "opac" << Rows{0};
        QTest::newRow("three words of three columns") << "male effusion ap" << Rows{1};
        QTest::newRow("several words, one in no row") << "male hernia" << Rows{};
        QTest::newRow("a cell as it is shown") << "81 / M" << Rows{3};
    }
    void findsWordsOfEveryColumn() {
        QFETCH(QString, text);
        QFETCH(QList<int>, rows);
        const StudySearch search(*m_table, text);
        QList<int> found;
        for (int i = 0; i < int(m_table->rows().size()); ++i) {
            if (search.accepts(m_table->rows()[size_t(i)])) {
                found << i;
            }
        }
        QCOMPARE(found, rows);
    }

    void countsRespectTheOtherFilters() {
        StudyQuery query;
        query.text = QStringLiteral("pa");
        query.chosen[size_t(Facet::Split)] = QStringList{QStringLiteral("test")};
        const auto facets = countFacets(*m_table, query, goOn);
        const auto count = [&](Facet facet, const QString& value) {
            for (const FacetCount& one : facets[size_t(facet)]) {
                if (one.value == value) {
                    return one.count;
                }
            }
            return -1;
        };
        QCOMPARE(count(Facet::Finding, QStringLiteral("Pleural_Thickening")), 1);
        QCOMPARE(count(Facet::Finding, QStringLiteral("Effusion")), 0); // there, and taken away by the split
        QCOMPARE(count(Facet::Finding, noFinding()), 1);
        QCOMPARE(count(Facet::Split, QStringLiteral("train")), 1); // its own facet takes nothing away
        QCOMPARE(count(Facet::Split, QStringLiteral("test")), 2);
        QCOMPARE(count(Facet::View, QStringLiteral("AP")), 0);
        QCOMPARE(count(Facet::View, QStringLiteral("PA")), 2);
        const std::atomic<bool> cancelled{true};
        QVERIFY(countFacets(*m_table, query, cancelled).empty());
    }

    void nothingFoundSaysWhatWouldFind() {
        StudyQuery query;
        query.text = QStringLiteral("male hernia \"no finding\"");
        query.chosen[size_t(Facet::View)] = QStringList{QStringLiteral("AP")};
        QVERIFY(relaxations(*m_table, query, goOn).empty()); // no single one helps
        query.text = QStringLiteral("male hernia");
        const auto one = relaxations(*m_table, query, goOn);
        QCOMPARE(one.size(), size_t(1));
        QCOMPARE(one[0].word, QStringLiteral("hernia"));
        QCOMPARE(one[0].query.text, QStringLiteral("male"));
        QCOMPARE(one[0].count, 1);
        query.text = QStringLiteral("opacity");
        const auto facet = relaxations(*m_table, query, goOn);
        QCOMPARE(facet.size(), size_t(2));
        QVERIFY(facet[0].word == QStringLiteral("opacity") || facet[0].facet == Facet::View);
        QCOMPARE(facet[0].count + facet[1].count, 2);
        QVERIFY(relaxations(*m_table, query, std::atomic<bool>(true)).empty());
    }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const StudyTable> m_table;
};

QTEST_GUILESS_MAIN(StudySearchTest)
#include "study_search_test.moc"
