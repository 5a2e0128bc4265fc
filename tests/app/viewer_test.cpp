#include "app/engine_service.h"
#include "app/viewer.h"
#include "widgets/chest_wall.h"
#include "widgets/theme.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

using namespace roentgen;
using namespace roentgen::app;
using widgets::ImageView;
using widgets::Side;

class ViewerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsTheChosenImage();
    void arrowsStepAndStopAtTheEnds();
    void whatCannotBeShownIsSaidInWords_data();
    void whatCannotBeShownIsSaidInWords();
    void theNextImageIsThereAlready();
    void everyImageStartsWithItsOwnWindow();
    void surplusRequestsAreCancelled();
    void whatHangsBesideWhat_data();
    void whatHangsBesideWhat();
    void chestWallsMeetInTheMiddle();
    void besideFollowsWindowAndZoom();
    void framesScrollWithTheWheelAndKeepTheZoom();
    void cineGoesRoundAndStopsWithItsKey();
    void escapeClosesAndTHidesTheTools();
    void theSignForMoreToolsIsNotCut();
    void decodedFilesAreRemoved();

private:
    bool settle() {
        return QTest::qWaitFor([this] { return m_viewer->isSettled(); }, 30000);
    }
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<EngineService> m_service;
    std::unique_ptr<Viewer> m_viewer;
};

void ViewerTest::init() {
    widgets::Theme::instance().apply(widgets::ThemeMode::Dark);
    m_scratch = std::make_unique<QTemporaryDir>();
    m_service = std::make_unique<EngineService>(QStringLiteral(FAKE_WORKER), QStringList{m_scratch->path()});
    AppContext context;
    context.dataService = m_service.get();
    m_viewer = std::make_unique<Viewer>(context);
    m_viewer->setDescribe([](const QString& path) {
        StudyImage image;
        image.view = "CC";
        image.laterality = path.contains(QLatin1String("right"))  ? "R"
                           : path.contains(QLatin1String("left")) ? "L"
                                                                  : "";
        return image;
    });
    m_viewer->resize(900, 600);
    m_viewer->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_viewer.get()));
}

void ViewerTest::cleanup() {
    m_viewer.reset();
    m_service.reset();
}

void ViewerTest::showsTheChosenImage() {
    QSignalSpy changed(m_viewer.get(), &Viewer::currentChanged);
    m_viewer->open({QStringLiteral("/a.png"), QStringLiteral("/b.png")}, 1);
    QCOMPARE(m_viewer->currentPath(), QStringLiteral("/b.png"));
    QCOMPARE(changed.count(), 1);
    QVERIFY(settle());
    QVERIFY(m_viewer->view()->film());
    QCOMPARE(m_viewer->view()->film()->rows(), 60);
    QCOMPARE(m_viewer->view()->film()->valueAt(0, 0), 200.0);
}

void ViewerTest::arrowsStepAndStopAtTheEnds() {
    m_viewer->open({QStringLiteral("/a.png"), QStringLiteral("/b.png"), QStringLiteral("/c.png")}, 0);
    QTest::keyClick(m_viewer->view(), Qt::Key_Left);
    QCOMPARE(m_viewer->currentIndex(), 0);
    QTest::keyClick(m_viewer->view(), Qt::Key_Right);
    QTest::keyClick(m_viewer->view(), Qt::Key_Right);
    QTest::keyClick(m_viewer->view(), Qt::Key_Right);
    QCOMPARE(m_viewer->currentPath(), QStringLiteral("/c.png"));
    QTest::keyClick(m_viewer->view(), Qt::Key_Home);
    QCOMPARE(m_viewer->currentIndex(), 0);
}

void ViewerTest::whatCannotBeShownIsSaidInWords_data() {
    QTest::addColumn<QString>("path");
    for (const char* name : {"refused", "missing", "short", "nonsense", "crash"})
        QTest::newRow(name) << QStringLiteral("/%1.dcm").arg(QString::fromLatin1(name));
}

void ViewerTest::whatCannotBeShownIsSaidInWords() {
    QFETCH(QString, path);
    m_viewer->open({path});
    QVERIFY(settle());
    QVERIFY(!m_viewer->view()->film());
    QVERIFY2(m_viewer->view()->message().startsWith(QStringLiteral("Could not show ") + path.mid(1)),
             qPrintable(m_viewer->view()->message()));
    QVERIFY(m_viewer->view()->message().size() > path.size() + 25);
    m_viewer->open({QStringLiteral("/good.png")}); // and the next one is shown
    QVERIFY(settle());
    QVERIFY(m_viewer->view()->film());
}

