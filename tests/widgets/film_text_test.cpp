// What is printed over a film: readable on any film, nothing over anything else, the mark beside the tissue.
#include "tests/widgets/test_films.h"
#include "widgets/image_view.h"
#include "widgets/theme.h"

#include <QTest>

#include <cmath>

using namespace roentgen::widgets;

namespace {

QString text(const char* words) {
    return QString::fromLatin1(words);
}

// WCAG 2.1: relative luminance of an sRGB colour.
double luminance(const QColor& color) {
    const auto linear = [](double s) { return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

CornerText longText() {
    CornerText corner;
    corner.topLeft = {text("Magdalena-Wilhelmine Obermoser · Patient 00012345-6789 · F · aged 81"), text("2026-01-02"),
                      text("a_rather_long_file_name_of_a_film_of_1024_pixels.dcm"), text("Pleural Thickening, Mass")};
    corner.topRight = {text("R MLO"), text("MG"), text("MAMMOGRAPHY SCREENING BILATERAL, FOUR VIEWS")};
    corner.researchUseOnly = true;
    return corner;
}

} // namespace

class FilmTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_view.reset(); }
    void isReadableOnEveryGrey_data();
    void isReadableOnEveryGrey();
    void darkensNothingOnADarkFilm();
    void nothingPrintsOverAnything_data();
    void nothingPrintsOverAnything();
    void theMarkStandsBesideTheTissue_data();
    void theMarkStandsBesideTheTissue();
    void boxNamesKeepClearOfTheText();

private:
    const FilmTextBlock* blockOf(const char* firstLine) const;
    QImage painted() { return m_view->grab().toImage(); }
    std::unique_ptr<ImageView> m_view;
};

void FilmTextTest::init() {
    Theme::instance().apply(ThemeMode::Dark);
    m_view = std::make_unique<ImageView>();
    m_view->resize(640, 480);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

const FilmTextBlock* FilmTextTest::blockOf(const char* firstLine) const {
    for (const FilmTextBlock& block : m_view->printed().blocks())
        if (block.lines.first() == text(firstLine))
            return &block;
    return nullptr;
}

void FilmTextTest::isReadableOnEveryGrey_data() {
    QTest::addColumn<int>("grey");
    for (const int grey : {0, 60, 97, 128, 200, 255})
        QTest::addRow("%d", grey) << grey;
}

void FilmTextTest::isReadableOnEveryGrey() {
    QFETCH(int, grey);
    m_view->setFilm(prepare(480, 640, PixelType::UInt8, [grey](int, int) { return grey; }));
    m_view->setCornerText(longText());
    const QImage image = painted();
    QVERIFY(m_view->printed().blocks().size() >= 4);
    for (const FilmTextBlock& block : m_view->printed().blocks()) {
        const QColor behind = image.pixelColor(block.rect.left() + 1, block.rect.center().y());
        const double measured = contrast(color(Role::ImageText), behind);
        QVERIFY2(measured >= 4.5, qPrintable(block.lines.first() + QStringLiteral(": ") + QString::number(measured)));
        int brightest = 0; // the letters are there
        for (int x = block.rect.left(); x < block.rect.right(); ++x)
            for (int y = block.rect.top(); y < block.rect.bottom(); ++y)
                brightest = std::max(brightest, image.pixelColor(x, y).green());
        QVERIFY(brightest > 200);
    }
}

void FilmTextTest::darkensNothingOnADarkFilm() {
    m_view->setFilm(prepare(480, 640, PixelType::UInt8, [](int, int) { return 90; }));
    m_view->setCornerText(longText());
    const QImage image = painted();
    for (const FilmTextBlock& block : m_view->printed().blocks())
        QCOMPARE(image.pixelColor(block.rect.left() + 1, block.rect.center().y()), QColor(90, 90, 90));
}

void FilmTextTest::nothingPrintsOverAnything_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(320, 240), QSize(420, 700), QSize(628, 660), QSize(1200, 800), QSize(2400, 1500)})
        QTest::addRow("%d x %d", size.width(), size.height()) << size;
}

