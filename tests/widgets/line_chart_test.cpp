#include "widgets/chart_legend.h"
#include "widgets/chart_readout.h"
#include "widgets/line_chart.h"
#include "widgets/series_look.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

#include <cmath>

using namespace roentgen::widgets;

namespace {

ChartSeries ramp(const QString& name, int count, double slope) {
    ChartSeries series;
    series.name = name;
    for (int i = 0; i < count; ++i)
        series.points.append({double(i), slope * i});
    return series;
}

ChartData chart(int seriesCount, int points = 101) {
    ChartData data;
    data.title = QStringLiteral("Loss");
    data.xTitle = QStringLiteral("step");
    data.decimals = 2;
    data.emptyText = QStringLiteral("Waiting for the first step");
    for (int i = 0; i < seriesCount; ++i) {
        data.series.append(ramp(QStringLiteral("series %1").arg(i), points, i + 1));
        data.series.last().colourSlot = i;
    }
    return data;
}

QWidget* plotOf(LineChart& chart) {
    return chart.childAt(chart.plotArea().center()); // the overlays let the mouse through
}

QPoint inPlot(LineChart& chart, const QPoint& position) {
    return plotOf(chart)->mapFrom(&chart, position);
}

QToolButton* resetButton(const LineChart& chart) {
    for (QToolButton* button : chart.findChildren<QToolButton*>())
        if (button->accessibleName() == QStringLiteral("Reset the zoom"))
            return button;
    return nullptr;
}

void drag(LineChart& chart, int pixels) {
    const QPoint from = inPlot(chart, chart.plotArea().center());
    QTest::mousePress(plotOf(chart), Qt::LeftButton, {}, from);
    QTest::mouseMove(plotOf(chart), from + QPoint(pixels / 2, 0));
    QTest::mouseMove(plotOf(chart), from + QPoint(pixels, 0));
    QTest::mouseRelease(plotOf(chart), Qt::LeftButton, {}, from + QPoint(pixels, 0));
}

void wheel(LineChart& chart, const QPoint& position, int delta) {
    QWidget* plot = plotOf(chart);
    const QPoint local = inPlot(chart, position);
    QWheelEvent event(local, plot->mapToGlobal(local), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(plot, &event);
}

} // namespace

class LineChartTest : public QObject {
    Q_OBJECT

