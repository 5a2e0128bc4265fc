// What a move of the Runs page's smoothing slider costs with 24 runs of 100,000 steps: on the follower's thread, and on
// the GUI's up to the painted charts, milliseconds (median of the moves). Prints JSON. smoothing_speed [RUNS] [STEPS].
// Run it under Xvfb (-platform xcb) or offscreen.
#include "app/runs/chart_grid.h"
#include "widgets/theme.h"

#include <QApplication>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <random>

using namespace roentgen;
using namespace roentgen::app;

namespace {

// As RunMetricMaker makes them of a run of one rank.
RunMetrics metricsOf(int run, int steps) {
    std::mt19937 random(unsigned(run + 1));
    std::normal_distribution<double> noise;
    RunMetrics metrics;
    const auto add = [&](const char* key, RunChart chart, RunMetric::Shown shown, bool isSmoothed, int points) {
        RunMetric metric;
        metric.key = metric.series.name = QLatin1String(key);
        metric.chart = chart;
        metric.shown = shown;
        metric.isSmoothed = isSmoothed;
        metric.leads = metric.key != QLatin1String("val_loss");
        for (int i = 1; i <= points; ++i) {
            const double x = double(i) * steps / points;
            metric.series.points.append({x, std::exp(-x / steps) + 0.1 * run / 24 + 0.05 * noise(random)});
        }
        metric.series.smoothing = isSmoothed ? 0.8 : 0;
        widgets::prepareSeries(metric.series);
        metrics.append(metric);
    };
    using Shown = RunMetric::Shown;
    add("train_loss", RunChart::Loss, Shown::Both, true, steps);
    add("val_loss", RunChart::Loss, Shown::Both, false, 50);
    add("mean_auc", RunChart::Metrics, Shown::Both, false, 50);
    add("images_per_second", RunChart::ImagesPerSecond, Shown::Both, true, steps);
    add("learning_rate", RunChart::LearningRate, Shown::Both, false, steps);
    add("gradient_norm", RunChart::GradientNorm, Shown::Both, true, steps);
    for (const char* stage : {"read", "decode", "augment", "wait", "compute"})
        add(stage, RunChart::Stages, Shown::Alone, true, steps);
    add("seconds_step", RunChart::Stages, Shown::Compared, true, steps);
    return metrics;
}

// Other programs do not count.
double threadMilliseconds() {
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + long(values.size() / 2), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    widgets::Theme::instance();
    const int count = argc > 1 ? std::atoi(argv[1]) : 24, steps = argc > 2 ? std::atoi(argv[2]) : 100000;
    QVector<DrawnRun> runs;
    for (int run = 0; run < count; ++run)
        runs.append({QStringLiteral("run %1").arg(run), run, RunState::Finished, true, headlineOfProtocol1(),
                     metricsOf(run, steps)});
    ChartGrid grid;
    grid.resize(900, 680);
    grid.show(RunChartMaker(runs, ChartAxis::Step).make());
    grid.QWidget::show();
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    std::vector<double> smoothing, making, showing, painting;
    double begun = 0;
    const auto take = [&begun](std::vector<double>& times) {
        times.push_back(threadMilliseconds() - begun);
        begun = threadMilliseconds();
    };
    for (int move = 0; move < 9; ++move) {
        begun = threadMilliseconds();
        for (DrawnRun& run : runs)
            smoothAnew(run.metrics, 0.5 + move * 0.05, count < 2);
        take(smoothing);
        const RunCharts charts = RunChartMaker(runs, ChartAxis::Step).make();
        take(making);
        grid.show(charts);
        take(showing);
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents();
        }
        take(painting);
    }
    const nlohmann::json result = {{"runs", count},
                                   {"steps", steps},
                                   {"follower_smoothing_ms", median(smoothing)},
                                   {"follower_charts_ms", median(making)},
                                   {"gui_showing_ms", median(showing)},
                                   {"gui_painting_ms", median(painting)}};
    std::printf("%s\n", result.dump(2).c_str());
    return 0;
}
