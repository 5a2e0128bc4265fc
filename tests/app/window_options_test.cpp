#include "app/command_line.h"
#include "app/session.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

class CommandLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyOptionIsTaken();
    void wrongOnesAreRefusedByName_data();
    void wrongOnesAreRefusedByName();
    void aMistypedWorkspaceIsNotMade();
};

void CommandLineTest::aMistypedWorkspaceIsNotMade() {
    const QTemporaryDir folder;
    const QString typo = folder.filePath(QStringLiteral("chset"));
    QStringList asked;
    bool answer = false;
    const auto ask = [&](const QString& of) {
        asked += of;
        return answer;
    };
    const auto refused = prepareWorkspace(typo, ask);
    QVERIFY(!refused);
    QCOMPARE(refused.error().exitCode(), int(ExitUsage));
    QVERIFY2(refused.error().where.find("chset") != std::string::npos, refused.error().toLine().c_str());
    QVERIFY(!QDir(typo).exists());
    answer = true;
    QVERIFY(bool(prepareWorkspace(typo, ask)));
    QVERIFY(QDir(typo + QStringLiteral("/runs")).exists());
    QVERIFY(bool(prepareWorkspace(typo, ask)));
    QCOMPARE(asked, QStringList({typo, typo})); // not of one that is there
    // Where nobody looks the answer is no.
    CommandLine line;
    QVERIFY(!askToMakeWorkspace(line, folder.filePath(QStringLiteral("other"))));
}

void CommandLineTest::everyOptionIsTaken() {
    const auto line =
        parseCommandLine(QStringLiteral("roentgen --workspace here --page runs --open /x --language zh_CN "
                                        "--theme light --screenshot a.png --size 1280x800")
                             .split(QLatin1Char(' ')));
    QVERIFY(line);
    QCOMPARE(line->workspace, QDir::current().absoluteFilePath(QStringLiteral("here")));
    QCOMPARE(line->page, QStringLiteral("runs"));
    QCOMPARE(line->openPath, QStringLiteral("/x"));
    QCOMPARE(line->language, QStringLiteral("zh_CN"));
    QCOMPARE(line->theme, QStringLiteral("light"));
    QCOMPARE(line->screenshot, QStringLiteral("a.png"));
    QCOMPARE(line->size, QSize(1280, 800));
}

void CommandLineTest::wrongOnesAreRefusedByName_data() {
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("named");
    QTest::newRow("page") << "--page=reports"
                          << "reports";
    QTest::newRow("theme") << "--theme=pink"
                           << "pink";
    QTest::newRow("language") << "--language=fr"
                              << "fr";
    QTest::newRow("size") << "--size=big"
                          << "big";
    QTest::newRow("absurd size") << "--size=100000x100000"
                                 << "100000x100000";
    QTest::newRow("unknown") << "--colour=red"
                             << "colour";
    QTest::newRow("positional") << "films"
                                << "films";
}

void CommandLineTest::wrongOnesAreRefusedByName() {
    QFETCH(QString, argument);
    QFETCH(QString, named);
    const auto line = parseCommandLine({QStringLiteral("roentgen"), argument});
    QVERIFY(!line);
    QCOMPARE(line.error().code, ErrorCode::Usage);
    QVERIFY2(QString::fromStdString(line.error().message).contains(named), line.error().message.c_str());
    QVERIFY(!line.error().hint.empty());
}

QTEST_MAIN(CommandLineTest)
#include "window_options_test.moc"
