// The targets of Settings, with the real roentgen-run.
#include "app/app_context.h"
#include "app/settings/target_dialog.h"
#include "app/settings/target_field.h"
#include "app/settings/target_report.h"
#include "app/settings/target_words.h"
#include "app/settings/targets_panel.h"
#include "engine/protocol/target_keys.h"
#include "tests/app/test_workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::app;

namespace {

void save(const TestWorkspace& space, const char* name, const char* kind, const char* host, int64_t port = 0) {
    Target target;
    target.name = name;
    target.kind = kind;
    target.host = host;
    target.port = port;
    QVERIFY(TargetStore(space.context.workspace).save(target));
}

QStringList texts(const QWidget& widget) {
    QStringList all;
    const auto labels = widget.findChildren<QLabel*>();
    for (const QLabel* label : labels)
        all << label->text();
    return all;
}

QPushButton* button(const QWidget& widget, const char* name) {
    return widget.findChild<QPushButton*>(QLatin1String(name));
}

QPushButton* saveButton(const TargetDialog& dialog) {
    const auto buttons = dialog.findChildren<QPushButton*>();
    for (QPushButton* one : buttons)
        if (one->text() == QLatin1String("Save"))
            return one;
    return nullptr;
}

} // namespace

class TargetsPanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKeyHasWords();
    void anEmptyWorkspaceSaysWhatTargetsAre();
    void theListShowsKindHostAndState();
    void aNewTargetIsSavedAsToml();
    void wrongValuesAreSaidAndNotSaved_data();
    void wrongValuesAreSaidAndNotSaved();
    void onlyAQueueShowsSlurm();
    void editingKeepsTheName();
    void removingAsksFirst();
    void aFailedTestIsShownAndKept();
    void aTestOfThisMachineSaysWhatIsThere();
    void aTestCanBeCanceled();
    void anUnknownKeyIsTrustedOnlyAfterComparing();
    void aChangedKeyCannotBeTrusted();
};

void TargetsPanelTest::everyKeyHasWords() {
    for (const TargetKey& key : targetKeys()) {
        QVERIFY2(!TargetWords::label(key).isEmpty(), key.path().c_str());
        QVERIFY2(!TargetWords::help(key).isEmpty(), key.path().c_str());
    }
}

void TargetsPanelTest::anEmptyWorkspaceSaysWhatTargetsAre() {
    TestWorkspace space;
    TargetsPanel panel(space.context);
    panel.show();
    QVERIFY(!panel.findChild<QTreeWidget*>()->isVisible());
    QCOMPARE(texts(panel).filter(QStringLiteral("Slurm queues")).size(), 1);
    QVERIFY(button(panel, "newTarget")->isEnabled());
    QVERIFY(!button(panel, "testTarget")->isEnabled());
}

void TargetsPanelTest::theListShowsKindHostAndState() {
    TestWorkspace space;
    save(space, "gpu-box", "ssh", "ada@gpu.example.org");
    save(space, "queue", "slurm", "");
    QFile broken(space.context.workspace + QStringLiteral("/targets/broken.toml"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("kinds = \"x\"\n");
    broken.close();
    TargetsPanel panel(space.context);
    const auto* list = panel.findChild<QTreeWidget*>();
    QCOMPARE(list->topLevelItemCount(), 3);
    const auto row = [list](int index) {
        QStringList cells;
        for (int column = 0; column < list->columnCount(); ++column)
            cells << list->topLevelItem(index)->text(column);
        return cells.join(QLatin1Char('|'));
    };
    QCOMPARE(row(0), QStringLiteral("broken|||✕ cannot be read"));
    QCOMPARE(row(1), QStringLiteral("gpu-box|ssh|ada@gpu.example.org|not tested"));
    QCOMPARE(row(2), QStringLiteral("queue|Slurm|this machine|not tested"));
    QCOMPARE(texts(panel).filter(QStringLiteral("did you mean \"kind\"")).size(), 1);
}

void TargetsPanelTest::aNewTargetIsSavedAsToml() {
    TestWorkspace space;
    TargetsPanel panel(space.context);
    panel.show();
    button(panel, "newTarget")->click();
    auto* dialog = panel.findChild<TargetDialog*>();
    QVERIFY(dialog);
    QVERIFY(!saveButton(*dialog)->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("name")), QStringLiteral("gpu-box"));
    QCOMPARE(dialog->field("host")->captionText(), QStringLiteral("Enter the machine that ssh goes to"));
    QTest::keyClicks(dialog->field("host")->editor(), QStringLiteral("ada@127.0.0.1"));
    static_cast<QPlainTextEdit*>(dialog->field("prelude")->editor())
        ->setPlainText(QStringLiteral("module load openmpi\n\nulimit -n 4096\n"));
    saveButton(*dialog)->click();
    QCOMPARE(panel.chosen(), QStringLiteral("gpu-box"));
    const Result<Target> saved = readTarget(space.context.workspace.toStdString(), "gpu-box");
    QVERIFY(saved);
    QCOMPARE(saved->host, std::string("ada@127.0.0.1"));
    QCOMPARE(saved->prelude, (std::vector<std::string>{"module load openmpi", "ulimit -n 4096"}));
}

void TargetsPanelTest::wrongValuesAreSaidAndNotSaved_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("said");
    QTest::newRow("range") << "port"
                           << "70000"
                           << "Enter a whole number, 0 to 65,535";
    QTest::newRow("no number") << "port"
                               << "two"
                               << "Enter a whole number";
    QTest::newRow("option as host") << "host"
                                    << "-oProxyCommand=x"
                                    << "begins with a letter or digit";
    QTest::newRow("no host") << "host"
                             << ""
                             << "Enter the machine that ssh goes to";
    QTest::newRow("folder") << "work_folder"
                            << "-rf"
                            << "begins with -";
}

