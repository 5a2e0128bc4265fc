#include "app/language.h"
#include "app/main_window.h"
#include "app/page.h"
#include "app/session.h"
#include "tests/app/test_workspace.h"
#include "widgets/theme.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace roentgen::app;

class MainWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstPaintStartsNoWorker();
    void railHasAButtonForEveryPage();
    void shortcutsChangeThePage();
    void unknownPageIsRefused();
    void remainingPagesAreMadeWhenIdle();
    void navigatorReachesPagesThatWereNotMadeYet();
    void languageChangesInPlace();
    void themeChangesInPlace();
    void pagesGoBeforeWhatTheyHaveInTheHeader();
    void everyPageHasOneName_data();
    void everyPageHasOneName();
};

void MainWindowTest::firstPaintStartsNoWorker() {
    TestWorkspace space;
    MainWindow window(space.context);
    QSignalSpy painted(&window, &MainWindow::firstPainted);
    window.showPage(QStringLiteral("settings"));
    window.show();
    QTRY_COMPARE(painted.count(), 1);
    QVERIFY(!space.data->isBusy());
    QVERIFY(!space.predict->isBusy());
}

void MainWindowTest::railHasAButtonForEveryPage() {
    TestWorkspace space;
    MainWindow window(space.context);
    for (const PageEntry& entry : pageEntries()) {
        auto* button = window.findChild<QToolButton*>(entry.id);
        QVERIFY2(button != nullptr, qPrintable(entry.id));
        QCOMPARE(button->text(), entry.label);
        QVERIFY(!button->icon().isNull());
        QVERIFY2(button->toolTip().contains(QStringLiteral("Ctrl")), qPrintable(button->toolTip()));
    }
}

void MainWindowTest::shortcutsChangeThePage() {
    TestWorkspace space;
    MainWindow window(space.context);
    window.showPage(QStringLiteral("studies"));
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), QStringLiteral("settings"));
    QVERIFY(window.findChild<QToolButton*>(QStringLiteral("settings"))->isChecked());
    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), QStringLiteral("studies"));
    QTest::mouseClick(window.findChild<QToolButton*>(QStringLiteral("settings")), Qt::LeftButton);
    QCOMPARE(window.currentPage(), QStringLiteral("settings"));
}

void MainWindowTest::unknownPageIsRefused() {
    TestWorkspace space;
    MainWindow window(space.context);
    window.showPage(QStringLiteral("settings"));
    QVERIFY(!window.showPage(QStringLiteral("reports")));
    QCOMPARE(window.currentPage(), QStringLiteral("settings"));
}

void MainWindowTest::remainingPagesAreMadeWhenIdle() {
    TestWorkspace space;
    MainWindow window(space.context);
    window.showPage(QStringLiteral("settings"));
    window.makeRemainingPages();
    const int pages = int(pageEntries().size());
    QTRY_COMPARE(int(window.findChildren<Page*>().size()), pages);
}

void MainWindowTest::navigatorReachesPagesThatWereNotMadeYet() {
    TestWorkspace space;
    MainWindow window(space.context);
    window.showPage(QStringLiteral("settings"));
    QSignalSpy asked(&space.navigator, &Navigator::runRequested);
    Q_EMIT space.navigator.runRequested(QStringLiteral("run-1"));
    QCOMPARE(window.currentPage(), QStringLiteral("runs"));
    QTRY_COMPARE(asked.count(), 2); // the page that was made by the first one hears the second
}

void MainWindowTest::languageChangesInPlace() {
    QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    CommandLine line;
    line.workspace = folder.path();
    line.page = QStringLiteral("settings");
    line.language = QStringLiteral("en");
    Session session(line);
    session.begin();
    auto* settings = session.window()->findChild<QToolButton*>(QStringLiteral("settings"));
    QCOMPARE(settings->text(), QStringLiteral("Settings"));
    session.context().preferences->setLanguage(QStringLiteral("de"));
    QTRY_COMPARE(session.window()->findChild<QToolButton*>(QStringLiteral("settings"))->text(),
                 QStringLiteral("Optionen"));
    QCOMPARE(session.window()->currentPage(), QStringLiteral("settings"));
    QVERIFY(session.window()->isVisible());
    session.context().preferences->setLanguage(QStringLiteral("en"));
    QTRY_COMPARE(session.window()->findChild<QToolButton*>(QStringLiteral("settings"))->text(),
                 QStringLiteral("Settings"));
}

void MainWindowTest::themeChangesInPlace() {
    using roentgen::widgets::Role;
    QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    CommandLine line;
    line.workspace = folder.path();
    line.page = QStringLiteral("settings");
    Session session(line);
    session.begin();
    const auto corner = [&] { return session.window()->grab().toImage().pixelColor(200, 700).name(); };
    QCOMPARE(corner(), QStringLiteral("#101418"));
    session.context().preferences->setTheme(QStringLiteral("light"));
    QTRY_COMPARE(corner(), QStringLiteral("#f5f6f8"));
    session.context().preferences->setTheme(QStringLiteral("dark"));
}

// They look at it as they go: in the other order a closed window could end in a segmentation fault.
void MainWindowTest::pagesGoBeforeWhatTheyHaveInTheHeader() {
    TestWorkspace space;
    QStringList gone;
    int inTheHeader = 0;
    {
        MainWindow window(space.context);
        window.show();
        for (const PageEntry& entry : pageEntries()) {
            QVERIFY(window.showPage(entry.id));
            Page* page = window.page(entry.id);
            connect(page, &QObject::destroyed, this, [&gone, id = entry.id] { gone << id; });
            if (QWidget* actions = page->headerActions()) {
                QVERIFY(!page->isAncestorOf(actions));
                ++inTheHeader;
                connect(actions, &QObject::destroyed, this, [&gone, id = entry.id] {
                    QVERIFY2(gone.contains(id), qPrintable(id));
                    gone << id + QStringLiteral(" actions");
                });
            }
        }
    }
    QVERIFY(inTheHeader >= 3);
    QCOMPARE(gone.size(), pageEntries().size() + inTheHeader);
}

void MainWindowTest::everyPageHasOneName_data() {
    QTest::addColumn<QString>("language");
    for (const Language& language : languages()) {
        QTest::addRow("%s", qPrintable(language.code)) << language.code;
    }
}

// Under the icon, above the page and in the window's title, which says the workspace as well.
void MainWindowTest::everyPageHasOneName() {
    QFETCH(QString, language);
    TestWorkspace space;
    installLanguage(language);
    MainWindow window(space.context);
    window.show();
    for (const PageEntry& entry : pageEntries()) {
        window.showPage(entry.id);
        const auto* button = window.findChild<QToolButton*>(entry.id);
        const auto* header = window.findChild<QFrame*>(QStringLiteral("header"));
        QCOMPARE(header->findChild<QLabel*>()->text(), button->text());
        QCOMPARE(window.windowTitle(),
                 QStringLiteral("%1 – %2 – Roentgen").arg(button->text(), space.context.workspace));
    }
    installLanguage(QStringLiteral("en"));
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
