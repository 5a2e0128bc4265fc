// Against a real sshd: what is said to a shell stays what it was, and no host is trusted that nobody has looked at.
#include "engine/launch/remote_shell.h"

#include "engine/launch/host_key.h"
#include "engine/launch/remote_launcher.h"
#include "engine/launch/shared_libraries.h"
#include "engine/launch/target_check.h"
#include "engine/launch/target_install.h"
#include "engine/protocol/text_file.h"
#include "tests/launch/ssh_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <thread>

using namespace roentgen;
using namespace roentgen::launch;
using roentgen::tests::SshServer;

class RemoteShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void argumentsArriveAsTheyWere();
    void thePreludeSetsTheEnvironmentAndItsWordsAreNoAnswer();
    void anUnknownHostKeyIsShownAndNotAccepted();
    void onlyTheKeyThatWasReadOutIsTrusted();
    void aChangedHostKeyStops();
    void aRefusedLoginSaysWhatToDo();
    void aDeadMachineIsAnErrorInTime();
    void cancellingEndsBothSides();
    void bytesAreSentWholeOrNotAtAll();
    void theTestOfATargetSaysWhatIsMissing();
    void installedProgramsRun();
    void packagesAreNamedAsDebianDoes_data();
    void packagesAreNamedAsDebianDoes();
    void aMissingLibraryIsNamedWithItsPackage();
    void whatALoginPrintsIsNoAnswer();

private:
    Target target(const char* more = "") {
        const Result<Target> parsed = parseTarget(
            m_server.targetToml(m_folder.filePath(QStringLiteral("far")), more).toStdString(), "box", "box");
        if (!parsed)
            qFatal("%s", parsed.error().toLine().c_str());
        return *parsed;
    }
    SshServer m_server;
    QTemporaryDir m_folder;
};

void RemoteShellTest::initTestCase() {
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QVERIFY(m_server.knowHostKey());
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("far/empty")));
}

void RemoteShellTest::argumentsArriveAsTheyWere() {
    const std::string trap = m_folder.filePath(QStringLiteral("far/empty/trap")).toStdString();
    const std::vector<std::string> hostile = {"plain",
                                              "",
                                              "two words",
                                              "$(touch " + trap + ")",
                                              "`touch " + trap + "`",
                                              "; touch " + trap,
                                              "a\ntouch " + trap + "\n",
                                              "' ; touch " + trap + " ; '",
                                              "\" ; touch " + trap + " ; \"",
                                              "& touch " + trap + " &",
                                              "| touch " + trap,
                                              "> " + trap,
                                              "-oProxyCommand=touch " + trap,
                                              "--help",
                                              "--",
                                              "\\",
                                              "\\'",
                                              "~",
                                              "*",
                                              "$HOME",
                                              "!!",
                                              "=ls",
                                              "#",
                                              "\t",
                                              "Röntgen 胸片",
                                              "\x01\x7f",
                                              "%s%n",
                                              "\r\n",
                                              "${IFS}",
                                              "a'b\"c`d$e"};
    std::vector<std::string> command = {"printf", "<%s>\\n"};
    command.insert(command.end(), hostile.begin(), hostile.end());
    std::string expected;
    for (const std::string& argument : hostile)
        expected += "<" + argument + ">\n";
    for (bool remote : {true, false}) {
        Target where = target();
        if (!remote) {
            where.kind = "local";
            where.host.clear();
        }
        const auto outcome = runThere(where, command);
        QVERIFY2(bool(outcome), outcome ? "" : outcome.error().toLine().c_str());
        QCOMPARE(QByteArray::fromStdString(outcome->output), QByteArray::fromStdString(expected));
    }
    QVERIFY(QDir(m_folder.filePath(QStringLiteral("far/empty"))).isEmpty());
}

void RemoteShellTest::thePreludeSetsTheEnvironmentAndItsWordsAreNoAnswer() {
    const Target where = target("prelude = [\"echo loading modules\", \"export FILM='a b'\"]\n");
    const auto outcome = runThere(where, {"sh", "-c", "printf %s \"$FILM\""});
    QVERIFY(bool(outcome));
    QCOMPARE(outcome->output, std::string("a b"));
    QVERIFY(outcome->errors.find("loading modules") != std::string::npos);
}

