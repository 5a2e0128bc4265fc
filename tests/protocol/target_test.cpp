#include "engine/protocol/target.h"
#include "engine/protocol/target_keys.h"

#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;

class TargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writingAndReadingGivesTheSame();
    void goodTargetsAreRead_data();
    void goodTargetsAreRead();
    void badTargetsAreRefusedWithAReason_data();
    void badTargetsAreRefusedWithAReason();
    void badNamesAreNoFiles_data();
    void badNamesAreNoFiles();
    void aWorkspaceListsThem();
};

void TargetTest::writingAndReadingGivesTheSame() {
    Target target;
    target.name = "gpu-box";
    target.kind = "slurm";
    target.host = "user@gpu.example.org";
    target.port = 2222;
    target.sshOptions = {"IdentityFile=~/.ssh/a \"b\"", "ProxyJump=gate"};
    target.workFolder = "/data/it's $(mine)";
    target.engineFolder = "/usr/bin";
    target.prelude = {"module load openmpi", "export A='b c'"};
    target.mpirunOptions = {"--mca", "btl_tcp_if_include", "10.0.0.0/24"};
    target.slurm.partition = "gpu";
    target.slurm.nodes = 2;
    target.slurm.timeLimit = "1-12:00:00";
    target.slurm.extra = {"--constraint=a100"};
    const std::string text = writeTarget(target);
    const auto read = parseTarget(text, "gpu-box", "gpu-box.toml");
    QVERIFY2(bool(read), read ? "" : read.error().toLine().c_str());
    for (const TargetKey& key : targetKeys())
        QVERIFY2(key.get(*read) == key.get(target), key.path().c_str());
    QCOMPARE(writeTarget(*read), text);
}

void TargetTest::goodTargetsAreRead_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"kind = \"ssh\"\nhost = \"box\"", "kind = \"local\"\nhosts = [\"n1 slots=2\", \"user@n2\"]",
          "kind = \"slurm\"", "kind = \"ssh\"\nhost = \"u@fe80::1\"\nwork_folder = \"~/r\"",
          "kind = \"slurm\"\n[slurm]\ntime_limit = \"90\"", "kind = \"slurm\"\n[slurm]\ntime_limit = \"2-3\""})
        QTest::addRow("%s", text) << QByteArray(text);
}

void TargetTest::goodTargetsAreRead() {
    QFETCH(QByteArray, text);
    const auto target = parseTarget(text.toStdString(), "box", "box.toml");
    QVERIFY2(bool(target), target ? "" : target.error().toLine().c_str());
    QVERIFY(target->workFolder.find('~') == std::string::npos);
}

void TargetTest::badTargetsAreRefusedWithAReason_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* text, const char* says) {
        QTest::addRow("%s", text) << QByteArray(text) << QByteArray(says);
    };
    row("kind = \"ssh\"", "needs a host");
    row("kind = \"cloud\"", "local, ssh, slurm");
    row("workfolder = \"box\"", "did you mean \"work_folder\"");
    row("[slurm]\npartitoin = \"x\"", "did you mean \"partition\"");
    row("host = \"-oProxyCommand=touch x\"", "begins with a letter or digit");
    row("host = \"box; rm -rf ~\"", "begins with a letter or digit");
    row("host = \"box\\nother\"", "begins with a letter or digit");
    row("host = \"$(id)@box\"", "the user before the @");
    row("host = \"-l@box\"", "the user before the @");
    row("host = \"@box\"", "the user before the @");
    row("host = \"box\"\nport = 70000", "0 to 65535");
    row("host = \"box\"\nport = \"22\"", "whole number");
    row("host = \"box\"\nssh_options = [\"ProxyCommand=touch x\"]", "~/.ssh/config");
    row("host = \"box\"\nssh_options = [\"StrictHostKeyChecking=no\"]", "~/.ssh/config");
    row("host = \"box\"\nssh_options = [\"-oLocalCommand=id\"]", "~/.ssh/config");
    row("host = \"box\"\nssh_options = [\"ProxyJump=a;b\"]", "letters, digits");
    row("host = \"box\"\nwork_folder = \"-rf\"", "begins with -");
    row("host = \"box\"\nwork_folder = \"a\\nb\"", "control character");
    row("host = \"box\"\nwork_folder = \"\"", "work folder");
    row("host = \"box\"\nhosts = [\"n1 slots=2 rm\"]", "slots=N");
    row("host = \"box\"\nhosts = [\"-n1\"]", "begins with a letter");
    row("host = \"box\"\nprelude = [\"a\\nb\"]", "control character");
    row("kind = \"local\"\nhost = \"box\"", "no host to go to");
    row("kind = \"slurm\"\nhosts = [\"n1\"]", "slurm.nodes");
    row("kind = \"slurm\"\n[slurm]\npartition = \"a b\"", "letters, digits");
    row("kind = \"slurm\"\n[slurm]\ntime_limit = \"1h\"", "minutes");
    row("kind = \"slurm\"\n[slurm]\nextra = [\"-p gpu\"]", "long option");
    row("kind = \"slurm\"\n[slurm]\nextra = [\"--x\\nid\"]", "control character");
    row("kind = \"slurm\"\n[slurm]\nnodes = 0", "1 to");
    row("kind = 3", "text in quotes");
    row("kind = ", "not valid TOML");
}

void TargetTest::badTargetsAreRefusedWithAReason() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const auto target = parseTarget(text.toStdString(), "box", "box.toml");
    QVERIFY(!target);
    QCOMPARE(target.error().exitCode(), int(ExitUsage));
    const std::string line = target.error().toLine();
    QVERIFY2(line.find(says.toStdString()) != std::string::npos, line.c_str());
    QVERIFY2(line.find("box.toml") != std::string::npos, line.c_str());
}

void TargetTest::badNamesAreNoFiles_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"", "../up", "-x", ".hidden", "a/b", "a b", "$(id)", "a\nb", "Köln"})
        QTest::addRow("%s", name) << QByteArray(name);
}

void TargetTest::badNamesAreNoFiles() {
    QFETCH(QByteArray, name);
    QVERIFY(!checkTargetName(name.toStdString()));
    QVERIFY(!readTarget("/tmp", name.toStdString()));
}

void TargetTest::aWorkspaceListsThem() {
    QTemporaryDir folder;
    const std::string workspace = folder.path().toStdString();
    QVERIFY(listTargetNames(workspace).empty());
    for (const char* name : {"queue", "box"}) {
        Target target;
        target.name = name;
        target.host = "machine";
        const Status saved = saveTarget(workspace, target);
        QVERIFY2(bool(saved), saved ? "" : saved.error().toLine().c_str());
    }
    QCOMPARE(listTargetNames(workspace), (std::vector<std::string>{"box", "queue"}));
    const auto wrong = readTarget(workspace, "boxx");
    QVERIFY(!wrong && wrong.error().hint.find("\"box\"") != std::string::npos);
    Target bad;
    bad.name = "bad";
    QVERIFY(!saveTarget(workspace, bad));
    QCOMPARE(listTargetNames(workspace).size(), size_t(2));
}

QTEST_APPLESS_MAIN(TargetTest)
#include "target_test.moc"
