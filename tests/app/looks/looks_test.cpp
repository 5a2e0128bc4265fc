// Looks at every page and dialog in three languages and two themes, at 1280 x 800, and a second time at 2560 x 1600 and
// 200 % (the program is registered twice: looks_test, and looks_at_200_percent with QT_SCALE_FACTOR=2). The pictures
// stay in the build's folder looks/.
#include "app/language.h"
#include "app/main_window.h"
#include "app/session.h"
#include "tests/app/looks/keyboard_rules.h"
#include "tests/app/looks/layout_rules.h"
#include "tests/app/looks/looks_workspace.h"
#include "tests/app/looks/scenes.h"
#include "tests/app/looks/stage.h"
#include "tests/app/looks/text_rules.h"
#include "tests/app/looks/word_rules.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QHash>
#include <QPixmap>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

#include <memory>

using namespace roentgen::app;
using namespace roentgen::test;
using roentgen::widgets::Theme;
using roentgen::widgets::ThemeMode;

namespace {

constexpr QSize Smallest(1280, 800);
const QString PicturesFolder = QStringLiteral(ROENTGEN_BIN_DIR "/../looks/");

// Says each fault once, however many pictures have it; how many there are.
int tell(const Faults& faults) {
    QStringList lines;
    for (const Fault& fault : faults)
        if (!lines.contains(fault.line()))
            lines << fault.line();
    for (const QString& line : std::as_const(lines))
        qWarning("%s", qPrintable(line));
    return int(lines.size());
}

// A picture of one colour shows nothing.
bool hasContent(const QImage& picture) {
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 7)
        for (int x = 0; x < picture.width(); x += 7)
            colours << picture.pixel(x, y);
    return colours.size() > 12;
}

struct Colours {
    QSet<QRgb> striking; // of texts, and of what covers more than the edges of letters do
    QSet<QRgb> all;
};

void addColours(QWidget* shown, Colours& colours) {
    constexpr int Striking = 60; // pixels
    QHash<QRgb, int> counts;
    const QImage picture = shown->grab().toImage();
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            ++counts[picture.pixel(x, y)];
    for (auto colour = counts.begin(); colour != counts.end(); ++colour) {
        colours.all << colour.key();
        if (*colour >= Striking)
            colours.striking << colour.key();
    }
    for (const PaintedText& text : paintedTexts(shown)) {
        colours.all << text.colour.rgb();
        colours.striking << text.colour.rgb();
    }
}

} // namespace

class LooksTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWorkspace> m_emptySpace, m_space; // the settings are those of the one that is made last
    std::unique_ptr<MainWindow> m_emptyWindow, m_window;

    void makeWindow(const QString& language) {
        m_window.reset();
        m_emptyWindow.reset();
        m_space->preferences.setLanguage(language);
        installLanguage(language);
        m_emptyWindow = std::make_unique<MainWindow>(m_emptySpace->context);
        m_emptyWindow->resize(Smallest);
        m_window = std::make_unique<MainWindow>(m_space->context);
        m_window->resize(Smallest);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QCOMPARE(m_window->size(), Smallest);
    }

    void chooseTheme(ThemeMode mode) {
        m_space->preferences.setTheme(mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
        Theme::instance().apply(mode);
    }

    // Returns a fault for every scene that did not come up.
    Faults play(const std::function<void(QWidget*, const QString& scene)>& look) {
        Faults missing;
        const auto takeMissing = [&missing](const QString& scene) {
            for (const QString& why : takeMissingScenes())
                missing << Fault{QStringLiteral("missing"), scene, why};
        };
        for (const auto& scenes : {pageScenes(), dialogScenes()})
            for (const Scene& scene : scenes) {
                int looks = 0;
                scene.play(*m_window, [&](QWidget* shown) {
                    look(shown, scene.name);
                    ++looks;
                });
                if (looks == 0)
                    sceneIsMissing(QStringLiteral("nothing was looked at"));
                takeMissing(scene.name);
            }
        m_emptyWindow->show(); // what a page says while it has nothing yet
        for (const char* page : {"studies", "experiments", "runs", "review"}) {
            showSettled(*m_emptyWindow, page);
            look(m_emptyWindow.get(), QStringLiteral("empty-") + QLatin1String(page));
            takeMissing(QStringLiteral("empty-") + QLatin1String(page));
        }
        m_emptyWindow->hide();
        return missing;
    }

private Q_SLOTS:
    void initTestCase();
    void everyPictureIsRight_data();
    void everyPictureIsRight();
    void theKeyboardReachesEveryControl();
    void everyControlHasAName();
    void aSwitchedThemeIsThatOfAFreshStart();
    void cleanupTestCase() {
        m_window.reset();
        m_emptyWindow.reset();
    }
};

void LooksTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setCursorFlashTime(0); // pictures are compared
    m_emptySpace = std::make_unique<TestWorkspace>();
    QVERIFY(bool(prepareWorkspace(m_emptySpace->context.workspace)));
    m_space = std::make_unique<TestWorkspace>();
    const QString fault = makeLooksWorkspace(m_space->context);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QVERIFY(QDir().mkpath(PicturesFolder));
}

void LooksTest::everyPictureIsRight_data() {
    QTest::addColumn<QString>("language");
    for (const Language& language : languages())
        QTest::addRow("%s", qPrintable(language.code)) << language.code;
}

void LooksTest::everyPictureIsRight() {
    QFETCH(QString, language);
    chooseTheme(ThemeMode::Dark);
    makeWindow(language);
    Words words(language);
    Faults faults;
    QHash<QString, int> pictures;
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        chooseTheme(mode);
        faults += play([&](QWidget* shown, const QString& scene) {
            const QImage picture = shown->grab().toImage();
            const QString name =
                QStringLiteral("%1-%2-%3-%4")
                    .arg(scene, language, mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                    .arg(qRound(picture.devicePixelRatio() * 100));
            const int number = ++pictures[name];
            const QString file = number == 1 ? name : QStringLiteral("%1-%2").arg(name).arg(number);
            picture.save(PicturesFolder + file + QStringLiteral(".png"), "PNG", 80);
            const auto texts = paintedTexts(shown);
            Faults found = cutTexts(texts) + faintTexts(texts, picture) + misplacedWidgets(shown);
            if (language != QLatin1String("en"))
                found += words.leftInEnglish(shown, texts);
            if (texts.empty() || !hasContent(picture))
                found << Fault{QStringLiteral("empty"), pathOf(shown), QStringLiteral("nothing is to be seen")};
            for (Fault& fault : found)
                fault.where = scene + QStringLiteral(": ") + fault.where;
            faults += found;
        });
    }
    QCOMPARE(tell(faults), 0);
}

void LooksTest::theKeyboardReachesEveryControl() {
    chooseTheme(ThemeMode::Dark);
    makeWindow(QStringLiteral("en"));
    Faults faults;
    faults += play([&](QWidget* shown, const QString& scene) {
        for (Fault& fault : unreachedControls(shown)) {
            fault.where = scene + QStringLiteral(": ") + fault.where;
            faults << fault;
        }
    });
    QCOMPARE(tell(faults), 0);
}

void LooksTest::everyControlHasAName() {
    chooseTheme(ThemeMode::Dark);
    makeWindow(QStringLiteral("en"));
    Faults faults;
    faults += play([&](QWidget* shown, const QString&) { faults += namelessControls(shown); });
    QCOMPARE(tell(faults), 0);
}

// Every page in the light theme that was dark before, against the page of a window that was never dark: it has no text
// and no area in a colour that the other has not. (Their scroll bars and axes may stand elsewhere.)
void LooksTest::aSwitchedThemeIsThatOfAFreshStart() {
    const auto colours = [this](ThemeMode before) {
        chooseTheme(before);
        makeWindow(QStringLiteral("en"));
        const auto scenes = pageScenes();
        for (const Scene& scene : scenes)
            scene.play(*m_window, [](QWidget*) {});
        chooseTheme(ThemeMode::Light);
        QHash<QString, Colours> all;
        for (const Scene& scene : scenes)
            scene.play(*m_window, [&](QWidget* shown) { addColours(shown, all[scene.name]); });
        return all;
    };
    const auto switched = colours(ThemeMode::Dark), fresh = colours(ThemeMode::Light);
    const QStringList missing = takeMissingScenes();
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    QStringList left;
    for (auto scene = switched.begin(); scene != switched.end(); ++scene)
        for (const QRgb colour : scene->striking - fresh.value(scene.key()).all)
            if (colour != qRgb(0, 0, 0)) // behind a film in both themes, and there as soon as its thumbnail is
                left << QStringLiteral("%1: %2").arg(scene.key(), QColor(colour).name());
    QVERIFY2(left.isEmpty(), qPrintable(left.join(QLatin1Char('\n'))));
}

QTEST_MAIN(LooksTest)
#include "looks_test.moc"