void FilmTextTest::nothingPrintsOverAnything() {
    QFETCH(QSize, size);
    m_view->resize(size);
    Film film = makeFilm(1000, 800, PixelType::UInt8, [](int r, int c) { return (r + c) % 256; });
    film.columnSpacingMm = film.rowSpacingMm = 0.2;
    film.spacingSource = text("ImagerPixelSpacing");
    m_view->setFilm(PreparedFilm::make(std::move(film)));
    m_view->setStack(3, 40);
    m_view->setCornerText(longText());
    m_view->setHeatmap(Heatmap{1, 2, {1, 3}, QRectF(0, 0, 1, 1), text("Pleural Thickening")});
    QTest::mouseMove(m_view.get(), QPoint(size.width() / 2, size.height() / 2)); // the pointer's values, too
    painted();
    const std::vector<QRect> places = m_view->printed().taken();
    QVERIFY(places.size() >= (size.width() < 400 ? 3u : 5u));
    for (size_t i = 0; i < places.size(); ++i) {
        QVERIFY(m_view->rect().contains(places[i]));
        for (size_t k = 0; k < i; ++k)
            QVERIFY2(!places[i].intersects(places[k]), qPrintable(QStringLiteral("%1 and %2").arg(k).arg(i)));
    }
    QVERIFY(blockOf("Research use only") != nullptr); // whatever else has no room
    QVERIFY(blockOf("R MLO") != nullptr);
}

void FilmTextTest::theMarkStandsBesideTheTissue_data() {
    QTest::addColumn<bool>("tissueLeft");
    QTest::addColumn<bool>("tissueRight");
    QTest::addColumn<bool>("inverted");
    QTest::addColumn<bool>("atTheRight");
    QTest::newRow("chest wall at the left") << true << false << false << true;
    QTest::newRow("chest wall at the right") << false << true << false << false;
    QTest::newRow("the same inverted") << false << true << true << false;
    QTest::newRow("tissue everywhere") << true << true << false << true;
}

void FilmTextTest::theMarkStandsBesideTheTissue() {
    QFETCH(bool, tissueLeft);
    QFETCH(bool, tissueRight);
    QFETCH(bool, inverted);
    m_view->setFilm(prepare(480, 640, PixelType::UInt8,
                            [=](int, int c) { return (c < 260 && tissueLeft) || (c > 380 && tissueRight) ? 150 : 6; }));
    CornerText corner;
    corner.topLeft = {text("Patient 7"), text("7.dcm")};
    corner.topRight = {text("R CC"), text("MG")};
    m_view->setCornerText(corner);
    m_view->setInverted(inverted);
    painted();
    const FilmTextBlock* mark = blockOf("R CC");
    QVERIFY(mark != nullptr);
    QTEST(mark->rect.center().x() > 320, "atTheRight");
}

void FilmTextTest::boxNamesKeepClearOfTheText() {
    m_view->setFilm(prepare(480, 640, PixelType::UInt8, [](int, int) { return 0; }));
    CornerText corner;
    corner.topLeft = {text("Patient 7"), text("7.dcm")};
    m_view->setCornerText(corner);
    const QImage before = painted();
    const FilmTextBlock* block = blockOf("Patient 7");
    QVERIFY(block != nullptr);
    const QRect place = block->rect;
    m_view->setBoxes({{QRectF(4, 30, 300, 300), text("Nodule"), 0}});
    const QImage after = painted();
    int changed = 0; // a frame runs through it, a name's plate would change most of it
    for (int x = place.left(); x < place.right(); ++x)
        for (int y = place.top(); y < place.bottom(); ++y)
            changed += before.pixel(x, y) != after.pixel(x, y);
    QVERIFY2(changed < place.width() * place.height() / 3, qPrintable(QString::number(changed)));
}

QTEST_MAIN(FilmTextTest)
#include "film_text_test.moc"