void ViewerTest::theNextImageIsThereAlready() {
    m_viewer->open({QStringLiteral("/a.png"), QStringLiteral("/b.png"), QStringLiteral("/c.png")}, 0);
    QVERIFY(settle());
    QTRY_VERIFY_WITH_TIMEOUT(!m_viewer->isFetching(), 30000);
    QTest::keyClick(m_viewer->view(), Qt::Key_Right);
    QVERIFY(m_viewer->isSettled()); // without waiting
    QVERIFY(m_viewer->view()->film());
}

void ViewerTest::everyImageStartsWithItsOwnWindow() {
    m_viewer->open({QStringLiteral("/a.png"), QStringLiteral("/b.png")});
    QVERIFY(settle());
    QTest::keyClick(m_viewer->view(), Qt::Key_3);
    m_viewer->view()->zoomBy(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_viewer->isFetching(), 30000); // the next one is there
    QTest::keyClick(m_viewer->view(), Qt::Key_Right);
    QVERIFY(settle());
    QCOMPARE(m_viewer->view()->window().width, 256.0);
    QVERIFY(m_viewer->view()->isFitted());
}

void ViewerTest::surplusRequestsAreCancelled() {
    QStringList paths;
    for (int i = 0; i < 30; ++i)
        paths << QStringLiteral("/slow%1.png").arg(i);
    paths << QStringLiteral("/quick.png");
    m_viewer->open(paths, 0);
    QTest::qWait(50);
    m_viewer->open({QStringLiteral("/quick.png")});
    QVERIFY(settle()); // a slow image that is not cancelled keeps the worker for minutes
    QVERIFY(m_viewer->view()->film());
}

void ViewerTest::whatHangsBesideWhat_data() {
    QTest::addColumn<QString>("first"); // view and side
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("backToBack");
    QTest::addColumn<bool>("swapped");
    QTest::newRow("left, right") << "CC L"
                                 << "CC R" << true << true;
    QTest::newRow("right, left") << "MLO R"
                                 << "MLO L" << true << false;
    QTest::newRow("other views") << "MLO L"
                                 << "CC R" << false << false;
    QTest::newRow("one side") << "CC L"
                              << "CC L" << false << false;
    QTest::newRow("no side") << "PA "
                             << "PA " << false << false;
    QTest::newRow("both sides on one") << "CC L"
                                       << "CC B" << false << false;
}

void ViewerTest::whatHangsBesideWhat() {
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, backToBack);
    QFETCH(bool, swapped);
    const auto imageOf = [](const QString& viewAndSide, const char* path) {
        StudyImage image;
        image.path = path;
        image.view = viewAndSide.section(QLatin1Char(' '), 0, 0).toStdString();
        image.laterality = viewAndSide.section(QLatin1Char(' '), 1).toStdString();
        return image;
    };
    const HungFilms hung = hangBeside(imageOf(first, "/first"), imageOf(second, "/second"));
    QCOMPARE(hung.hanging == Hanging::BackToBack, backToBack);
    QCOMPARE(hung.paths.first(), swapped ? QStringLiteral("/second") : QStringLiteral("/first"));
    QCOMPARE(hung.paths.last(), swapped ? QStringLiteral("/first") : QStringLiteral("/second"));
}

// The left breast was opened first and its film lies the wrong way round.
void ViewerTest::chestWallsMeetInTheMiddle() {
    m_viewer->openBeside(QStringLiteral("/left-right-wall.png"), QStringLiteral("/right.png"));
    // Both names say "right": the describer calls both R; so hang them by hand.
    m_viewer->setDescribe([](const QString& path) {
        StudyImage image;
        image.view = "MLO";
        image.laterality = path.startsWith(QLatin1String("/L")) ? "L" : "R";
        return image;
    });
    m_viewer->openBeside(QStringLiteral("/L-right-wall.png"), QStringLiteral("/R-left-wall.png"));
    QVERIFY(settle());
    QVERIFY(m_viewer->hanging() == Hanging::BackToBack);
    QCOMPARE(m_viewer->currentPath(), QStringLiteral("/R-left-wall.png")); // right breast on the left
    QTRY_VERIFY(m_viewer->view(1)->width() > 300);
    for (int pane = 0; pane < 2; ++pane) {
        ImageView* view = m_viewer->view(pane);
        const QSizeF size = view->deviceSize();
        const QRectF film = view->transform().toView(QRectF(QPointF(0, 0), view->filmSize()), size);
        // The bright half (tissue) touches the line where the views meet.
        const double meeting = pane == 0 ? size.width() : 0;
        QVERIFY(std::abs((pane == 0 ? film.right() : film.left()) - meeting) < 1e-6);
        const double wallColumn =
            view->transform().toFilm(QPointF(meeting + (pane == 0 ? -3 : 3), size.height() / 2), size).x();
        QCOMPARE(view->film()->valueAt(30, int(wallColumn)), 200.0);
    }
    QCOMPARE(m_viewer->view(0)->transform().zoom, m_viewer->view(1)->transform().zoom);
}

