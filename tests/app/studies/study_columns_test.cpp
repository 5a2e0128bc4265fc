// Columns follow their content, and give way where the window is narrow.
#include "app/language.h"
#include "app/studies/study_cell_delegate.h"
#include "app/studies/study_column_layout.h"
#include "app/studies/study_columns.h"
#include "tests/app/studies/sample_index.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace roentgen;
using namespace roentgen::app;

namespace {

// DICOM files of people who are known by name and birth date; every column but labels and split says something.
StudyIndex dicomIndex() {
    StudyIndex index;
    index.header.name = "dicom";
    for (int i = 0; i < 40; ++i) {
        StudyImage image = sampleImage("x", "name-0123456789ab", {}, "", "PA", 58);
        image.image = "series " + std::to_string(i / 10) + "/1.2.276.0.7230010.3.1.4.8323329." + std::to_string(i);
        image.patientName = i % 2 ? "Featherstonehaugh^Bartholomew" : "Doe^Jo";
        image.patientRule = "name_and_birth_date";
        image.study = "1.2.840.113619.2.1.2411.1031152382.365.1." + std::to_string(736169 + i);
        image.labelled = false;
        image.date = "2004-01-19";
        image.laterality = i % 2 ? "L" : "R";
        image.refusal = i % 18 ? "" : "bits_allocated 12";
        index.images.push_back(image);
    }
    return index;
}

} // namespace

class StudyColumnsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::Theme::instance().apply(widgets::ThemeMode::Dark); } // the window's font
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_view = std::make_unique<QTableView>();
        m_view->setModel(&m_model);
        m_view->verticalHeader()->hide();
        m_layout = new StudyColumnLayout(m_view.get(), &m_model);
    }
    void cleanup() {
        m_view.reset();
        installLanguage(QStringLiteral("en"));
    }

    void needsAreMet_data() {
        using Widths = QList<int>;
        QTest::addColumn<int>("width");
        QTest::addColumn<Widths>("widths");
        // wanted 200 100 50, least 80 60 50; the first two give way together, the second gets what is left
        QTest::newRow("room") << 400 << Widths{200, 150, 50};
        QTest::newRow("as wanted") << 350 << Widths{200, 100, 50};
        QTest::newRow("a bit less") << 310 << Widths{170, 90, 50};
        QTest::newRow("least") << 190 << Widths{80, 60, 50};
        QTest::newRow("too little") << 100 << Widths{80, 60, 50};
    }
    void needsAreMet() {
        QFETCH(int, width);
        QFETCH(QList<int>, widths);
        const std::vector<int> fitted = fitColumns({{200, 80, 0}, {100, 60, 0}, {50, 50, 1}}, width, 1);
        QCOMPARE(QList<int>(fitted.begin(), fitted.end()), widths);
    }

    void longestContentIsMeasured() {
        StudyIndex index = largeIndex(20000);
        index.images[12345].image = "a very long name of an image, which no sample would find.png";
        const auto table = readBack(index, m_folder->path());
        const auto rows = rowsToMeasure(*table, StudyColumn::Image);
        QVERIFY(std::find(rows.begin(), rows.end(), 12345u) != rows.end());
        QVERIFY(rows.size() < 100);
    }

    void patientIsWholeAndNothingScrolls_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("1600 px") << 1600 - 64 - 248 - 320; // what rail, panel and inspector leave
        QTest::newRow("1920 px") << 1920 - 64 - 248 - 320;
    }
    void patientIsWholeAndNothingScrolls() {
        QFETCH(int, width);
        show(dicomIndex(), width);
        QVERIFY(!m_view->horizontalScrollBar()->isVisible());
        const int patient = int(StudyColumn::Patient);
        const QString longest = m_model.index(1, patient).data().toString();
        QCOMPARE(longest, QStringLiteral("Featherstonehaugh, Bartholomew"));
        QVERIFY(m_view->columnWidth(patient) >= QFontMetrics(m_view->font()).horizontalAdvance(longest) + 22);
        for (const StudyColumn empty : {StudyColumn::Labels, StudyColumn::Split}) {
            QVERIFY(m_view->isColumnHidden(int(empty)));
        }
        QVERIFY(!m_view->isColumnHidden(int(StudyColumn::Problem)));
        int sum = 0;
        for (int column = 0; column < m_model.columnCount(); ++column) {
            sum += m_view->isColumnHidden(column) ? 0 : m_view->columnWidth(column);
        }
        QCOMPARE(sum, m_view->viewport()->width());
    }

    void theFilesNameStaysOfAPath() {
        const QFontMetrics metrics(m_view->font());
        const QString path = QStringLiteral("pydicom/test_files/CT_small.dcm");
        QCOMPARE(elidedPath(path, metrics, 1000), path);
        const int name = metrics.horizontalAdvance(QStringLiteral("/CT_small.dcm"));
        const QString shorter = elidedPath(path, metrics, name + 40);
        QVERIFY2(shorter.endsWith(QStringLiteral("…/CT_small.dcm")), qPrintable(shorter));
        QVERIFY(shorter.startsWith(QLatin1Char('p')) && metrics.horizontalAdvance(shorter) <= name + 40);
        const QString part = elidedPath(path, metrics, name - 20);
        QVERIFY2(part.startsWith(QStringLiteral("CT")) && part.contains(QStringLiteral("…")) &&
                     part.endsWith(QStringLiteral("cm")),
                 qPrintable(part));
    }

    // A column that says the same of every image gives way to one that tells them apart.
    void whatSaysLittleComesLast() {
        const ColumnNeed need{80, 80, 3};
        const std::vector<ColumnClaim> claims = {{StudyColumn::Image, {160, 160, 1}, false},
                                                 {StudyColumn::View, need, true},
                                                 {StudyColumn::Modality, need, false},
                                                 {StudyColumn::Size, need, false}};
        using Columns = std::vector<StudyColumn>;
        QVERIFY(columnsWithRoom(claims, 239) == Columns{StudyColumn::Image});
        QVERIFY(columnsWithRoom(claims, 240) == (Columns{StudyColumn::Image, StudyColumn::Modality}));
        QVERIFY(columnsWithRoom(claims, 320) ==
                (Columns{StudyColumn::Image, StudyColumn::Modality, StudyColumn::Size}));
        QCOMPARE(columnsWithRoom(claims, 400).size(), size_t(4));
        std::vector<ColumnClaim> wide = claims;
        wide.front().need.wanted = 161; // the others are whole first
        QCOMPARE(columnsWithRoom(wide, 400).size(), size_t(3));
        QCOMPARE(columnsWithRoom(wide, 401).size(), size_t(4));
    }

    // What matters least gives way, and nothing scrolls; who asks for all of them scrolls.
    void whatHasNoRoomIsNotShown_data() {
        QTest::addColumn<QString>("language");
        for (const char* language : {"en", "de", "zh_CN"}) {
            QTest::newRow(language) << QString::fromLatin1(language);
        }
    }
    void whatHasNoRoomIsNotShown() {
        QFETCH(QString, language);
        installLanguage(language);
        show(dicomIndex(), 1280 - 64 - 248 - 320);
        QVERIFY(!m_view->horizontalScrollBar()->isVisible());
        for (const StudyColumn stays :
             {StudyColumn::Patient, StudyColumn::Image, StudyColumn::Problem, StudyColumn::Laterality}) {
            QVERIFY2(!m_view->isColumnHidden(int(stays)), qPrintable(QString::number(int(stays))));
        }
        QVERIFY(m_view->columnWidth(int(StudyColumn::Image)) >= 160);
        QVERIFY(m_view->isColumnHidden(int(StudyColumn::Study)));
        QVERIFY(m_view->isColumnHidden(int(StudyColumn::Size)));
        m_view->resize(1600, 300);
        QTest::qWait(20);
        QVERIFY(!m_view->isColumnHidden(int(StudyColumn::Study)) && !m_view->isColumnHidden(int(StudyColumn::Size)));
        QSettings settings(m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        m_layout->save(settings);
        settings.setValue(QStringLiteral("studies/scrolls"), true);
        m_layout->restore(settings);
        m_view->resize(600, 300);
        QTest::qWait(20);
        QVERIFY(!m_view->isColumnHidden(int(StudyColumn::Study)));
        QVERIFY(m_view->horizontalScrollBar()->isVisible());
    }

    void studyThatIsThePatientAgainIsNotShown() {
        StudyIndex index = sampleIndex();
        for (StudyImage& image : index.images) {
            image.study = image.patient;
        }
        show(index, 900);
        QVERIFY(m_view->isColumnHidden(int(StudyColumn::Study)));
    }

    void widthThatTheUserDrewStays() {
        show(sampleIndex(), 900);
        const int view = int(StudyColumn::View);
        m_view->horizontalHeader()->resizeSection(view, 133);
        m_view->resize(1000, 300);
        QTest::qWait(20);
        QCOMPARE(m_view->columnWidth(view), 133);
        QSettings settings(m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        m_layout->save(settings);
        init();
        m_layout->restore(settings);
        show(sampleIndex(), 900);
        QCOMPARE(m_view->columnWidth(view), 133);
    }

private:
    void show(const StudyIndex& index, int width) {
        const auto table = readBack(index, m_folder->path());
        QVERIFY(table);
        std::vector<uint32_t> order(table->rows().size());
        std::iota(order.begin(), order.end(), 0u);
        m_model.setRows(table, order);
        m_view->resize(width, 300);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_layout->setTable(table, StudyColumnLayout::samplesOf(*table));
        QTest::qWait(20); // the fitting after a resize is queued
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    StudyModel m_model;
    std::unique_ptr<QTableView> m_view;
    StudyColumnLayout* m_layout = nullptr;
};

QTEST_MAIN(StudyColumnsTest)
#include "study_columns_test.moc"
