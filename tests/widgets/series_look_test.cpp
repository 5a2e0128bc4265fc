// How the series of a chart look beside one another.
#include "widgets/chart_data.h"
#include "widgets/series_look.h"
#include "widgets/theme.h"

#include <QtTest>

#include <cstdlib>

using namespace roentgen::widgets;

class SeriesLookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noTwoSeriesDifferByAShadeAlone() {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            Theme::instance().apply(mode);
            for (int a = 0; a < 20; ++a) {
                for (int b = 0; b < a; ++b) {
                    ChartSeries one, other;
                    one.colourSlot = a;
                    other.colourSlot = b;
                    const int hues = std::abs(seriesColour(one).hsvHue() - seriesColour(other).hsvHue());
                    QVERIFY2(std::min(hues, 360 - hues) >= 10 || seriesStyle(one) != seriesStyle(other),
                             qPrintable(QStringLiteral("%1 and %2").arg(a).arg(b)));
                }
            }
        }
    }
};

QTEST_MAIN(SeriesLookTest)
#include "series_look_test.moc"
