// A host's key, from the first question to a login and to another key, against a real sshd.
#include "app/settings/targets_panel.h"
#include "tests/app/test_workspace.h"
#include "tests/launch/ssh_server.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

class HostKeyTrustTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKeyIsShownComparedTrustedAndRefusedWhenItChanges();
};

namespace {

QString texts(const QWidget& widget) {
    QStringList all;
    const auto labels = widget.findChildren<QLabel*>();
    for (const QLabel* label : labels)
        if (label->isVisible())
            all << label->text();
    return all.join(QLatin1Char('\n'));
}

} // namespace

void HostKeyTrustTest::aKeyIsShownComparedTrustedAndRefusedWhenItChanges() {
    tests::SshServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    server.forgetHostKey();
    TestWorkspace space;
    QVERIFY(QDir(space.context.workspace).mkpath(QStringLiteral("targets")));
    QFile file(space.context.workspace + QStringLiteral("/targets/box.toml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(server.targetToml(space.folder.filePath(QStringLiteral("there"))));
    file.close();

    TargetsPanel panel(space.context);
    panel.show();
    auto* test = panel.findChild<QPushButton*>(QStringLiteral("testTarget"));
    test->click();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.isBusy(), 30000);
    auto* trust = panel.findChild<QPushButton*>(QStringLiteral("trust"));
    QVERIFY2(trust, qPrintable(texts(panel)));
    QVERIFY(!trust->isEnabled());
    panel.findChild<QCheckBox*>(QStringLiteral("compared"))->click();
    trust->click(); // adds the key, then tests again
    QTRY_VERIFY_WITH_TIMEOUT(!panel.isBusy() && texts(panel).contains(QStringLiteral("Work folder")), 30000);

    server.stop();
    server.changeHostKey();
    QVERIFY2(server.start(), qPrintable(server.error()));
    test->click();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.isBusy(), 30000);
    QVERIFY2(texts(panel).contains(QStringLiteral("has changed")), qPrintable(texts(panel)));
    QTRY_VERIFY(!panel.findChild<QPushButton*>(QStringLiteral("trust")));
}

QTEST_MAIN(HostKeyTrustTest)
#include "host_key_trust_test.moc"
