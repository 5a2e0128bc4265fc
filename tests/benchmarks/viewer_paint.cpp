// How long a paint of the viewer takes while the window is dragged: a 3000×4000 16-bit film in a view of 1920×1200,
// at zoom 1/4 (area means), 1 and 4, with and without a heatmap; and a change of zoom, a pan and the film's
// preparation. Prints one JSON object, milliseconds. Run it under Xvfb (-platform xcb) or offscreen.
#include "tests/widgets/test_films.h"
#include "widgets/image_view.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>

using namespace roentgen::widgets;

namespace {

constexpr int Rows = 4000, Columns = 3000, Paints = 400;

std::shared_ptr<const PreparedFilm> mammogramSized() {
    Film film = makeFilm(Rows, Columns, PixelType::UInt16,
                         [](int r, int c) { return (r * 7 + c * 5 + hashValue(r, c, 2000)) & 0x3fff; });
    film.defaultWindow = {8192, 16384, {}};
    film.rowSpacingMm = film.columnSpacingMm = 0.07;
    film.spacingSource = QStringLiteral("ImagerPixelSpacing");
    return PreparedFilm::make(std::move(film));
}

nlohmann::json quantiles(std::vector<double> milliseconds) {
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto at = [&](double q) { return milliseconds[size_t(q * double(milliseconds.size() - 1))]; };
    return {{"paints", milliseconds.size()},
            {"p50_ms", at(0.5)},
            {"p99_ms", at(0.99)},
            {"max_ms", milliseconds.back()},
            {"under_16.7_ms",
             double(std::count_if(milliseconds.begin(), milliseconds.end(), [](double ms) { return ms < 16.7; })) /
                 double(milliseconds.size())}};
}

// Time from the mouse event to the end of the paint that it causes, flushed to the window system.
nlohmann::json timeDrag(ImageView& view, Qt::MouseButton button, int paints) {
    const auto send = [&](QEvent::Type type, QPointF at) {
        QMouseEvent event(type, at, view.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : button, button,
                          {});
        QCoreApplication::sendEvent(&view, &event);
    };
    send(QEvent::MouseButtonPress, {900, 600});
    std::vector<double> times;
    for (int i = 0; i < paints + 5; ++i) {
        QElapsedTimer timer;
        timer.start();
        send(QEvent::MouseMove, {900.0 + (i * 13) % 211 - 100, 600.0 + (i * 7) % 163 - 80});
        view.repaint();
        if (i >= 5)
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        QCoreApplication::processEvents();
    }
    send(QEvent::MouseButtonRelease, {900, 600});
    return quantiles(times);
}

void setZoom(ImageView& view, double zoom) {
    ViewTransform transform = view.transform();
    transform.zoom = zoom;
    transform.center = {Columns / 2.0, Rows / 2.0};
    view.setTransform(transform);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    Theme::instance().apply(ThemeMode::Dark);
    QElapsedTimer timer;
    const auto film = mammogramSized();
    timer.start();
    {
        Film copy = makeFilm(1, 1, PixelType::UInt16, [](int, int) { return 0; });
        copy.rows = Rows;
        copy.columns = Columns;
        copy.bytes.resize(size_t(Rows) * Columns * 2);
        timer.restart();
        PreparedFilm::make(std::move(copy));
    }
    const double prepareMs = double(timer.nsecsElapsed()) / 1e6;

    ImageView view;
    view.setWindowFlag(Qt::FramelessWindowHint);
    view.resize(1920, 1200);
    view.setFilm(film);
    view.setCornerText(
        {{QStringLiteral("Patient 4711"), QStringLiteral("2026-11-20")}, {QStringLiteral("R CC")}, false});
    view.show();
    QCoreApplication::processEvents();

    nlohmann::json result = {{"benchmark", "viewer_paint"},
                             {"film", {Rows, Columns}},
                             {"view", {view.width(), view.height()}},
                             {"platform", QGuiApplication::platformName().toStdString()},
                             {"threads", QThread::idealThreadCount()},
                             {"prepare_ms", prepareMs}};
    for (const auto& [name, zoom] : {std::pair("0.25", 0.25), std::pair("1", 1.0), std::pair("4", 4.0)}) {
        setZoom(view, zoom);
        result["window_drag"][name] = timeDrag(view, Qt::LeftButton, Paints);
    }
    view.setHeatmap(Heatmap{7, 7, std::vector<float>(49, 1.0f), QRectF(0, 0, 1, 1), QStringLiteral("Mass")});
    for (const auto& [name, zoom] : {std::pair("0.25", 0.25), std::pair("1", 1.0), std::pair("4", 4.0)}) {
        setZoom(view, zoom);
        result["window_drag_with_heatmap"][name] = timeDrag(view, Qt::LeftButton, Paints);
    }
    view.setHeatmap({});
    for (const auto& [name, zoom] : {std::pair("0.25", 0.25), std::pair("1", 1.0), std::pair("4", 4.0)}) {
        setZoom(view, zoom);
        result["pan"][name] = timeDrag(view, Qt::MiddleButton, 100);
    }
    setZoom(view, 0.5);
    result["zoom_drag"] = timeDrag(view, Qt::RightButton, 100);
    std::puts(result.dump(2).c_str());
    return EXIT_SUCCESS;
}
