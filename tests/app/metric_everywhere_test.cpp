// A metric that stands in the task's table alone (positive_share, in tasks/classification/measures.cpp) comes, with
// the real programs, in events, tables, charts and sweeps.
#include "app/runs/metric_words.h"
#include "app/runs/run_metrics.h"
#include "app/runs/sweep_table.h"
#include "engine/protocol/text_file.h"
#include "tests/app/page_context.h"

#include <QProcess>
#include <QTableWidget>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::PageContext;

namespace {

constexpr const char* Name = "positive_share";

} // namespace

class MetricEverywhereTest : public QObject {
    Q_OBJECT
    PageContext m_workspace;
    QStringList m_runs;

    QByteArray output(const char* program, const QStringList& arguments) const {
        QProcess process;
        process.start(m_workspace.context.binFolder + QLatin1Char('/') + QLatin1String(program), arguments);
        if (!process.waitForFinished(240000) || process.exitCode() != 0)
            qFatal("%s: %s", program, process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }
    QByteArray run(const QStringList& arguments) const {
        return output("roentgen-run",
                      arguments + QStringList{QStringLiteral("--workspace"), m_workspace.folder.path()});
    }
    QString sweep() const { return m_workspace.folder.filePath(QStringLiteral("experiments/batches.toml")); }

private Q_SLOTS:
    void initTestCase() {
        const QString films = m_workspace.folder.filePath(QStringLiteral("films"));
        output("roentgen-data",
               {QStringLiteral("phantom"), QStringLiteral("--count"), QStringLiteral("48"), QStringLiteral("--size"),
                QStringLiteral("64"), QStringLiteral("--seed"), QStringLiteral("5"), QStringLiteral("--out"), films});
        QFile toml(sweep());
        QVERIFY(toml.open(QIODevice::WriteOnly));
        toml.write("[experiment]\nname = \"batches\"\n[data]\ndataset = \"" + films.toUtf8() +
                   "\"\nimage_size = 32\n[model]\narchitecture = \"resnet18\"\n[training]\nepochs = 1\n"
                   "[distributed]\nthreads_per_rank = 1\n[sweep]\ntraining.local_batch = [8, 16]\n");
        toml.close();
        run({QStringLiteral("sweep"), sweep()});
        m_runs = QDir(m_workspace.folder.filePath(QStringLiteral("runs")))
                     .entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        QCOMPARE(m_runs.size(), 2);
    }

    void inEventsAndFiles() {
        for (const QString& id : m_runs) {
            const RunFolder folder{m_workspace.folder.filePath(QStringLiteral("runs/") + id).toStdString()};
            RunHistory history;
            EventReader(folder.eventsFile()).readNew([&](const RunEvent& event) { history.apply(event); });
            const auto share = history.validations.back().validation.metrics.value(Name);
            QVERIFY(share && *share >= 0 && *share <= 1);
            QVERIFY(readTextFile(folder.metricsFile())->find(",positive_share,") != std::string::npos);
        }
    }

    void inTheListOfRuns() {
        const QByteArray table = run({QStringLiteral("list")});
        QVERIFY2(table.split('\n').front().contains(Name), table.constData());
        const QByteArray json = run({QStringLiteral("list"), QStringLiteral("--json")});
        QCOMPARE(json.count("\"name\":\"positive_share\""), 2);
        QCOMPARE(json.count("\"best_mean_auc\":"), 2); // as published
    }

    void inTheCharts() {
        RunRecord record(
            RunFolder{m_workspace.folder.filePath(QStringLiteral("runs/") + m_runs.front()).toStdString()});
        record.update();
        int curves = 0;
        for (const RunMetric& metric : RunMetricMaker(record, {}).make())
            if (metric.key == QLatin1String(Name) && metric.chart == RunChart::Metrics) {
                QCOMPARE(metric.series.points.size(), 1);
                QCOMPARE(metric.series.name, MetricWords::curve(Name));
                ++curves;
            }
        QCOMPARE(curves, 1);
    }

    void inTheSweep() {
        const QByteArray csv =
            run({QStringLiteral("sweep"), sweep(), QStringLiteral("--report"), QStringLiteral("--csv")});
        const QList<QByteArray> lines = csv.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].contains(",mean_auc,mean_auc_deviation,mean_auc_count,positive_share,"),
                 lines[0].constData());
        const auto place = lines[0].split(',').indexOf(Name);
        for (int row : {1, 2}) {
            bool isNumber = false;
            lines[row].split(',')[place].toDouble(&isNumber);
            QVERIFY2(isNumber, lines[row].constData());
        }
        const QByteArray json =
            run({QStringLiteral("sweep"), sweep(), QStringLiteral("--report"), QStringLiteral("--json")});
        QVERIFY2(json.contains("\"mean_auc\":{\"mean\""), json.constData()); // as published, besides metrics
        QCOMPARE(json.count("\"positive_share\":{"), 2);
    }

    void inTheWindowsTableOfTheSweep() {
        SweepSummary summary;
        summary.metrics = {"mean_auc", Name};
        SweepRow row;
        row.overrides = {{"training.local_batch", "8"}};
        row.runIds = {"a"};
        row.metrics = {{"mean_auc", {1, 0.5, 0}}, {Name, {1, 0.25, 0}}};
        summary.rows.push_back(row);
        const SweepTable table(summary);
        QCOMPARE(table.table()->horizontalHeaderItem(3)->text(), MetricWords::fullName(Name));
        QCOMPARE(table.table()->item(0, 3)->text(), QLocale().toString(0.25, 'f', 4));
    }
};

QTEST_MAIN(MetricEverywhereTest)
#include "metric_everywhere_test.moc"