void RemoteShellTest::anUnknownHostKeyIsShownAndNotAccepted() {
    m_server.forgetHostKey();
    const auto outcome = runThere(target(), {"true"});
    QVERIFY(!outcome);
    const auto key = askHostKey(target());
    QVERIFY2(bool(key), key ? "" : key.error().toLine().c_str());
    const std::string line = outcome.error().toLine();
    QVERIFY2(line.find(key->fingerprint) != std::string::npos && line.find("127.0.0.1") != std::string::npos,
             line.c_str());
    QVERIFY(line.find("target trust box --fingerprint") != std::string::npos);
    QVERIFY(!QFile::exists(m_server.knownHosts()));
}

void RemoteShellTest::onlyTheKeyThatWasReadOutIsTrusted() {
    m_server.forgetHostKey();
    const auto wrong = trustHostKey(target(), "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().exitCode(), int(ExitUsage));
    QVERIFY(!QFile::exists(m_server.knownHosts()));
    QVERIFY(bool(writeFileAtomically(m_server.knownHosts().toStdString(), "# another, without its newline")));
    const auto key = askHostKey(target());
    QVERIFY(key && trustHostKey(target(), key->fingerprint));
    const auto outcome = runThere(target(), {"true"});
    QVERIFY2(outcome && outcome->good(), outcome ? "" : outcome.error().toLine().c_str());
}

void RemoteShellTest::aChangedHostKeyStops() {
    QVERIFY(m_server.knowHostKey());
    m_server.stop();
    m_server.changeHostKey();
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    const auto outcome = runThere(target(), {"true"});
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().message.find("has changed") != std::string::npos, outcome.error().toLine().c_str());
    QVERIFY(m_server.knowHostKey());
    QVERIFY(bool(runThere(target(), {"true"})));
}

void RemoteShellTest::aRefusedLoginSaysWhatToDo() {
    Target where = target();
    where.sshOptions[0] = "IdentityFile=/dev/null";
    where.sshOptions.emplace_back("PreferredAuthentications=password");
    const auto outcome = runThere(where, {"true"});
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().hint.find("key") != std::string::npos, outcome.error().toLine().c_str());
    QVERIFY2(outcome.error().hint.find("-p " + std::to_string(m_server.port()) + " ") != std::string::npos,
             outcome.error().hint.c_str());
}

void RemoteShellTest::aDeadMachineIsAnErrorInTime() {
    ChildOptions options;
    options.seconds = 1;
    QElapsedTimer clock;
    clock.start();
    const auto late = runThere(target(), {"sleep", "60"}, options);
    QVERIFY(!late);
    QVERIFY2(late.error().message.find("in time") != std::string::npos, late.error().toLine().c_str());
    QVERIFY(clock.elapsed() < 10000);
    m_server.stop();
    const auto gone = runThere(target(), {"true"});
    QVERIFY(!gone);
    QCOMPARE(gone.error().exitCode(), int(ExitEnvironment));
    QVERIFY2(gone.error().hint.find("-p " + std::to_string(m_server.port()) + " ") != std::string::npos,
             gone.error().hint.c_str()); // what can be typed as it stands
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
}

void RemoteShellTest::cancellingEndsBothSides() {
    const std::string mark = m_folder.filePath(QStringLiteral("far/pid")).toStdString();
    std::atomic<bool> cancel{false};
    ChildOptions options;
    options.cancel = &cancel;
    options.keepInput = true;
    std::thread other([&] {
        while (!readTextFile(mark))
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        cancel = true;
    });
    // As the feed does, it ends with its input.
    const auto outcome =
        runThere(target(), {"sh", "-c", "echo $$ >\"$1\"; read nothing; rm \"$1\"", "sh", mark}, options);
    other.join();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().exitCode(), int(ExitStopped));
    QTRY_VERIFY(!QFile::exists(QString::fromStdString(mark)));
}

