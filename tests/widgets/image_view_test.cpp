#include "tests/widgets/test_films.h"
#include "widgets/image_view.h"
#include "widgets/theme.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace roentgen::widgets;

namespace {

// Not square, larger than the view, its own window narrower than its values.
std::shared_ptr<const PreparedFilm> chestFilm() {
    Film film = makeFilm(800, 400, PixelType::UInt16, [](int r, int c) { return r * 50 + c; });
    film.defaultWindow = {20000, 8000, {}};
    return PreparedFilm::make(std::move(film));
}

} // namespace

class ImageViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_view.reset(); }
    void leftDragChangesWindowAndLevel();
    void leftDragNeverMakesTheWidthNegative();
    void middleDragMoves();
    void rightDragZoomsAroundThePointPressed();
    void wheelZoomsUnderTheMouse();
    void wheelScrollsAStack();
    void doubleClickSwitchesBetweenFitAndOneToOne();
    void keysDoWhatTheListSays();
    void pixelsAreTheWindowOfTheFilm_data();
    void pixelsAreTheWindowOfTheFilm();
    void boxesLieOnTheirFinding_data();
    void boxesLieOnTheirFinding();
    void pixelsAreAsHighAsTheirSpacing();
    void heatmapCoversItsAreaOnly();
    void showsWordsWhereThereIsNoFilm();
    void aDragWhoseFilmIsTakenAwayDoesNothing();
    void nextFilmStartsFittedWithItsOwnWindow();

private:
    void drag(Qt::MouseButton button, QPoint from, QPoint to);
    QRgb pixelAt(QPoint point) { return m_view->grab().toImage().pixel(point); }
    QRect filmRect() const;
    std::unique_ptr<ImageView> m_view;
};

void ImageViewTest::init() {
    Theme::instance().apply(ThemeMode::Dark);
    m_view = std::make_unique<ImageView>();
    m_view->resize(640, 480);
    m_view->setFilm(chestFilm());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void ImageViewTest::drag(Qt::MouseButton button, QPoint from, QPoint to) {
    QTest::mousePress(m_view.get(), button, {}, from);
    QMouseEvent move(QEvent::MouseMove, QPointF(to), m_view->mapToGlobal(QPointF(to)), Qt::NoButton, button, {});
    QCoreApplication::sendEvent(m_view.get(), &move);
    QTest::mouseRelease(m_view.get(), button, {}, to);
}

QRect ImageViewTest::filmRect() const {
    const QSizeF size = m_view->deviceSize();
    return m_view->transform().snapped(size).toView(QRectF(QPointF(0, 0), m_view->filmSize()), size).toRect();
}

void ImageViewTest::leftDragChangesWindowAndLevel() {
    QSignalSpy spy(m_view.get(), &ImageView::windowChanged);
    drag(Qt::LeftButton, {100, 100}, {140, 130});
    // 400 pixels are the default width: 40 right widens by a tenth, 30 down raises the centre by 30/400 of it.
    QCOMPARE(m_view->window().width, 8000.0 + 800);
    QCOMPARE(m_view->window().center, 20000.0 + 600);
    QVERIFY(spy.count() >= 1);
}

void ImageViewTest::leftDragNeverMakesTheWidthNegative() {
    drag(Qt::LeftButton, {600, 100}, {10, 100});
    QCOMPARE(m_view->window().width, 1.0);
    QVERIFY(!m_view->grab().isNull());
}

void ImageViewTest::middleDragMoves() {
    const QPointF before = m_view->transform().toView(QPointF(10, 20), m_view->deviceSize());
    drag(Qt::MiddleButton, {100, 100}, {155, 70});
    const QPointF after = m_view->transform().toView(QPointF(10, 20), m_view->deviceSize());
    QVERIFY(QLineF(after, before + QPointF(55, -30)).length() < 1e-6);
    QVERIFY(!m_view->isFitted());
}

void ImageViewTest::rightDragZoomsAroundThePointPressed() {
    const QPoint pressed(300, 200);
    const double zoom = m_view->transform().zoom;
    const QPointF film = m_view->transform().toFilm(pressed, m_view->deviceSize());
    drag(Qt::RightButton, pressed, {300, 100});
    QVERIFY(m_view->transform().zoom > zoom * 1.5);
    QVERIFY(QLineF(m_view->transform().toFilm(pressed, m_view->deviceSize()), film).length() < 1e-6);
}

void ImageViewTest::wheelZoomsUnderTheMouse() {
    const QPointF mouse(350, 100), film = m_view->transform().toFilm(mouse, m_view->deviceSize());
    const double zoom = m_view->transform().zoom;
    QWheelEvent wheel(mouse, m_view->mapToGlobal(mouse), {}, {0, 240}, {}, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view.get(), &wheel);
    QVERIFY(std::abs(m_view->transform().zoom - zoom * std::exp(0.4)) < 1e-9);
    QVERIFY(QLineF(m_view->transform().toFilm(mouse, m_view->deviceSize()), film).length() < 1e-6);
}

void ImageViewTest::wheelScrollsAStack() {
    m_view->setStack(3, 5);
    QSignalSpy frames(m_view.get(), &ImageView::frameRequested);
    const double zoom = m_view->transform().zoom;
    const auto wheel = [&](int delta, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(QPointF(300, 200), QPointF(300, 200), {}, {0, delta}, {}, modifiers, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(m_view.get(), &event);
    };
    wheel(-120, {});
    QCOMPARE(frames.takeFirst().at(0).toInt(), 4);
    wheel(120, {});
    QCOMPARE(frames.takeFirst().at(0).toInt(), 2);
    m_view->setStack(4, 5);
    wheel(-120, {});
    QVERIFY(frames.isEmpty()); // it stops at the end
    QCOMPARE(m_view->transform().zoom, zoom);
    wheel(120, Qt::ControlModifier);
    QVERIFY(m_view->transform().zoom > zoom);
}

void ImageViewTest::doubleClickSwitchesBetweenFitAndOneToOne() {
    QVERIFY(m_view->isFitted());
    QCOMPARE(m_view->transform().zoom, 480.0 / 800);
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {300, 300});
    QCOMPARE(m_view->transform().zoom, 1.0);
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {300, 300});
    QVERIFY(m_view->isFitted());
    QCOMPARE(m_view->transform().zoom, 480.0 / 800);
    m_view->resize(700, 600); // a fitted film stays fitted
    QCOMPARE(m_view->transform().zoom, 600.0 / 800);
}

