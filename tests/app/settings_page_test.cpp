#include "app/settings/machine_probe.h"
#include "app/settings/settings_page.h"
#include "tests/app/test_workspace.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace roentgen::app;

class SettingsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void choicesAreKept();
    void theReaderIsTheLoginNameUntilAnotherIsChosen();
    void machineIsDescribed();
    void missingProbeIsSaid();
};

void SettingsPageTest::choicesAreKept() {
    TestWorkspace space;
    SettingsPage page(space.context);
    page.show();
    QSignalSpy theme(&space.preferences, &Preferences::themeChanged);
    QSignalSpy language(&space.preferences, &Preferences::languageChanged);
    auto* themes = page.findChild<QComboBox*>(QStringLiteral("theme"));
    QCOMPARE(themes->currentText(), QStringLiteral("Dark"));
    QTest::keyClick(themes, Qt::Key_Down);
    QCOMPARE(theme.count(), 1);
    QCOMPARE(space.preferences.theme(), QStringLiteral("light"));
    auto* languages = page.findChild<QComboBox*>(QStringLiteral("language"));
    QCOMPARE(languages->count(), 4);
    QTest::keyClick(languages, Qt::Key_End);
    QCOMPARE(language.count(), 1);
    QCOMPARE(space.preferences.language(), QStringLiteral("zh_CN"));
    auto* threads = page.findChild<QSpinBox*>(QStringLiteral("threads"));
    QTest::keyClick(threads, Qt::Key_Up);
    QCOMPARE(space.preferences.threads(), 1);
    QCOMPARE(SettingsPage(space.context).findChild<QSpinBox*>(QStringLiteral("threads"))->value(), 1);
}

void SettingsPageTest::theReaderIsTheLoginNameUntilAnotherIsChosen() {
    TestWorkspace space;
    SettingsPage page(space.context);
    page.show();
    QSignalSpy changed(&space.preferences, &Preferences::readerChanged);
    auto* reader = page.findChild<QLineEdit*>(QStringLiteral("reader"));
    QProcess whoAmI;
    whoAmI.start(QStringLiteral("id"), {QStringLiteral("-un")});
    QVERIFY(whoAmI.waitForFinished());
    const QString login = QString::fromLocal8Bit(whoAmI.readAllStandardOutput().trimmed());
    QCOMPARE(reader->text(), login);
    reader->selectAll();
    QTest::keyClicks(reader, QStringLiteral(" Dr.  Anna "));
    QTest::keyClick(reader, Qt::Key_Return);
    QCOMPARE(space.preferences.reader(), QStringLiteral("Dr. Anna"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toString(), QStringLiteral("Dr. Anna"));
    QCOMPARE(SettingsPage(space.context).findChild<QLineEdit*>(QStringLiteral("reader"))->text(),
             QStringLiteral("Dr. Anna"));
    reader->clear();
    QTest::keyClick(reader, Qt::Key_Return);
    QCOMPARE(reader->text(), login);
}

void SettingsPageTest::machineIsDescribed() {
    TestWorkspace space;
    SettingsPage page(space.context);
    page.activated();
    QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 10000);
    QStringList texts;
    const auto labels = page.findChildren<QLabel*>();
    for (const QLabel* label : labels) {
        texts << label->text();
    }
    QVERIFY2(texts.contains(QStringLiteral("Processor")), qPrintable(texts.join(QLatin1Char('\n'))));
    QVERIFY(texts.contains(QStringLiteral(ROENTGEN_VERSION)));
    QVERIFY(texts.filter(QStringLiteral("research use only")).size() == 1);
}

void SettingsPageTest::missingProbeIsSaid() {
    MachineProbe probe(QStringLiteral("/nowhere"));
    QSignalSpy failed(&probe, &MachineProbe::failed);
    probe.start();
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(QStringLiteral("/nowhere/roentgen-run")));
}

QTEST_MAIN(SettingsPageTest)
#include "settings_page_test.moc"
