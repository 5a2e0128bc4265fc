// The scaling plan on the Experiments page, with the real programs.
#include "app/experiments/experiment_centre.h"
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiments_page.h"
#include "app/experiments/scaling_charts.h"
#include "app/experiments/scaling_fields.h"
#include "app/experiments/scaling_panel.h"
#include "app/experiments/value_field.h"
#include "engine/protocol/text_file.h"
#include "tests/app/page_context.h"
#include "widgets/line_chart.h"

#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::PageContext;

namespace {

constexpr int Long = 120000; // a benchmark on cores that others use

void writeSmallExperiment(const PageContext& workspace, const QString& name) {
    QFile file(workspace.folder.filePath(QStringLiteral("experiments/%1.toml").arg(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[data]\ndataset = \"films\"\nimage_size = 64\n[model]\narchitecture = \"resnet18\"\n"
               "[training]\nlocal_batch = 4\n[distributed]\nthreads_per_rank = 1\n");
}

// As `roentgen-run plan --json` prints it: two batches of a model on an idle machine.
void writeMeasurement(const PageContext& workspace, const QString& name, double load) {
    const auto benchmark = [](int batch, double seconds) {
        return QStringLiteral(R"({"architecture":"resnet18","precision":"fp32","local_batch":%1,"step_seconds":%2,)"
                              R"("compute_seconds":%2,"update_seconds":0.02,"ranks":1,"threads_per_rank":1,)"
                              R"("images_per_second":%3,"buckets":[{"bytes":40000000,"ready_seconds":%4}]})")
            .arg(batch)
            .arg(seconds)
            .arg(batch / seconds)
            .arg(seconds / 2);
    };
    QDir(workspace.folder.path()).mkpath(QStringLiteral("cache/plans"));
    QFile file(workspace.folder.filePath(QStringLiteral("cache/plans/%1.json").arg(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QStringLiteral(R"({"measurement":{"host":"node7","time":1760000000,"cores":4,"load":%1,)"
                              R"("memory_bytes_per_second":2e10,"settings":{"training.local_batch":"4",)"
                              R"("model.architecture":"resnet18"},"benchmarks":[%2,%3]}})")
                   .arg(load)
                   .arg(benchmark(2, 0.22), benchmark(4, 0.42))
                   .toUtf8());
}

bool isTraining(const QString& experimentFile) {
    for (const QString& process : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(process));
        const QByteArray command = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        if (command.contains("roentgen-train") && command.contains(experimentFile.toUtf8()))
            return true;
    }
    return false;
}

void type(QLineEdit* line, const QString& text) {
    line->selectAll();
    QTest::keyClicks(line, text);
}

} // namespace

class ScalingPanelTest : public QObject {
    Q_OBJECT

    static ScalingPanel* show(ExperimentsPage& page, const QString& name) {
        page.resize(1216, 720);
        page.chooseStored(name);
        page.centre()->showView(ExperimentCentre::Scaling);
        page.show();
        return page.centre()->scaling();
    }
    static int pointsOf(const widgets::LineChart* chart, int series) {
        const auto& all = chart->data().series;
        return series < all.size() ? all[series].points.size() : 0;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void measuresPredictsAndKeepsIt() {
        PageContext workspace;
        writeSmallExperiment(workspace, QStringLiteral("small"));
        {
            ExperimentsPage page(workspace.context);
            ScalingPanel* panel = show(page, QStringLiteral("small"));
            QVERIFY(panel->speedChart()->data().isEmpty());
            QVERIFY(!panel->speedChart()->data().emptyText.isEmpty());
            QTest::mouseClick(panel->measureButton(), Qt::LeftButton);
            QCOMPARE(panel->measureButton()->text(), QStringLiteral("Cancel"));
            QCOMPARE(workspace.jobs.jobs().size(), 1);
            QTRY_VERIFY_WITH_TIMEOUT(panel->state().contains(QStringLiteral("2 of 2")), Long);
            QTRY_VERIFY2_WITH_TIMEOUT(panel->state().startsWith(QStringLiteral("Measured")),
                                      qPrintable(panel->state() + panel->warning()), Long);
            QVERIFY2(panel->state().contains(QStringLiteral("local batch of 4")), qPrintable(panel->state()));
            QVERIFY(workspace.jobs.jobs().isEmpty());
            QTRY_VERIFY2(pointsOf(panel->speedChart(), 0) == 7, qPrintable(panel->warning()));
            QCOMPARE(pointsOf(panel->efficiencyChart(), 1), 7);
            QCOMPARE(pointsOf(panel->efficiencyChart(), 2), 3); // strong: 1, 2 and 4 hosts have an image each
            QCOMPARE(panel->efficiencyChart()->data().series[1].points.first(), QPointF(0, 100)); // one host
        }
        ExperimentsPage again(workspace.context);
        ScalingPanel* panel = show(again, QStringLiteral("small"));
        QVERIFY2(panel->state().startsWith(QStringLiteral("Measured")), qPrintable(panel->state()));
        QTRY_COMPARE(pointsOf(panel->speedChart(), 0), 7);
    }

    void cancelLeavesNothingBehind() {
        PageContext workspace;
        writeSmallExperiment(workspace, QStringLiteral("small"));
        const QString file = workspace.folder.filePath(QStringLiteral("experiments/small.toml"));
        ExperimentsPage page(workspace.context);
        ScalingPanel* panel = show(page, QStringLiteral("small"));
        QTest::mouseClick(panel->measureButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isTraining(file), 30000);
        QTest::mouseClick(panel->measureButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel->measureButton()->text(), QStringLiteral("Measure"), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(!isTraining(file), 30000);
        QVERIFY(panel->warning().isEmpty());
        QVERIFY(workspace.jobs.jobs().isEmpty());
    }

    void saysWhatChangedSinceAndThatOthersWereAtWork() {
        PageContext workspace;
        writeSmallExperiment(workspace, QStringLiteral("small"));
        writeMeasurement(workspace, QStringLiteral("small"), 0.1);
        ExperimentsPage page(workspace.context);
        ScalingPanel* panel = show(page, QStringLiteral("small"));
        QVERIFY2(panel->state().contains(QStringLiteral("node7")), qPrintable(panel->state()));
        QVERIFY2(panel->warning().isEmpty(), qPrintable(panel->warning()));
        QTRY_COMPARE(pointsOf(panel->speedChart(), 0), 7);
        page.centre()->showView(ExperimentCentre::SetUp);
        page.form()->showField("training.local_batch");
        type(qobject_cast<QLineEdit*>(page.form()->field("training.local_batch")->editor()), QStringLiteral("8"));
        page.centre()->showView(ExperimentCentre::Scaling);
        QVERIFY2(panel->warning().contains(QStringLiteral("Out of date")), qPrintable(panel->warning()));
        QVERIFY2(panel->warning().contains(QStringLiteral("batch"), Qt::CaseInsensitive), qPrintable(panel->warning()));
        writeMeasurement(workspace, QStringLiteral("other"), 3);
        writeSmallExperiment(workspace, QStringLiteral("other"));
        page.activated();
        page.chooseStored(QStringLiteral("other"));
        QVERIFY2(panel->warning().contains(QStringLiteral("busy")), qPrintable(panel->warning()));
    }

    void predictsForTheTypedHostsAndLink() {
        PageContext workspace;
        writeSmallExperiment(workspace, QStringLiteral("small"));
        writeMeasurement(workspace, QStringLiteral("small"), 0.1);
        ExperimentsPage page(workspace.context);
        ScalingPanel* panel = show(page, QStringLiteral("small"));
        QTRY_COMPARE(pointsOf(panel->speedChart(), 0), 7);
        Q_EMIT panel->speedChart()->maximiseRequested();
        QVERIFY(!panel->efficiencyChart()->isVisible());
        Q_EMIT panel->speedChart()->maximiseRequested();
        QVERIFY(panel->efficiencyChart()->isVisible());
        type(panel->fields()->hosts(), QStringLiteral("2 16"));
        QTRY_COMPARE(pointsOf(panel->speedChart(), 0), 3); // one host is always there
        const auto weakAt16 = [panel] { return panel->efficiencyChart()->data().series[1].points.last().y(); };
        const double fast = weakAt16();
        type(panel->fields()->bandwidth(), QStringLiteral("0,1"));
        // 40 MB · 2 · 15 / 16 at 12.5 MB/s: 6 s, of which a fifth of a second is hidden.
        QTRY_VERIFY2(weakAt16() < 10, qPrintable(QString::number(weakAt16())));
        QVERIFY(fast > 80);
    }

    void renamingTakesTheMeasurementAlong() {
        PageContext workspace;
        writeMeasurement(workspace, QStringLiteral("small"), 0.1);
        const ScalingStore store(workspace.folder.path());
        store.rename(QStringLiteral("small"), QStringLiteral("large"));
        QVERIFY(!store.read(QStringLiteral("small")));
        QVERIFY(store.read(QStringLiteral("large")));
    }

    void refusesWhatIsNoHostOrLink_data() {
        QTest::addColumn<QString>("hosts");
        QTest::addColumn<QString>("bandwidth");
        QTest::addColumn<QString>("latency");
        QTest::addColumn<bool>("good");
        const auto row = [](const char* hosts, const char* bandwidth, const char* latency, bool good) {
            QTest::addRow("%s | %s | %s", hosts, bandwidth, latency)
                << QString::fromUtf8(hosts) << QString::fromUtf8(bandwidth) << QString::fromUtf8(latency) << good;
        };
        row("1, 2, 4", "25", "5", true);
        row("8", "0.5", "0", true);
        row("", "25", "5", false);
        row("1, two", "25", "5", false);
        row("0", "25", "5", false);
        row("5000", "25", "5", false);
        row("-4", "25", "5", false);
        row("1,2", "0", "5", false);
        row("1,2", "", "5", false);
        row("1,2", "fast", "5", false);
        row("1,2", "25", "-1", false);
        row("1,2", "25", "nan", false);
        row("1,2", "1e9", "5", false);
    }
    void refusesWhatIsNoHostOrLink() {
        QFETCH(QString, hosts);
        QFETCH(QString, bandwidth);
        QFETCH(QString, latency);
        PageContext workspace; // settings of its own
        ScalingFields fields;
        fields.hosts()->setText(hosts);
        fields.bandwidth()->setText(bandwidth);
        fields.latency()->setText(latency);
        QTEST(fields.error().isEmpty(), "good");
    }

    void aDamagedMeasurementIsNone() {
        PageContext workspace;
        const ScalingStore store(workspace.folder.path());
        QVERIFY(bool(store.write(QStringLiteral("small"), {}))); // nothing was measured
        QVERIFY(!store.read(QStringLiteral("small")));
        for (const char* text : {"", "{}", "[1]", R"({"measurement":3})", R"({"measurement":{"benchmarks":[]}})"}) {
            QVERIFY(bool(writeFileAtomically(store.file(QStringLiteral("small")).toStdString(), text)));
            QVERIFY2(!store.read(QStringLiteral("small")), text);
        }
    }

    void chartsHoldBothScalingsAndTheIdeal() {
        const QList<ScalingRow> rows = {{false, 1, 1, 10, 1, 0, 0},
                                        {false, 4, 4, 36, 0.9, 0, 0},
                                        {true, 1, 1, 10, 1, 0, 0},
                                        {true, 4, 4, 20, 0.5, 0, 0}};
        const widgets::ChartData speed = ScalingCharts::imagesPerSecond(rows);
        QCOMPARE(speed.series.size(), 3);
        // Along the logarithm of the hosts to the base 2.
        QCOMPARE(speed.series[0].points, QVector<QPointF>({{0, 10}, {2, 40}}));
        QCOMPARE(speed.series[1].points, QVector<QPointF>({{0, 10}, {2, 36}}));
        QCOMPARE(speed.series[2].points, QVector<QPointF>({{0, 10}, {2, 20}}));
        const widgets::ChartData efficiency = ScalingCharts::efficiency(rows);
        QCOMPARE(efficiency.series[2].points, QVector<QPointF>({{0, 100}, {2, 50}}));
        for (const widgets::ChartData& chart : {speed, efficiency})
            QCOMPARE(chart.xNumbers, widgets::AxisNumbers::PowersOfTwo);
        // No mark lies on the frame, which would cut it in half.
        QVERIFY(*speed.yMinimum < 0 && *efficiency.yMinimum < 0 && *efficiency.yMaximum > 100);
        widgets::LineChart shown;
        shown.setData(speed);
        QVERIFY2(shown.readout(2).startsWith(speed.xTitle + QStringLiteral("\t4\n")), qPrintable(shown.readout(2)));
    }
};

QTEST_MAIN(ScalingPanelTest)
#include "scaling_panel_test.moc"