void TargetsPanelTest::wrongValuesAreSaidAndNotSaved() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, said);
    TestWorkspace space;
    Target target;
    target.name = "box";
    target.host = "box";
    TargetDialog dialog(TargetStore(space.context.workspace), target);
    QVERIFY(saveButton(dialog)->isEnabled());
    TargetField* field = dialog.field(key.toStdString());
    static_cast<QLineEdit*>(field->editor())->setText(value);
    QVERIFY2(field->captionText().contains(said), qPrintable(field->captionText()));
    QVERIFY(!saveButton(dialog)->isEnabled());
    field->setValue(field->key().get(target));
    Q_EMIT field->edited();
    QVERIFY(saveButton(dialog)->isEnabled());
    QVERIFY(TargetStore(space.context.workspace).names().isEmpty());
}

void TargetsPanelTest::onlyAQueueShowsSlurm() {
    TestWorkspace space;
    TargetDialog dialog(TargetStore(space.context.workspace), {});
    dialog.show();
    auto* kind = static_cast<QComboBox*>(dialog.field("kind")->editor());
    QVERIFY(dialog.field("hosts")->isVisible());
    QVERIFY(!dialog.field("slurm.nodes")->isVisible());
    kind->setCurrentText(QStringLiteral("slurm"));
    QVERIFY(!dialog.field("hosts")->isVisible());
    QVERIFY(dialog.field("slurm.nodes")->isVisible());
    kind->setCurrentText(QStringLiteral("local"));
    QVERIFY(!dialog.field("host")->isVisible());
    QVERIFY(!dialog.field("slurm.nodes")->isVisible());
}

void TargetsPanelTest::editingKeepsTheName() {
    TestWorkspace space;
    save(space, "box", "ssh", "box");
    TargetsPanel panel(space.context);
    panel.show();
    button(panel, "editTarget")->click();
    auto* dialog = panel.findChild<TargetDialog*>();
    QVERIFY(!dialog->findChild<QLineEdit*>(QStringLiteral("name"))->isEnabled());
    static_cast<QLineEdit*>(dialog->field("port")->editor())->setText(QStringLiteral("2222"));
    saveButton(*dialog)->click();
    QCOMPARE(readTarget(space.context.workspace.toStdString(), "box")->port, int64_t(2222));
    QCOMPARE(readTarget(space.context.workspace.toStdString(), "box")->host, std::string("box"));
}

void TargetsPanelTest::removingAsksFirst() {
    TestWorkspace space;
    save(space, "box", "ssh", "box");
    TargetsPanel panel(space.context);
    panel.show();
    const TargetStore store(space.context.workspace);
    for (const auto answer : {QMessageBox::Cancel, QMessageBox::Yes}) {
        button(panel, "removeTarget")->click();
        auto* question = panel.findChild<QMessageBox*>();
        QVERIFY(question->text().contains(QStringLiteral("box")));
        question->button(answer)->click();
        QCOMPARE(store.names().isEmpty(), answer == QMessageBox::Yes);
        QTRY_VERIFY(!panel.findChild<QMessageBox*>());
    }
    QVERIFY(QFile::exists(space.context.workspace + QStringLiteral("/trash/targets/box.toml")));
}

