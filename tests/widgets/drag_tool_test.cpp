#include "tests/widgets/test_films.h"
#include "widgets/drag_tool.h"

#include <QTest>

#include <cmath>

using namespace roentgen::widgets;

namespace {

const QSizeF View(640, 480); // device pixels
constexpr double PixelRatio = 2;
const QPointF Pressed(100, 60);

Presentation chest() {
    Film film = makeFilm(800, 400, PixelType::UInt16, [](int r, int c) { return r * 50 + c; });
    film.defaultWindow = {20000, 8000, {}};
    Presentation shown;
    shown.show(PreparedFilm::make(std::move(film)), false, View);
    return shown;
}

} // namespace

class DragToolTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aButtonHasItsTool_data();
    void aButtonHasItsTool();
    void everyToolWorksFromWhereItWasPressed();
    void thereIsNoToolWithoutAFilm();
};

void DragToolTest::aButtonHasItsTool_data() {
    QTest::addColumn<int>("button");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<int>("edited"); // -1: there is no tool
    QTest::newRow("left") << int(Qt::LeftButton) << int(Qt::NoModifier) << int(Edited::Window);
    QTest::newRow("middle") << int(Qt::MiddleButton) << int(Qt::NoModifier) << int(Edited::Placement);
    QTest::newRow("shift and left") << int(Qt::LeftButton) << int(Qt::ShiftModifier) << int(Edited::Placement);
    QTest::newRow("right") << int(Qt::RightButton) << int(Qt::NoModifier) << int(Edited::Placement);
    QTest::newRow("back") << int(Qt::BackButton) << int(Qt::NoModifier) << -1;
}

void DragToolTest::aButtonHasItsTool() {
    QFETCH(int, button);
    QFETCH(int, modifiers);
    QFETCH(int, edited);
    Presentation shown = chest();
    const auto tool =
        dragToolFor(Qt::MouseButton(button), Qt::KeyboardModifiers(modifiers), Pressed, shown, PixelRatio);
    QCOMPARE(tool != nullptr, edited >= 0);
    if (tool) {
        QCOMPARE(tool->setsWindow(), Edited(edited) == Edited::Window);
        QCOMPARE(int(tool->dragTo(Pressed, shown, View)), edited);
    }
}

// In two moves as in one.
void DragToolTest::everyToolWorksFromWhereItWasPressed() {
    Presentation shown = chest();
    const auto windowing = dragToolFor(Qt::LeftButton, {}, Pressed, shown, PixelRatio);
    windowing->dragTo(Pressed + QPointF(-300, 500), shown, View);
    windowing->dragTo(Pressed + QPointF(40, 30), shown, View);
    QCOMPARE(shown.window.width, 8000.0 + 800);
    QCOMPARE(shown.window.center, 20000.0 + 600);

    const QPointF before = shown.placement.transform().toView(QPointF(3, 4), View);
    const auto panning = dragToolFor(Qt::MiddleButton, {}, Pressed, shown, PixelRatio);
    panning->dragTo(Pressed + QPointF(7, 7), shown, View);
    panning->dragTo(Pressed + QPointF(20, -10), shown, View);
    const QPointF moved = shown.placement.transform().toView(QPointF(3, 4), View) - before;
    QVERIFY((moved - QPointF(20, -10) * PixelRatio).manhattanLength() < 1e-9);

    const double zoom = shown.placement.transform().zoom;
    const QPointF under = shown.placement.transform().toFilm(Pressed * PixelRatio, View);
    const auto zooming = dragToolFor(Qt::RightButton, {}, Pressed, shown, PixelRatio);
    zooming->dragTo(Pressed + QPointF(0, 50), shown, View);
    zooming->dragTo(Pressed + QPointF(0, -100), shown, View);
    QVERIFY(std::abs(shown.placement.transform().zoom - zoom * std::exp(0.6)) < 1e-12);
    QVERIFY((shown.placement.transform().toFilm(Pressed * PixelRatio, View) - under).manhattanLength() < 1e-9);
}

void DragToolTest::thereIsNoToolWithoutAFilm() {
    QVERIFY(!dragToolFor(Qt::LeftButton, {}, Pressed, Presentation(), PixelRatio));
}

QTEST_APPLESS_MAIN(DragToolTest)
#include "drag_tool_test.moc"