void RemoteShellTest::bytesAreSentWholeOrNotAtAll() {
    std::string bytes(3 << 20, '\0');
    for (size_t k = 0; k < bytes.size(); ++k)
        bytes[k] = char(k * 2654435761u >> 13);
    const std::string name = "weights/it's $(here).safetensors";
    const Status sent = sendBytes(target(), bytes, name);
    QVERIFY2(bool(sent), sent ? "" : sent.error().toLine().c_str());
    const QString folder = m_folder.filePath(QStringLiteral("far/weights"));
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{QStringLiteral("it's $(here).safetensors")});
    const auto there = readTextFile(folder.toStdString() + "/it's $(here).safetensors");
    QVERIFY(there && *there == bytes);
    QVERIFY(bool(sendBytes(target(), bytes, name))); // is there already
    const Status refused = sendBytes(target(), "x", name + "/below a file");
    QVERIFY(!refused);
    QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void RemoteShellTest::installedProgramsRun() {
    const auto installed = installEngine(target(), ROENTGEN_BIN_DIR);
    QVERIFY2(bool(installed), installed ? "" : installed.error().toLine().c_str());
    const auto said = askEngine(target(), {"--version"});
    QVERIFY2(said && *said == "roentgen-run " ROENTGEN_VERSION "\n",
             said ? said->c_str() : said.error().toLine().c_str());
    QVERIFY(bool(installEngine(target(), ROENTGEN_BIN_DIR))); // over itself
    QCOMPARE(QDir(m_folder.filePath(QStringLiteral("far/engine")))
                 .entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden),
             QStringList{QStringLiteral(ROENTGEN_VERSION)});
    QVERIFY(!installEngine(target(), m_folder.path().toStdString())); // nothing to pack
}

void RemoteShellTest::theTestOfATargetSaysWhatIsMissing() {
    const auto find = [](const std::vector<TargetCheck>& checks, const char* name) {
        for (const TargetCheck& check : checks)
            if (check.name == name)
                return check;
        return TargetCheck{name, false, "absent", ""};
    };
    const auto without = checkTargetThere(target(), "", "");
    QVERIFY(find(without, "login").good);
    QVERIFY(find(without, "work_folder").good);
    QVERIFY(find(without, "disk").good);
    QVERIFY(!find(without, "engine").good);
    QVERIFY(find(without, "engine").hint.find("target install box") != std::string::npos);
    const auto with = checkTargetThere(target("engine_folder = \"" ROENTGEN_BIN_DIR "\"\n"), "", "");
    for (const TargetCheck& check : with)
        QVERIFY2(check.good && !check.hostKey, (check.name + ": " + check.value).c_str());
    QVERIFY(find(with, "mpi").value.find("Open MPI 4") == 0);
    QVERIFY(std::stoi(find(with, "cores").value) >= 1);
    m_server.forgetHostKey();
    const auto unknown = checkTargetThere(target(), "", "");
    QCOMPARE(unknown.size(), size_t(1));
    QVERIFY(!unknown.front().good && unknown.front().value.find("SHA256:") != std::string::npos);
    const auto key = askHostKey(target());
    QVERIFY(key && unknown.front().hostKey);
    QCOMPARE(unknown.front().hostKey->host, key->host);
    QCOMPARE(unknown.front().hostKey->type, std::string("ED25519"));
    QCOMPARE(unknown.front().hostKey->fingerprint, key->fingerprint);
    QVERIFY(m_server.knowHostKey());
}

// `dpkg -S` of Debian 12, for what the programs are linked with and more.
void RemoteShellTest::packagesAreNamedAsDebianDoes_data() {
    QTest::addColumn<QByteArray>("package");
    const std::pair<const char*, const char*> known[] = {{"libtorch_cpu.so.1.13", "libtorch1.13"},
                                                         {"libtorch.so.1.13", "libtorch1.13"},
                                                         {"libc10.so.1.13", "libtorch1.13"},
                                                         {"libmpi.so.40", "libopenmpi3"},
                                                         {"libgomp.so.1", "libgomp1"},
                                                         {"libspng.so.0", "libspng0"},
                                                         {"libdeflate.so.0", "libdeflate0"},
                                                         {"libturbojpeg.so.0", "libturbojpeg0"},
                                                         {"libopenjp2.so.7", "libopenjp2-7"},
                                                         {"libdcmjpeg.so.17", "libdcmtk17"},
                                                         {"libdcmdata.so.17", "libdcmtk17"},
                                                         {"liboflog.so.17", "libdcmtk17"},
                                                         {"libofstd.so.17", "libdcmtk17"},
                                                         {"libprotobuf-lite.so.32", "libprotobuf-lite32"},
                                                         {"libtomlplusplus.so.3", "libtomlplusplus3"},
                                                         {"libstdc++.so.6", "libstdc++6"},
                                                         {"libgcc_s.so.1", "libgcc-s1"},
                                                         {"libm.so.6", "libc6"},
                                                         {"libc.so.6", "libc6"},
                                                         {"libopencv_core.so.406", "libopencv-core406"},
                                                         {"libdnnl.so.2", "libdnnl2"},
                                                         {"libtorch.so", ""},
                                                         {"$(x).so.1 ' y", ""},
                                                         {"", ""}};
    for (const auto& [library, package] : known)
        QTest::addRow("%s", library) << QByteArray(package);
}

