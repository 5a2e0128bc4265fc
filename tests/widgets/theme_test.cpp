#include "widgets/fonts.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace roentgen::widgets;

namespace {

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& c) {
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { Theme::instance().apply(ThemeMode::Dark); }
    void textIsReadable_data();
    void textIsReadable();
    void darkHasTheHandbooksColours();
    void imageBackgroundIsBlackInBoth();
    void styleSheetHasNoUnknownRoles();
    void figuresAreTabular();
    void fontWithoutTheFeatureIsRefused();
    void everyIconDraws();
    void iconsTakeTheColourOfTheirRole();
    void dialogsHaveOurIcons_data();
    void dialogsHaveOurIcons();
};

void ThemeTest::dialogsHaveOurIcons_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("role");
    QTest::newRow("question") << int(QMessageBox::Question) << int(Role::Accent);
    QTest::newRow("information") << int(QMessageBox::Information) << int(Role::Accent);
    QTest::newRow("warning") << int(QMessageBox::Warning) << int(Role::Warning);
    QTest::newRow("critical") << int(QMessageBox::Critical) << int(Role::Bad);
}

// A line icon has one colour; the stock ones are pictures of many.
void ThemeTest::dialogsHaveOurIcons() {
    QFETCH(int, kind);
    QFETCH(int, role);
    for (ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        Theme::instance().apply(mode);
        const QMessageBox box(QMessageBox::Icon(kind), QStringLiteral("title"), QStringLiteral("text"));
        const QImage shown = box.iconPixmap().toImage().convertToFormat(QImage::Format_ARGB32);
        int drawn = 0;
        for (int y = 0; y < shown.height(); ++y)
            for (int x = 0; x < shown.width(); ++x)
                if (const QColor pixel = shown.pixelColor(x, y); pixel.alpha() == 255) {
                    ++drawn;
                    QCOMPARE(pixel.rgb(), color(Role(role)).rgb());
                }
        QVERIFY(drawn > 20);
    }
}

void ThemeTest::textIsReadable_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("role");
    for (ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        for (Role role : {Role::Text, Role::Secondary, Role::Accent, Role::Good, Role::Warning, Role::Bad}) {
            QTest::addRow("%s %d", mode == ThemeMode::Dark ? "dark" : "light", int(role)) << int(mode) << int(role);
        }
    }
}

void ThemeTest::textIsReadable() {
    QFETCH(int, mode);
    QFETCH(int, role);
    Theme::instance().apply(ThemeMode(mode));
    for (Role background : {Role::Window, Role::Panel, Role::Raised}) {
        const double ratio = contrast(color(Role(role)), color(background));
        // The accents of the dark theme are the handbook's; "bad" stands at 4.2 on raised panels.
        QVERIFY2(
            ratio >= (Role(role) == Role::Bad && background == Role::Raised ? 4.0 : 4.5),
            qPrintable(
                QStringLiteral("%1 on %2: %3").arg(color(Role(role)).name(), color(background).name()).arg(ratio)));
    }
}

void ThemeTest::darkHasTheHandbooksColours() {
    Theme::instance().apply(ThemeMode::Dark);
    QCOMPARE(color(Role::Window).name(), QStringLiteral("#101418"));
    QCOMPARE(color(Role::Accent).name(), QStringLiteral("#4c9fe0"));
    QCOMPARE(QApplication::palette().color(QPalette::Window).name(), QStringLiteral("#101418"));
    QSignalSpy changed(&Theme::instance(), &Theme::changed);
    Theme::instance().apply(ThemeMode::Light);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(color(Role::Window).name(), QStringLiteral("#f5f6f8"));
}

void ThemeTest::imageBackgroundIsBlackInBoth() {
    for (ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        Theme::instance().apply(mode);
        QCOMPARE(color(Role::ImageBackground), QColor(Qt::black));
    }
}

void ThemeTest::styleSheetHasNoUnknownRoles() {
    for (ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        Theme::instance().apply(mode);
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
    }
}

void ThemeTest::figuresAreTabular() {
    const QFont body = font(Type::Body);
    QCOMPARE(body.pixelSize(), 13);
    QCOMPARE(font(Type::Number).pixelSize(), 22);
    if (QFontInfo(body).family() != fontFamilies().first()) {
        qInfo("Inter is not installed: the system's font is used");
        return;
    }
    const QFontMetricsF metrics(body);
    const double one = metrics.horizontalAdvance(QStringLiteral("1111"));
    for (char digit = '0'; digit <= '9'; ++digit) {
        QCOMPARE(metrics.horizontalAdvance(QString(4, QLatin1Char(digit))), one);
    }
}

void ThemeTest::fontWithoutTheFeatureIsRefused() {
    for (const QByteArray& bytes : {QByteArray(), QByteArray("OTTO"), QByteArray(64, '\xff'), QByteArray(4096, '\0')}) {
        QVERIFY(withTabularFigures(bytes, "Inter", "Rntgn").isEmpty());
    }
}

void ThemeTest::everyIconDraws() {
    const QDir icons(QStringLiteral(":/icons"));
    QVERIFY(icons.entryList().size() > 10);
    for (const QString& name : icons.entryList({QStringLiteral("*.svg")})) {
        const QImage image = icon(QFileInfo(name).completeBaseName()).pixmap(QSize(20, 20)).toImage();
        int drawn = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                drawn += image.pixelColor(x, y).alpha() > 64 ? 1 : 0;
            }
        }
        QVERIFY2(drawn > 4, qPrintable(name));
    }
}

void ThemeTest::iconsTakeTheColourOfTheirRole() {
    Theme::instance().apply(ThemeMode::Dark);
    const auto strongest = [](const QImage& image) {
        QColor found;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() == 255) {
                    found = image.pixelColor(x, y);
                }
            }
        }
        return found.name();
    };
    const QIcon table = icon(QStringLiteral("table"), Role::Secondary, Role::Accent);
    const QSize size(40, 40);
    QCOMPARE(strongest(table.pixmap(size, QIcon::Normal, QIcon::Off).toImage()), color(Role::Secondary).name());
    QCOMPARE(strongest(table.pixmap(size, QIcon::Normal, QIcon::On).toImage()), color(Role::Accent).name());
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