// Nothing listens at port 1 of this machine.
void TargetsPanelTest::aFailedTestIsShownAndKept() {
    TestWorkspace space;
    save(space, "box", "ssh", "127.0.0.1", 1);
    TargetsPanel panel(space.context);
    panel.show();
    QVERIFY(button(panel, "installTarget")->isEnabled());
    button(panel, "testTarget")->click();
    QVERIFY(panel.isBusy());
    QVERIFY(button(panel, "cancelTarget")->isVisible());
    QVERIFY(!button(panel, "testTarget")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!panel.isBusy(), 20000);
    QVERIFY2(texts(panel).filter(QStringLiteral("Could not reach 127.0.0.1")).size() == 1,
             qPrintable(texts(panel).join(QLatin1Char('\n'))));
    QVERIFY(!button(panel, "cancelTarget")->isVisible());
    QVERIFY(!button(panel, "trust"));
    TargetsPanel again(space.context);
    QCOMPARE(again.findChild<QTreeWidget*>()->topLevelItem(0)->text(3), QStringLiteral("✕ not ready"));
    QCOMPARE(texts(again).filter(QStringLiteral("Could not reach 127.0.0.1")).size(), 1);
}

void TargetsPanelTest::aTestOfThisMachineSaysWhatIsThere() {
    TestWorkspace space;
    save(space, "here", "local", "");
    TargetsPanel panel(space.context);
    panel.show();
    QVERIFY(!button(panel, "installTarget")->isEnabled()); // they are here
    button(panel, "testTarget")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.isBusy(), 20000);
    const QStringList all = texts(panel);
    for (const char* name : {"Login", "Work folder", "Disk", "Cores", "Memory", "Programs"})
        QVERIFY2(all.contains(QLatin1String(name)), name);
}

// A host that takes the connection and says nothing.
void TargetsPanelTest::aTestCanBeCanceled() {
    const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const place = reinterpret_cast<sockaddr*>(&address);
    QVERIFY(::bind(silent, place, size) == 0 && ::listen(silent, 1) == 0 && ::getsockname(silent, place, &size) == 0);
    TestWorkspace space;
    save(space, "box", "ssh", "127.0.0.1", ntohs(address.sin_port));
    TargetsPanel panel(space.context);
    panel.show();
    button(panel, "testTarget")->click();
    int connection = -1;
    QTRY_VERIFY(connection >= 0 || (connection = ::accept(silent, nullptr, nullptr)) >= 0);
    QVERIFY(panel.isBusy());
    button(panel, "cancelTarget")->click();
    QTRY_VERIFY(!panel.isBusy());
    char greeting[256];
    QTRY_COMPARE(::recv(connection, greeting, sizeof greeting, MSG_DONTWAIT), ssize_t(0)); // ssh has ended too
    ::close(connection);
    ::close(silent);
    QCOMPARE(texts(panel).filter(QStringLiteral("Canceled")).size(), 1);
    QVERIFY(button(panel, "testTarget")->isEnabled());
}

void TargetsPanelTest::anUnknownKeyIsTrustedOnlyAfterComparing() {
    TargetReport report;
    QSignalSpy confirmed(&report, &TargetReport::trustConfirmed);
    report.showFacts(QStringLiteral("box"),
                     {{"login", false, "Its key is new", "compare that with what its administrator says",
                       HostKeyFacts{"box.example.org", "ED25519", "SHA256:ab+/C9"}}});
    QCOMPARE(report.findChild<QLabel*>(QStringLiteral("fingerprint"))->text(), QStringLiteral("ED25519 SHA256:ab+/C9"));
    auto* trust = button(report, "trust");
    QVERIFY(!trust->isEnabled());
    trust->click();
    QCOMPARE(confirmed.count(), 0);
    report.findChild<QCheckBox*>(QStringLiteral("compared"))->click();
    trust->click();
    QCOMPARE(confirmed.count(), 1);
    QCOMPARE(confirmed.first().first().toString(), QStringLiteral("SHA256:ab+/C9"));
}

void TargetsPanelTest::aChangedKeyCannotBeTrusted() {
    TargetReport report;
    report.showFacts(QStringLiteral("box"),
                     {{"login", false,
                       "The host key of box has changed. Either the machine was set up anew, or somebody stands in "
                       "between; nothing was sent",
                       "ask its administrator; then remove the old key with ssh-keygen -R"}});
    QVERIFY(!button(report, "trust"));
    QCOMPARE(texts(report).filter(QStringLiteral("has changed")).size(), 1);
}

QTEST_MAIN(TargetsPanelTest)
#include "targets_panel_test.moc"