void RemoteShellTest::packagesAreNamedAsDebianDoes() {
    QFETCH(QByteArray, package);
    QCOMPARE(QByteArray::fromStdString(debianPackageOf(QTest::currentDataTag())), package);
}

void RemoteShellTest::aMissingLibraryIsNamedWithItsPackage() {
    // Programs that ask for libraries that no system has.
    const QString bin = m_folder.filePath(QStringLiteral("lacking"));
    QVERIFY(QDir().mkpath(bin));
    for (const char* name : {"roentgen-run", "roentgen-train", "roentgen-data", "roentgen-evaluate"}) {
        QFile program(QStringLiteral(ROENTGEN_BIN_DIR "/") + QLatin1String(name));
        QFile copy(bin + QLatin1Char('/') + QLatin1String(name));
        QVERIFY(program.open(QIODevice::ReadOnly) && copy.open(QIODevice::WriteOnly));
        QByteArray bytes = program.readAll();
        if (QByteArray(name) != "roentgen-run")
            bytes.replace("libspng.so.0", "libspng.so.7");
        if (QByteArray(name) == "roentgen-train")
            bytes.replace("libtorch_cpu.so.1.13", "libtorch_cpu.so.9.13");
        QCOMPARE(copy.write(bytes), bytes.size());
        copy.close();
        QVERIFY(copy.setPermissions(program.permissions()));
    }
    const QByteArray there = "engine_folder = \"" + bin.toUtf8() + "\"\n";
    const auto checks = checkTargetThere(target(there.constData()), "", "");
    const auto at = std::find_if(checks.begin(), checks.end(), [](const auto& c) { return c.name == "libraries"; });
    QVERIFY(at != checks.end() && !at->good);
    QCOMPARE(at->value, std::string("libspng.so.7, libtorch_cpu.so.9.13"));
    QCOMPARE(at->hint, std::string("on Debian, install there with apt: libspng7 libtorch9.13"));
    const auto installed = installEngine(target(), bin.toStdString());
    QVERIFY(!installed);
    const std::string line = installed.error().toLine();
    QVERIFY2(line.find("libspng.so.7, libtorch_cpu.so.9.13") != std::string::npos &&
                 line.find("libspng7 libtorch9.13") != std::string::npos,
             line.c_str());
}

// A .bashrc that prints, which bash reads under sshd whether or not somebody sits there.
void RemoteShellTest::whatALoginPrintsIsNoAnswer() {
    const QString home = m_folder.filePath(QStringLiteral("noisy"));
    QVERIFY(QDir().mkpath(home));
    const Status noise = writeFileAtomically(home.toStdString() + "/.bashrc",
                                             "echo 'roentgen-run 0.0.1'\necho 'cores=4096'\necho host=nowhere\n"
                                             "echo 'Welcome to the cluster'\necho 'module: not found' >&2\n");
    QVERIFY(bool(noise));
    SshServer server;
    server.logsInto(home);
    QVERIFY2(server.start(), qPrintable(server.error()));
    QVERIFY(server.knowHostKey());
    const QString work = home + QStringLiteral("/work");
    const auto parsed =
        parseTarget(server.targetToml(work, "engine_folder = \"" ROENTGEN_BIN_DIR "\"\n").toStdString(), "box", "box");
    QVERIFY2(bool(parsed), parsed ? "" : parsed.error().toLine().c_str());
    const auto said = runThere(*parsed, {"true"});
    QVERIFY2(said && said->output.find("Welcome to the cluster") != std::string::npos, "the login prints nothing");
    const Status same = checkEngineVersion(*parsed);
    QVERIFY2(bool(same), same ? "" : same.error().toLine().c_str());
    for (const TargetCheck& check : checkTargetThere(*parsed, "", "")) {
        QVERIFY2(check.good, (check.name + ": " + check.value).c_str());
        QVERIFY2(check.value != "4096" && check.value != "nowhere", check.name.c_str());
    }
    const Status refused = sendBytes(*parsed, "x", "../.bashrc/below a file");
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find("module") == std::string::npos, refused.error().message.c_str());
}

QTEST_APPLESS_MAIN(RemoteShellTest)
#include "remote_shell_test.moc"