void ImageViewTest::keysDoWhatTheListSays() {
    const WindowSetting first = m_view->window();
    QTest::keyClick(m_view.get(), Qt::Key_2);
    QVERIFY(m_view->window() != first);
    QTest::keyClick(m_view.get(), Qt::Key_1);
    QVERIFY(m_view->window() == first);
    QTest::keyClick(m_view.get(), Qt::Key_I);
    QVERIFY(m_view->window().inverted);
    QTest::keyClick(m_view.get(), Qt::Key_R);
    QCOMPARE(m_view->transform().quarterTurns, 1);
    QCOMPARE(m_view->transform().zoom, std::min(640.0 / 800, 480.0 / 400));
    QTest::keyClick(m_view.get(), Qt::Key_L);
    QTest::keyClick(m_view.get(), Qt::Key_L);
    QCOMPARE(m_view->transform().quarterTurns, 3);
    QTest::keyClick(m_view.get(), Qt::Key_H);
    QVERIFY(m_view->transform().mirroredLeftRight);
    QTest::keyClick(m_view.get(), Qt::Key_V);
    QVERIFY(m_view->transform().mirroredUpDown);
    QTest::keyClick(m_view.get(), Qt::Key_B);
    QVERIFY(!m_view->boxesVisible());
    QTest::keyClick(m_view.get(), Qt::Key_P);
    QCOMPARE(m_view->interpolation(), Interpolation::Nearest);
    QTest::keyClick(m_view.get(), Qt::Key_Space);
    QVERIFY(m_view->window() == first && m_view->isFitted() && m_view->transform().quarterTurns == 0 &&
            !m_view->transform().mirroredLeftRight && !m_view->transform().mirroredUpDown);
    QTest::keyClick(m_view.get(), Qt::Key_Question);
    QVERIFY(m_view->keyHelpVisible());
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!m_view->keyHelpVisible());
    QSignalSpy fullScreen(m_view.get(), &ImageView::fullScreenRequested);
    QTest::keyClick(m_view.get(), Qt::Key_F);
    QCOMPARE(fullScreen.count(), 1);
}