void ViewerTest::besideFollowsWindowAndZoom() {
    m_viewer->open({QStringLiteral("/a.png"), QStringLiteral("/b.png")});
    QTest::keyClick(m_viewer->view(), Qt::Key_S);
    QVERIFY(m_viewer->isBeside());
    QVERIFY(settle());
    QTest::keyClick(m_viewer->view(0), Qt::Key_3);
    QVERIFY(m_viewer->view(0)->window() == m_viewer->view(1)->window());
    QTest::keyClick(m_viewer->view(0), Qt::Key_I);
    QVERIFY(m_viewer->view(1)->window().inverted);
    m_viewer->view(0)->zoomBy(2);
    QCOMPARE(m_viewer->view(1)->transform().zoom, m_viewer->view(0)->transform().zoom);
    QTest::mousePress(m_viewer->view(1), Qt::MiddleButton, {}, {100, 100});
    QTest::mouseMove(m_viewer->view(1), {130, 90});
    QTest::mouseRelease(m_viewer->view(1), Qt::MiddleButton, {}, {130, 90});
    QVERIFY(QLineF(m_viewer->view(0)->transform().center, m_viewer->view(1)->transform().center).length() < 1e-6);
    QTest::keyClick(m_viewer->view(0), Qt::Key_S);
    QVERIFY(!m_viewer->isBeside());
}

void ViewerTest::framesScrollWithTheWheelAndKeepTheZoom() {
    m_viewer->open({QStringLiteral("/stack.dcm")});
    QVERIFY(settle());
    m_viewer->view()->zoomBy(2);
    const auto transform = m_viewer->view()->transform();
    Q_EMIT m_viewer->view()->frameRequested(1);
    QVERIFY(settle());
    QVERIFY(m_viewer->view()->film());
    QVERIFY(m_viewer->view()->transform() == transform);
}

void ViewerTest::cineGoesRoundAndStopsWithItsKey() {
    m_viewer->open({QStringLiteral("/single.dcm"), QStringLiteral("/stack.dcm")});
    QVERIFY(settle());
    QTest::keyClick(m_viewer->view(), Qt::Key_C);
    QVERIFY(!m_viewer->isCine()); // one frame alone does not play
    m_viewer->showNext(1);
    QVERIFY(settle());
    QSignalSpy frames(m_viewer.get(), &Viewer::frameChanged);
    QTest::keyClick(m_viewer->view(), Qt::Key_C);
    QTRY_VERIFY_WITH_TIMEOUT(frames.count() >= 4, 30000);
    QCOMPARE(frames.at(0).at(0).toInt(), 1);
    QCOMPARE(frames.at(1).at(0).toInt(), 2);
    QCOMPARE(frames.at(2).at(0).toInt(), 0);
    QTest::keyClick(m_viewer->view(), Qt::Key_C);
    QVERIFY(!m_viewer->isCine());
}

void ViewerTest::escapeClosesAndTHidesTheTools() {
    m_viewer->open({QStringLiteral("/a.png")});
    QWidget* tools = m_viewer->findChild<QWidget*>(QStringLiteral("viewerTools"));
    QVERIFY(tools->isVisible());
    QTest::keyClick(m_viewer->view(), Qt::Key_T);
    QVERIFY(!tools->isVisible());
    QTest::keyClick(m_viewer->view(), Qt::Key_T);
    QVERIFY(tools->isVisible());
    QSignalSpy closed(m_viewer.get(), &Viewer::closed);
    QTest::keyClick(m_viewer->view(), Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

void ViewerTest::theSignForMoreToolsIsNotCut() {
    widgets::Theme::instance().apply(widgets::ThemeMode::Dark); // with the window's style
    m_viewer->resize(420, 600);
    auto* tools = m_viewer->findChild<QToolBar*>(QStringLiteral("viewerTools"));
    auto* more = tools->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button"));
    QTRY_VERIFY(more->isVisible());
    QVERIFY2(more->width() >= tools->iconSize().width() + 4, qPrintable(QString::number(more->width())));
    QVERIFY(tools->rect().contains(more->geometry()));
}

void ViewerTest::decodedFilesAreRemoved() {
    m_viewer->open({QStringLiteral("/a.png"), QStringLiteral("/b.png"), QStringLiteral("/c.png")});
    QVERIFY(settle());
    QTRY_VERIFY_WITH_TIMEOUT(QDir(m_scratch->path()).isEmpty(), 30000);
}

QTEST_MAIN(ViewerTest)
#include "viewer_test.moc"
