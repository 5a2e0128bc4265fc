// The window's sync of runs elsewhere, with the real roentgen-run.
#include "app/runs/remote_sync.h"
#include "engine/protocol/target.h"
#include "tests/app/test_workspace.h"

#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

class RemoteSyncTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutATargetNothingIsStarted();
    void itFollowsTheTargetsOfTheWorkspace();
    void itComesBackMoreSlowlyWhenItDies();
};

void RemoteSyncTest::withoutATargetNothingIsStarted() {
    TestWorkspace space;
    RemoteSync sync(space.context.binFolder, space.context.workspace);
    QTest::qWait(50);
    sync.look();
    QVERIFY(!sync.isGoing());
}

void RemoteSyncTest::itFollowsTheTargetsOfTheWorkspace() {
    TestWorkspace space;
    const std::string workspace = space.context.workspace.toStdString();
    Target target;
    target.name = "box";
    target.host = "127.0.0.1";
    QVERIFY(saveTarget(workspace, target));
    RemoteSync sync(space.context.binFolder, space.context.workspace);
    QTRY_VERIFY(sync.isGoing());
    QTest::qWait(300);
    QVERIFY(sync.isGoing()); // it follows
    QVERIFY(QFile::remove(QString::fromStdString(targetFile(workspace, "box"))));
    sync.look();
    QTRY_VERIFY(!sync.isGoing());
}

void RemoteSyncTest::itComesBackMoreSlowlyWhenItDies() {
    TestWorkspace space;
    Target target;
    target.name = "box";
    target.host = "127.0.0.1";
    QVERIFY(saveTarget(space.context.workspace.toStdString(), target));
    RemoteSync sync(QStringLiteral("/nowhere"), space.context.workspace);
    const int first = sync.waitMilliseconds();
    QTRY_COMPARE(sync.waitMilliseconds(), 2 * first);
    sync.look(); // not before its time
    QVERIFY(!sync.isGoing());
    QTRY_COMPARE_WITH_TIMEOUT(sync.waitMilliseconds(), 4 * first, 2 * first + 1000);
}

QTEST_MAIN(RemoteSyncTest)
#include "remote_sync_test.moc"