void ImageViewTest::pixelsAreTheWindowOfTheFilm_data() {
    QTest::addColumn<double>("zoom");
    QTest::addColumn<int>("turns");
    QTest::newRow("half, area means") << 0.5 << 0;
    QTest::newRow("one to one") << 1.0 << 0;
    QTest::newRow("one to one, turned") << 1.0 << 1;
    QTest::newRow("enlarged") << 4.0 << 0;
    QTest::newRow("enlarged, turned back") << 4.0 << 3;
}

// The film is a plane: its area means and its bilinear values are the plane's own value at the pixel's middle.
void ImageViewTest::pixelsAreTheWindowOfTheFilm() {
    QFETCH(double, zoom);
    QFETCH(int, turns);
    m_view->setCornerText({});
    QTest::keyClick(m_view.get(), Qt::Key_O);
    m_view->turn(turns);
    ViewTransform transform = m_view->transform();
    transform.zoom = zoom;
    transform.center = {200, 400};
    m_view->setTransform(transform);
    const QImage image = m_view->grab().toImage();
    const ViewTransform snapped = transform.snapped(m_view->deviceSize());
    const QRect shown = filmRect().intersected(m_view->rect()).adjusted(2, 2, -2, -2);
    QVERIFY(shown.width() > 100);
    for (int y = shown.top(); y < shown.bottom(); y += 23)
        for (int x = shown.left(); x < shown.right(); x += 17) {
            const QPointF film = snapped.toFilm(QPointF(x + 0.5, y + 0.5), m_view->deviceSize());
            const double value = (film.y() - 0.5) * 50 + film.x() - 0.5;
            const double brightness = std::clamp((value - 19999.5) / 7999 + 0.5, 0.0, 1.0);
            const int grey = qGreen(image.pixel(x, y));
            QVERIFY2(
                std::abs(grey - brightness * 255) <= 0.6,
                qPrintable(QStringLiteral("(%1, %2): %3, expected %4").arg(x).arg(y).arg(grey).arg(brightness * 255)));
        }
}

void ImageViewTest::boxesLieOnTheirFinding_data() {
    QTest::addColumn<int>("turns");
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("upright") << 0 << false;
    QTest::newRow("turned") << 1 << false;
    QTest::newRow("mirrored") << 0 << true;
}

// A white finding on black in a film that is not square: the frame runs around it, whatever the view does.
void ImageViewTest::boxesLieOnTheirFinding() {
    QFETCH(int, turns);
    QFETCH(bool, mirrored);
    const QRect finding(200, 500, 100, 60);
    m_view->setFilm(
        prepare(800, 400, PixelType::UInt8, [&](int r, int c) { return finding.contains(c, r) ? 255 : 0; }));
    m_view->setBoxes({{QRectF(finding), QStringLiteral("Nodule"), 0}});
    QTest::keyClick(m_view.get(), Qt::Key_O);
    m_view->turn(turns);
    if (mirrored)
        m_view->mirror(true, false);
    const QImage image = m_view->grab().toImage();
    const QSizeF size = m_view->deviceSize();
    const QRectF frame = m_view->transform().snapped(size).toView(QRectF(finding), size);
    QVERIFY(qGreen(image.pixel(frame.center().toPoint())) == 255);
    const QColor wanted = seriesColor(0);
    for (const QPointF point : {QPointF(frame.left(), frame.center().y()), QPointF(frame.right(), frame.center().y()),
                                QPointF(frame.center().x(), frame.bottom())}) {
        int nearest = 765;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const QColor got = image.pixelColor(int(point.x()) + dx, int(point.y()) + dy);
                nearest =
                    std::min(nearest, std::abs(got.red() - wanted.red()) + std::abs(got.green() - wanted.green()) +
                                          std::abs(got.blue() - wanted.blue()));
            }
        QVERIFY2(nearest < 60, qPrintable(QString::number(nearest)));
    }
}

