// Numbers in files have a decimal point, also where the language of the process writes a comma.
#include "engine/protocol/short_number.h"
#include "engine/protocol/sweep_summary.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>
#include <cmath>
#include <cstdio>

using namespace roentgen;

class ShortNumberTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_locales;

private Q_SLOTS:
    void initTestCase() {
        const QString german = m_locales.filePath(QStringLiteral("de_DE.UTF-8"));
        QProcess made;
        made.start(QStringLiteral("localedef"), {QStringLiteral("-i"), QStringLiteral("de_DE"), QStringLiteral("-f"),
                                                 QStringLiteral("UTF-8"), german});
        QVERIFY(made.waitForFinished());
        QVERIFY2(made.exitCode() == 0, made.readAllStandardError().constData());
        qputenv("LOCPATH", m_locales.path().toLocal8Bit());
        QVERIFY(std::setlocale(LC_NUMERIC, "de_DE.UTF-8"));
        char text[16];
        std::snprintf(text, sizeof text, "%.1f", 0.5);
        QCOMPARE(text, "0,5"); // the comma is there
    }

    void writesWhatAPersonWould_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole") << 512.0 << QStringLiteral("512");
        QTest::newRow("a tenth") << 0.1 << QStringLiteral("0.1");
        QTest::newRow("negative") << -2.5 << QStringLiteral("-2.5");
        QTest::newRow("nothing") << 0.0 << QStringLiteral("0");
        QTest::newRow("small") << 1e-7 << QStringLiteral("1e-07");
        QTest::newRow("large") << 1e15 << QStringLiteral("1e+15");
        QTest::newRow("every digit") << 0.1 + 0.2 << QStringLiteral("0.30000000000000004");
        QTest::newRow("no number") << std::nan("") << QStringLiteral("nan");
    }
    void writesWhatAPersonWould() {
        QFETCH(double, value);
        QTEST(QString::fromStdString(shortNumber(value)), "text");
    }

    void theTableOfASweepHasAColumnAFigure() {
        SweepSummary summary;
        SweepRow row;
        row.overrides = {{"training.local_batch", "8"}};
        row.runIds = {"a", "b"};
        row.finished = 2;
        summary.metrics = {"mean_auc"};
        row.metrics = {{"mean_auc", {2, 0.7, 0.25}}};
        row.imagesPerSecond = {1, 15.5, 0};
        summary.rows.push_back(row);
        QCOMPARE(QString::fromStdString(sweepCsv(summary, {0})).section(QLatin1Char('\n'), 1, 1),
                 QStringLiteral("8,2,2,0,0.7,0.25,2,15.5,,1,,,0"));
    }
};

QTEST_GUILESS_MAIN(ShortNumberTest)
#include "short_number_test.moc"