    void show(LineChart& chart) {
        chart.resize(600, 360);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QTest::qWait(50); // layout and the queued replot
    }

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeMode::Dark); }

    void anEmptyChartSaysWhatItWaitsFor() {
        LineChart chart;
        ChartData data = ::chart(1, 0);
        chart.setData(data);
        show(chart);
        bool found = false;
        for (const QLabel* label : chart.findChildren<QLabel*>())
            found = found || (label->isVisible() && label->text() == data.emptyText);
        QVERIFY(found);
        QCOMPARE(chart.accessibleDescription(), data.emptyText);
    }

    void aChartOfNoSizeIsNotPainted() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("QPainter|Paint device")));
        QWidget window;
        window.resize(600, 360);
        LineChart chart(&window);
        chart.setGeometry(0, 0, 600, 360);
        chart.setData(::chart(2));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        for (const QSize& size : {QSize(0, 0), QSize(300, 0), QSize(0, 200), QSize(600, 360)}) {
            chart.resize(size);
            chart.setData(::chart(3));
            QTest::qWait(30); // the queued replot
        }
        QVERIFY(!chart.plotArea().isEmpty());
    }

    void wheelZoomsXAndDoubleClickOnTheAxisResets() {
        LineChart chart;
        chart.setData(::chart(2));
        show(chart);
        const double before = chart.range(Qt::Horizontal).upper - chart.range(Qt::Horizontal).lower;
        wheel(chart, chart.plotArea().center(), 120);
        QVERIFY(chart.range(Qt::Horizontal).upper - chart.range(Qt::Horizontal).lower < before);
        QVERIFY(chart.isZoomed());
        const QPoint axis(chart.plotArea().center().x(), chart.plotArea().bottom() + 8);
        QTest::mouseDClick(plotOf(chart), Qt::LeftButton, {}, inPlot(chart, axis));
        QVERIFY(!chart.isZoomed());
        QCOMPARE(chart.range(Qt::Horizontal).upper - chart.range(Qt::Horizontal).lower, before);
    }

    void dragPans() {
        LineChart chart;
        chart.setData(::chart(1));
        show(chart);
        wheel(chart, chart.plotArea().center(), 240);
        const double before = chart.range(Qt::Horizontal).lower;
        const QPoint from = inPlot(chart, chart.plotArea().center());
        QTest::mousePress(plotOf(chart), Qt::LeftButton, {}, from);
        QTest::mouseMove(plotOf(chart), from + QPoint(60, 0));
        QTest::mouseRelease(plotOf(chart), Qt::LeftButton, {}, from + QPoint(60, 0));
        QVERIFY2(chart.range(Qt::Horizontal).lower < before,
                 qPrintable(QString::number(chart.range(Qt::Horizontal).lower)));
    }

    void panningEndsWhereThePointsEnd() {
        LineChart chart;
        chart.setData(::chart(1));
        show(chart);
        const double lower = chart.range(Qt::Horizontal).lower, upper = chart.range(Qt::Horizontal).upper;
        drag(chart, 300);
        QCOMPARE(chart.range(Qt::Horizontal).lower, lower);
        QCOMPARE(chart.range(Qt::Horizontal).upper, upper);
        QVERIFY(!chart.isZoomed());
        wheel(chart, chart.plotArea().center(), 240);
        const double width = chart.range(Qt::Horizontal).upper - chart.range(Qt::Horizontal).lower;
        drag(chart, 5000);
        QVERIFY2(chart.range(Qt::Horizontal).lower >= lower - 1e-9,
                 qPrintable(QString::number(chart.range(Qt::Horizontal).lower)));
        QVERIFY(std::abs(chart.range(Qt::Horizontal).upper - chart.range(Qt::Horizontal).lower - width) < 1e-6);
        wheel(chart, chart.plotArea().center(), -2400);
        QVERIFY(!chart.isZoomed()); // all of it again, and no more than that
        QCOMPARE(chart.range(Qt::Horizontal).upper, upper);
    }

    void aButtonResetsTheZoomAndIsThereOnlyThen() {
        LineChart chart;
        chart.setData(::chart(1));
        show(chart);
        QToolButton* reset = resetButton(chart);
        QVERIFY(reset && !reset->isVisible());
        wheel(chart, chart.plotArea().center(), 120);
        QVERIFY(reset->isVisible());
        QSignalSpy wasReset(&chart, &LineChart::xReset);
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(!chart.isZoomed());
        QVERIFY(!reset->isVisible());
        QCOMPARE(wasReset.count(), 1);
    }

    void aSpikeDoesNotFlattenTheRestAndIsMarkedAtTheEdge() {
        LineChart chart;
        chart.setLocale(QLocale::c());
        ChartData data = ::chart(1, 500);
        for (QPointF& point : data.series[0].points)
            point.setY(0.5 + 0.25 * std::sin(point.x()));
        data.series[0].points[250].setY(1e20);
        data.series[0].smoothing = 0.8;
        data.decimals = -1;
        chart.setData(data);
        show(chart);
        QVERIFY2(chart.range(Qt::Vertical).upper < 1 && chart.range(Qt::Vertical).lower > 0,
                 qPrintable(QString::number(chart.range(Qt::Vertical).upper)));
        QCOMPARE(chart.drawn().outliers, 1);
        QVERIFY(chart.readout(250).endsWith(QStringLiteral("\t1e+20"))); // it is not hidden
        QVERIFY(chart.readout(251).contains(QStringLiteral("\t0.")));
        chart.setLogarithmic(Qt::Vertical, true);
        QVERIFY2(chart.range(Qt::Vertical).upper < 100, qPrintable(QString::number(chart.range(Qt::Vertical).upper)));
        QCOMPARE(chart.drawn().outliers, 1);
        chart.grab();
    }

    void marksThinOut() {
        LineChart chart;
        ChartData data = ::chart(1, 1000);
        data.series[0].dotted = true;
        chart.setData(data);
        show(chart);
        QVERIFY2(chart.drawn().marks > 20 && chart.drawn().marks <= 60,
                 qPrintable(QString::number(chart.drawn().marks)));
        data.series[0].points.resize(8);
        chart.setData(data);
        QCOMPARE(chart.drawn().marks, 8);
    }

    void aSinglePointIsSeen() {
        LineChart chart;
        ChartData data = ::chart(1, 2);
        data.series[0].points.remove(0);
        data.series[0].smoothing = 0.8;
        chart.setData(data);
        show(chart);
        QCOMPARE(chart.drawn().marks, 1);
        QVERIFY(chart.range(Qt::Horizontal).lower < 1 && chart.range(Qt::Horizontal).upper > 1);
        const QImage image = chart.grab(chart.plotArea()).toImage();
        int coloured = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                coloured += image.pixelColor(x, y) == seriesColour(data.series[0]);
        QVERIFY2(coloured >= 9, qPrintable(QString::number(coloured)));
    }

    void theReadoutStaysOverTheCharts() {
        QWidget window;
        window.resize(1100, 500);
        QWidget charts(&window);
        charts.setGeometry(200, 50, 600, 400);
        LineChart chart(&charts);
        chart.setGeometry(300, 0, 300, 400); // beside it stands the inspector
        chart.setData(::chart(12));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTest::qWait(50);
        for (const double x : {5.0, 50.0, 95.0}) {
            chart.setCrosshair(x);
            const auto* readout = window.findChild<ChartReadout*>();
            QVERIFY(readout && readout->isVisible());
            QVERIFY2(charts.geometry().contains(readout->geometry()), qPrintable(QString::number(x)));
        }
    }

    void doubleClickInTheChartAsksForMaximising() {
        LineChart chart;
        chart.setData(::chart(1));
        show(chart);
        QSignalSpy maximise(&chart, &LineChart::maximiseRequested);
        QTest::mouseDClick(plotOf(chart), Qt::LeftButton, {}, inPlot(chart, chart.plotArea().center()));
        QCOMPARE(maximise.count(), 1);
        QTest::keyClick(&chart, Qt::Key_Return);
        QCOMPARE(maximise.count(), 2);
    }

    void crosshairReadsOutEverySeries() {
        LineChart chart;
        chart.setLocale(QLocale::c());
        chart.setData(::chart(3));
        show(chart);
        QCOMPARE(chart.readout(40), QStringLiteral("step\t40\nseries 0\t40.00\nseries 1\t80.00\nseries 2\t120.00"));
        // Series with points of their own: all are read at one x, and what is none of their points says so.
        ChartData sparse = ::chart(2, 11);
        sparse.series[1].points = {{0, 0}, {5, 10}};
        sparse.series.append(ramp(QStringLiteral("late"), 0, 1));
        sparse.series[2].points = {{7, 1}, {9, 1}};
        chart.setData(sparse);
        QCOMPARE(chart.readout(3.2), QStringLiteral("step\t3.00\nseries 0\t3.00\nseries 1\t≈ 6.00\nlate\t–"));
        QCOMPARE(chart.readout(5), QStringLiteral("step\t5.00\nseries 0\t5.00\nseries 1\t10.00\nlate\t–"));
        chart.setData(::chart(3));
        QSignalSpy moved(&chart, &LineChart::crosshairMoved);
        const QPoint centre = inPlot(chart, chart.plotArea().center());
        QMouseEvent move(QEvent::MouseMove, centre, plotOf(chart)->mapToGlobal(centre), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier); // QTest's own moves the cursor, which not every platform has
        QApplication::sendEvent(plotOf(chart), &move);
        QCOMPARE(moved.count(), 1);
        QVERIFY(std::abs(chart.crosshair() - 51) < 2); // the middle of -2 … 102
    }

    void keysMoveTheCrosshairZoomAndReset() {
        LineChart chart;
        chart.setData(::chart(1));
        show(chart);
        QTest::keyClick(&chart, Qt::Key_Right);
        const double first = chart.crosshair();
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(chart.crosshair() > first);
        QTest::keyClick(&chart, Qt::Key_Plus);
        QVERIFY(chart.isZoomed());
        QTest::keyClick(&chart, Qt::Key_Home);
        QVERIFY(!chart.isZoomed());
        QTest::keyClick(&chart, Qt::Key_L);
        QVERIFY(chart.isLogarithmic(Qt::Vertical));
        QTest::keyClick(&chart, Qt::Key_L, Qt::ShiftModifier);
        QVERIFY(chart.isLogarithmic(Qt::Horizontal));
        QVERIFY(chart.range(Qt::Horizontal).lower > 0);
    }

    void namesStandAtTheLinesUpToSixAndInALegendBeyond() {
        LineChart few, many;
        few.setData(::chart(6));
        many.setData(::chart(7));
        show(few);
        show(many);
        QVERIFY(!few.findChild<ChartLegend*>()->isVisible());
        auto* legend = many.findChild<ChartLegend*>();
        QVERIFY(legend->isVisible());
        // A click on a name takes its line out of the chart and of what is read out.
        QTest::mouseClick(legend, Qt::LeftButton, {}, legend->entryRect(2).center());
        QVERIFY(!many.readout(10).contains(QStringLiteral("series 2")));
        QVERIFY(many.readout(10).contains(QStringLiteral("series 3")));
        // Where few are left the legend stays as long as it hides one: it alone brings that back.
        many.setData(::chart(4));
        QVERIFY(legend->isVisible());
        QTest::mouseClick(legend, Qt::LeftButton, {}, legend->entryRect(2).center());
        QVERIFY(many.readout(10).contains(QStringLiteral("series 2")));
        QVERIFY(!legend->isVisible());
        // A legend that would leave a low chart no plot stays away.
        many.setData(::chart(30));
        many.resize(220, 150);
        QTRY_VERIFY(!legend->isVisible() && many.plotArea().height() > 50);
    }

    void zoomingYIsTheChartsOwn() {
        LineChart lines;
        lines.setData(::chart(1));
        show(lines);
        QSignalSpy zoomed(&lines, &LineChart::xZoomed), wasReset(&lines, &LineChart::xReset);
        wheel(lines, QPoint(lines.plotArea().left() - 8, lines.plotArea().center().y()), 120);
        QVERIFY(lines.isZoomed());
        QCOMPARE(zoomed.count() + wasReset.count(), 0);
    }

    void aHundredThousandPointsAreDrawnAsFewAsTheWidthNeeds() {
        LineChart chart;
        ChartData data = ::chart(4, 100000);
        for (ChartSeries& series : data.series)
            series.smoothing = 0.9;
        show(chart);
        QElapsedTimer clock;
        clock.start();
        chart.setData(data);
        chart.grab();
        qInfo("4 series of 100,000 points, smoothed: set and painted in %lld ms", clock.elapsed());
        QVERIFY2(chart.drawn().points <= 8 * (4 * 600 + 8), qPrintable(QString::number(chart.drawn().points)));
        clock.restart();
        for (int i = 0; i < 10; ++i) {
            wheel(chart, chart.plotArea().center(), 120);
            chart.grab();
        }
        qInfo("zoomed and painted in %lld ms each", clock.elapsed() / 10);
        QVERIFY(chart.isZoomed());
    }

    // Only the smoothed lines are painted again then, and the rest is as if they had always been so.
    void anotherSmoothingIsDrawnAtOnce() {
        ChartData data = chart(8, 3000);
        for (ChartSeries& series : data.series)
            for (QPointF& point : series.points)
                point.ry() += 2000 * std::sin(point.x() * point.x());
        for (ChartSeries& series : data.series) {
            series.smoothing = 0.2;
            prepareSeries(series);
        }
        ChartData other = data;
        for (ChartSeries& series : other.series)
            smoothSeries(series, 0.95);
        LineChart moved, fresh;
        moved.setData(data);
        fresh.setData(other);
        show(moved);
        show(fresh);
        const auto pictureOf = [](LineChart& one) { return one.grab(one.plotArea()).toImage(); }; // without the focus
        for (LineChart* one : {&moved, &fresh})
            one->resetX(); // thinned for the axes' final place
        const QImage before = pictureOf(moved);
        moved.setData(other);
        QTRY_VERIFY(pictureOf(moved) != before);
        QCOMPARE(moved.readout(1500), fresh.readout(1500));
        QCOMPARE(moved.range(Qt::Vertical).upper, fresh.range(Qt::Vertical).upper);
        moved.resetX();
        QTRY_COMPARE(pictureOf(moved), pictureOf(fresh));
    }

    void newDataKeepsTheZoom() {
        LineChart chart;
        chart.setData(::chart(1));
        show(chart);
        wheel(chart, chart.plotArea().center(), 120);
        const double lower = chart.range(Qt::Horizontal).lower, upper = chart.range(Qt::Horizontal).upper;
        chart.setData(::chart(1, 120));
        QCOMPARE(chart.range(Qt::Horizontal).lower, lower);
        QCOMPARE(chart.range(Qt::Horizontal).upper, upper);
    }

    void followsTheThemeWhileItIsShown() {
        LineChart chart;
        chart.setData(::chart(1));
        show(chart);
        const QPoint corner = chart.plotArea().topRight() - QPoint(4, -4); // the line ends there only at the very top
        Theme::instance().apply(ThemeMode::Light);
        QTest::qWait(50);
        QCOMPARE(chart.grab().toImage().pixelColor(corner + QPoint(0, 30)), color(Role::Panel));
        Theme::instance().apply(ThemeMode::Dark);
        QTest::qWait(50);
        QCOMPARE(chart.grab().toImage().pixelColor(corner + QPoint(0, 30)), color(Role::Panel));
    }
};

QTEST_MAIN(LineChartTest)
#include "line_chart_test.moc"