void ImageViewTest::pixelsAreAsHighAsTheirSpacing() {
    for (const auto& [rowMm, shown] : {std::pair{0.2, 2.0}, std::pair{0.05, 0.5}, std::pair{1e4, 1.0}}) {
        Film film = makeFilm(100, 100, PixelType::UInt8, [](int, int) { return 100; });
        film.rowSpacingMm = rowMm;
        film.columnSpacingMm = 0.1;
        m_view->setFilm(PreparedFilm::make(film));
        const QRect place = filmRect();
        QVERIFY2(std::abs(double(place.height()) / place.width() - shown) < 0.05, qPrintable(QString::number(rowMm)));
    }
}

void ImageViewTest::heatmapCoversItsAreaOnly() {
    m_view->setFilm(prepare(800, 400, PixelType::UInt8, [](int, int) { return 100; }));
    QTest::keyClick(m_view.get(), Qt::Key_O);
    m_view->setHeatmap(Heatmap{1, 1, {3}, QRectF(0.5, 0.25, 0.5, 0.5), QStringLiteral("Mass")});
    m_view->setHeatmapOpacity(1);
    const QRect film = filmRect();
    const auto at = [&](double x, double y) {
        return pixelAt(QPoint(film.left() + int(x * film.width()), film.top() + int(y * film.height())));
    };
    QCOMPARE(at(0.25, 0.5), qRgb(100, 100, 100));
    QCOMPARE(at(0.75, 0.2), qRgb(100, 100, 100));
    QCOMPARE(at(0.75, 0.5), colorOf(ColorMap::Inferno, 1));
    m_view->setColorMap(ColorMap::Cividis);
    QCOMPARE(at(0.75, 0.5), colorOf(ColorMap::Cividis, 1));
    m_view->setHeatmapOpacity(0.5);
    QVERIFY(std::abs(qRed(at(0.75, 0.5)) - (100 + qRed(colorOf(ColorMap::Cividis, 1))) / 2) <= 2);
    m_view->setHeatmapVisible(false);
    QCOMPARE(at(0.75, 0.5), qRgb(100, 100, 100));
}

void ImageViewTest::showsWordsWhereThereIsNoFilm() {
    m_view->setFilm(nullptr);
    const QImage empty = m_view->grab().toImage();
    QCOMPARE(empty.pixel(5, 5), qRgb(0, 0, 0));
    m_view->setMessage(QStringLiteral("Could not show broken.dcm."));
    QVERIFY(m_view->grab().toImage() != empty);
    // No film, no harm.
    drag(Qt::LeftButton, {10, 10}, {50, 50});
    drag(Qt::RightButton, {10, 10}, {50, 50});
    for (const int key : {Qt::Key_1, Qt::Key_R, Qt::Key_Space, Qt::Key_Plus})
        QTest::keyClick(m_view.get(), Qt::Key(key));
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {300, 300});
}

// As when the next image is asked for by a key while a button is held.
void ImageViewTest::aDragWhoseFilmIsTakenAwayDoesNothing() {
    const auto move = [this](QPoint to) {
        QMouseEvent event(QEvent::MouseMove, QPointF(to), m_view->mapToGlobal(QPointF(to)), Qt::NoButton,
                          Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_view.get(), &event);
    };
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {100, 100});
    move({110, 110});
    m_view->setFilm(nullptr);
    move({120, 120});
    m_view->setFilm(chestFilm());
    move({140, 130}); // the next film is another one: this drag was not begun on it
    QCOMPARE(m_view->window().width, 8000.0);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {140, 130});
}

void ImageViewTest::nextFilmStartsFittedWithItsOwnWindow() {
    drag(Qt::LeftButton, {100, 100}, {140, 130});
    m_view->zoomBy(3);
    m_view->setFilm(prepare(400, 800, PixelType::UInt8, [](int, int) { return 1; }));
    QVERIFY(m_view->isFitted());
    QCOMPARE(m_view->window().center, 128.0);
    m_view->zoomBy(2);
    const ViewTransform transform = m_view->transform();
    m_view->setFilm(prepare(400, 800, PixelType::UInt8, [](int, int) { return 2; }), true); // the stack's next frame
    QVERIFY(m_view->transform() == transform);
}

QTEST_MAIN(ImageViewTest)
#include "image_view_test.moc"
