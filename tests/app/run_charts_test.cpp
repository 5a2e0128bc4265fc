#include "app/runs/metrics_csv.h"
#include "app/runs/run_charts.h"
#include "tests/app/recorded_run.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::RecordedRun;
using widgets::ChartData;
using widgets::ChartSeries;

namespace {

const ChartSeries* find(const ChartData& chart, const QString& name) {
    for (const ChartSeries& series : chart.series)
        if (series.name == name)
            return &series;
    return nullptr;
}

const ChartData& at(const RunCharts& charts, RunChart which) {
    return charts[size_t(which)];
}

} // namespace

class RunChartsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_workspace;

    RunCharts charts(const RecordedRun& run, ChartAxis axis) { return RunChartMaker({drawn(run, axis)}, axis).make(); }

    static DrawnRun drawn(const RecordedRun& run, ChartAxis axis, const QString& label = {}, int colourSlot = 0) {
        RunRecord record(run.folder());
        record.update();
        return {label,
                colourSlot,
                record.state(),
                record.history().hello.has_value(),
                record.history().headline(),
                RunMetricMaker(record, {axis, 0}).make()};
    }

private Q_SLOTS:
    void everySeriesIsWhatWasRecorded() {
        RecordedRun run(m_workspace.path(), QStringLiteral("series-1"));
        run.begin(2, 2, {"Mass", "Hernia"});
        run.step(1, 1, 0.9);
        run.step(1, 2, 0.7);
        run.validation(1, 2, 0.8, {{"Mass", 0.6}, {"Hernia", std::nullopt}}, 0.6);
        run.step(2, 3, 0.6, {}, 20, 0.0001);
        const RunCharts made = charts(run, ChartAxis::Step);

        const ChartSeries* training = find(at(made, RunChart::Loss), QStringLiteral("training"));
        QVERIFY(training);
        QCOMPARE(training->points, (QVector<QPointF>{{1, 0.9}, {2, 0.7}, {3, 0.6}}));
        const ChartSeries* validation = find(at(made, RunChart::Loss), QStringLiteral("validation"));
        QCOMPARE(validation->points, (QVector<QPointF>{{2, 0.8}}));
        const ChartData& auc = at(made, RunChart::Metrics);
        QCOMPARE(find(auc, QStringLiteral("Mass"))->points, (QVector<QPointF>{{2, 0.6}}));
        QVERIFY(std::isnan(find(auc, QStringLiteral("Hernia"))->points[0].y())); // undefined, not 0 or 0.5
        QCOMPARE(find(auc, QStringLiteral("mean"))->points, (QVector<QPointF>{{2, 0.6}}));
        QCOMPARE(at(made, RunChart::LearningRate).series[0].points.last(), QPointF(3, 0.0001));
        QCOMPARE(at(made, RunChart::GradientNorm).series[0].points, (QVector<QPointF>{{1, 1.5}, {2, 1.5}, {3, 1.5}}));
        // They stand beside each other along one axis.
        for (const ChartData& chart : made) {
            QCOMPARE(chart.xMinimum, std::optional<double>(1));
            QCOMPARE(chart.xMaximum, std::optional<double>(3));
        }
    }

    void severalRunsHaveAColourEachAndAreComparedInEveryChart() {
        QVector<DrawnRun> runs;
        for (int i = 0; i < 2; ++i) {
            RecordedRun run(m_workspace.path(), QStringLiteral("compared-%1").arg(i));
            run.begin(1, 2, {"Mass", "Hernia"});
            run.step(1, 1, 0.9 + i, {{0, 0, 0, 0, 0.25, 0.5, 0.25}});
            run.step(1, 2, 0.7 + i, {{0, 0, 0, 0, 0.25, 0.5, 0.25}});
            run.validation(1, 2, 0.8, {{"Mass", 0.5}, {"Hernia", 0.75}}, 0.625);
            runs.append(drawn(run, ChartAxis::Step, i == 0 ? QStringLiteral("one") : QStringLiteral("other"), 3 + i));
        }
        const RunCharts made = RunChartMaker(runs, ChartAxis::Step).make();
        for (int chart = 0; chart < RunChartCount; ++chart) {
            const auto& series = made[size_t(chart)].series;
            QCOMPARE(series.size(), RunChart(chart) == RunChart::Loss ? 4 : 2);
            int labelled = 0;
            for (const ChartSeries& one : series) {
                QCOMPARE(one.colourSlot, one.group == QStringLiteral("one") ? 3 : 4);
                QCOMPARE(one.label(), one.group);
                labelled += one.labelled;
            }
            QCOMPARE(labelled, 2);
        }
        const ChartSeries* training = find(at(made, RunChart::Loss), QStringLiteral("other, training"));
        QVERIFY(training && training->labelled && !training->thin);
        QCOMPARE(training->points, (QVector<QPointF>{{1, 1.9}, {2, 1.7}}));
        const ChartSeries* validation = find(at(made, RunChart::Loss), QStringLiteral("other, validation"));
        QVERIFY(validation && !validation->labelled && validation->thin);
        QCOMPARE(find(at(made, RunChart::Metrics), QStringLiteral("one"))->points, (QVector<QPointF>{{2, 0.625}}));
        QCOMPARE(find(at(made, RunChart::Stages), QStringLiteral("one"))->points[0].y(), 1.0);
    }

    // What lists, tables and saved views to come choose from.
    void aRunsMetricsAreAListWithKeysOfTheirOwn() {
        RecordedRun run(m_workspace.path(), QStringLiteral("list-1"));
        run.begin(1, 2, {"Mass", "Hernia"}, 2);
        run.step(1, 1, 0.9, {{0, 0, 0, 0, 0.1, 0.3, 0.1}, {1, 0, 0, 0, 0, 0.8, 0}});
        run.validation(1, 1, 0.8, {{"Mass", 0.6}, {"Hernia", std::nullopt}}, 0.6); // which metrics there are
        QStringList keys;
        for (const RunMetric& metric : drawn(run, ChartAxis::Step).metrics)
            keys += metric.key;
        for (const char* key :
             {"train_loss", "val_loss", "auc_Mass", "mean_auc", "images_per_second_rank_1", "images_per_second",
              "learning_rate", "gradient_norm", "seconds_compute_rank_1", "seconds_step"})
            QVERIFY2(keys.contains(QLatin1String(key)), key);
        QCOMPARE(keys.removeDuplicates(), 0);
    }

    void epochsAreStepsOverStepsPerEpoch() {
        RecordedRun run(m_workspace.path(), QStringLiteral("epochs-1"));
        run.begin(2, 4, {"Mass"});
        run.step(1, 1, 0.9);
        run.step(1, 4, 0.7);
        run.step(2, 6, 0.6);
        const RunCharts made = charts(run, ChartAxis::Epoch);
        QCOMPARE(find(at(made, RunChart::Loss), QStringLiteral("training"))->points,
                 (QVector<QPointF>{{0.25, 0.9}, {1, 0.7}, {1.5, 0.6}}));
    }

    void aResumedRunForgetsTheLaterStepsOfTheEarlierAttempt() {
        RecordedRun run(m_workspace.path(), QStringLiteral("resumed-1"));
        run.begin(2, 2, {"Mass"});
        run.step(1, 1, 0.9);
        run.step(1, 2, 0.8);
        run.validation(1, 2, 0.85, {{"Mass", 0.6}}, 0.6);
        run.step(2, 3, 0.1); // after the checkpoint, lost
        run.validation(2, 3, 0.2, {{"Mass", 0.99}}, 0.99);
        run.begin(2, 2, {"Mass"}, 1, HelloEvent::Position{1, 2});
        run.step(2, 3, 0.7);
        const RunCharts made = charts(run, ChartAxis::Step);
        QCOMPARE(find(at(made, RunChart::Loss), QStringLiteral("training"))->points,
                 (QVector<QPointF>{{1, 0.9}, {2, 0.8}, {3, 0.7}}));
        QCOMPARE(at(made, RunChart::Metrics).series.last().points, (QVector<QPointF>{{2, 0.6}}));
    }

    void aRanksSpeedIsItsBatchOverItsStep() {
        Experiment experiment;
        experiment.training.localBatch = 8;
        RecordedRun run(m_workspace.path(), QStringLiteral("ranks-1"), experiment);
        run.begin(1, 10, {"Mass"}, 2);
        // Reading, decoding and augmenting go on beside the step and do not count.
        run.step(1, 1, 0.9, {{0, 5, 5, 5, 0.1, 0.3, 0.1}, {1, 5, 5, 5, 0, 0.8, 0}}, 16);
        const RunCharts made = charts(run, ChartAxis::Step);
        const ChartData& speed = at(made, RunChart::ImagesPerSecond);
        QCOMPARE(find(speed, QStringLiteral("rank 0"))->points[0].y(), 16.0);
        QCOMPARE(find(speed, QStringLiteral("rank 1"))->points[0].y(), 10.0);
        QCOMPARE(find(speed, QStringLiteral("all ranks"))->points[0].y(), 16.0);
        const ChartData& stages = at(made, RunChart::Stages);
        QCOMPARE(find(stages, QStringLiteral("compute, rank 1"))->points[0].y(), 0.8);
        QVERIFY(!find(stages, QStringLiteral("wait, rank 1"))); // always 0: no line
    }

    void timeRunsWithoutThePauses() {
        RecordedRun run(m_workspace.path(), QStringLiteral("paused-1"));
        run.begin(1, 10, {"Mass"});
        run.step(1, 1, 0.9);
        QTest::qWait(300); // the run is down
        run.begin(1, 10, {"Mass"}, 1, HelloEvent::Position{1, 1});
        run.step(1, 2, 0.8);
        const RunCharts made = charts(run, ChartAxis::RelativeTime);
        const auto& points = find(at(made, RunChart::Loss), QStringLiteral("training"))->points;
        QVERIFY2(points[1].x() < 0.2, qPrintable(QString::number(points[1].x())));
        QVERIFY(points[1].x() >= points[0].x());
    }

    void emptyChartsSayWhatTheyWaitFor() {
        RecordedRun run(m_workspace.path(), QStringLiteral("empty-1"));
        for (const ChartData& chart : charts(run, ChartAxis::Step)) {
            QVERIFY(chart.isEmpty());
            QVERIFY(!chart.emptyText.isEmpty());
        }
    }

    void metricsAreATableOfAllSteps() {
        RecordedRun run(m_workspace.path(), QStringLiteral("csv-1"));
        run.begin(1, 2, {"Mass", "Hernia"});
        run.step(1, 1, 0.5);
        run.step(1, 2, 0.25);
        run.validation(1, 2, 0.75, {{"Mass", 0.625}, {"Hernia", std::nullopt}}, 0.625);
        const QString file = m_workspace.filePath(QStringLiteral("metrics.csv"));
        QCOMPARE(exportMetrics({QString::fromStdString(run.folder().path)}, file), QString());
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().split('\n');
        QCOMPARE(lines[0], QByteArray("epoch,step,train_loss,val_loss,mean_auc,auc_Mass,auc_Hernia,learning_rate,"
                                      "gradient_norm,images_per_second,seconds"));
        QVERIFY2(lines[1].startsWith("1,1,0.5,,,,,0.001,1.5,20,"), lines[1].constData());
        QVERIFY2(lines[2].startsWith("1,2,0.25,0.75,0.625,0.625,,0.001,1.5,20,"), lines[2].constData());
        QVERIFY(!exportMetrics({QString::fromStdString(run.folder().path)}, QStringLiteral("/no/such/folder/m.csv"))
                     .isEmpty());
    }

    void severalRunsAreOneTable() {
        RecordedRun one(m_workspace.path(), QStringLiteral("csv-2")),
            other(m_workspace.path(), QStringLiteral("csv-3"));
        one.begin(1, 1, {"Mass"});
        one.step(1, 1, 0.5);
        one.validation(1, 1, 0.75, {{"Mass", 0.625}}, 0.625);
        other.begin(1, 1, {"Hernia", "Mass"});
        other.step(1, 1, 0.25);
        other.validation(1, 1, 0.5, {{"Hernia", 0.5}, {"Mass", 0.75}}, 0.625);
        const QString file = m_workspace.filePath(QStringLiteral("all.csv"));
        QCOMPARE(exportMetrics({QString::fromStdString(one.folder().path), QString::fromStdString(other.folder().path)},
                               file),
                 QString());
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().split('\n');
        QCOMPARE(lines[0], QByteArray("run,epoch,step,train_loss,val_loss,mean_auc,auc_Mass,auc_Hernia,learning_rate,"
                                      "gradient_norm,images_per_second,seconds"));
        QVERIFY2(lines[1].startsWith("csv-2,1,1,0.5,0.75,0.625,0.625,,0.001,"), lines[1].constData());
        QVERIFY2(lines[2].startsWith("csv-3,1,1,0.25,0.5,0.625,0.75,0.5,0.001,"), lines[2].constData());
    }
};

QTEST_MAIN(RunChartsTest)
#include "run_charts_test.moc"
