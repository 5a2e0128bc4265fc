// roentgen-data pack as a process: killed and resumed, stopped, on a full disk, and with films that cannot be read.
#include "engine/datasets/dataset.h"
#include "engine/datasets/folder_index.h"
#include "engine/datasets/phantom.h"
#include "engine/protocol/text_file.h"
#include "tests/programs/finished_program.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sys/resource.h>

using namespace roentgen;
using namespace roentgen::tests;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

Files filesIn(const std::string& folder) {
    Files files;
    for (const auto& entry : fs::directory_iterator(folder))
        files[entry.path().filename().string()] = *readTextFile(entry.path().string());
    return files;
}

// Nothing under its final name is half: every shard has its index and its facts.
bool everyShardIsWhole(const std::string& folder, const Files& whole) {
    for (const auto& [name, contents] : filesIn(folder))
        if (fs::path(name).extension() == ".tfrecord" && (!whole.count(name) || whole.at(name) != contents))
            return false;
    return true;
}

} // namespace

class RoentgenDataPackTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void threadsChangeNothing();
    void aKilledPackGoesOn();
    void anInterruptedPackSaysSo();
    void aFullDiskIsOneLine();
    void aDamagedShardIsPackedAgain();
    void otherFilmsAreRefused();
    void unreadableFilmsAreNamed();
    void wrongUse_data();
    void wrongUse();

private:
    std::string path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    QStringList arguments(const std::string& out, const QStringList& more = {}) const {
        return QStringList{QStringLiteral("pack"),      QString::fromStdString(m_films), QStringLiteral("--out"),
                           QString::fromStdString(out), QStringLiteral("--size"),        QStringLiteral("128"),
                           QStringLiteral("--json"),    QStringLiteral("--shards"),      QStringLiteral("6")} +
               more;
    }
    QTemporaryDir m_folder;
    std::string m_films;
    Files m_whole;
    qint64 m_milliseconds = 0;
};

void RoentgenDataPackTest::initTestCase() {
    datasets::PhantomOptions phantoms;
    phantoms.count = 90;
    phantoms.size = 512;
    phantoms.out = m_films = path("films");
    QVERIFY(bool(datasets::makePhantoms(phantoms)));
    QElapsedTimer clock;
    clock.start();
    const FinishedProgram packed = runProgram("roentgen-data", arguments(path("whole")));
    m_milliseconds = clock.elapsed();
    QVERIFY2(packed.exitCode == 0, packed.diagnostics.constData());
    QCOMPARE(packed.json().value(QLatin1String("records")).toInt(), 90);
    QVERIFY(packed.diagnostics.contains("100 %"));
    m_whole = filesIn(path("whole"));
    QCOMPARE(m_whole.size(), size_t(19)); // six shards, with index and facts each, and the description
}

void RoentgenDataPackTest::threadsChangeNothing() {
    QCOMPARE(runProgram("roentgen-data", arguments(path("three"), {QStringLiteral("--threads"), QStringLiteral("3")}))
                 .exitCode,
             0);
    QVERIFY(filesIn(path("three")) == m_whole);
}

void RoentgenDataPackTest::aKilledPackGoesOn() {
    std::mt19937 random(11);
    int killed = 0;
    for (int chain = 0; chain < 6; ++chain) {
        const std::string out = path(("killed-" + std::to_string(chain)).c_str());
        for (int kill = 0; kill < 4; ++kill) {
            QProcess pack;
            pack.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data"), arguments(out));
            QVERIFY(pack.waitForStarted());
            if (!pack.waitForFinished(int(random() % uint64_t(m_milliseconds))))
                ++killed;
            pack.kill();
            pack.waitForFinished();
            QVERIFY(!fs::exists(out) || everyShardIsWhole(out, m_whole));
        }
        const FinishedProgram resumed = runProgram("roentgen-data", arguments(out));
        QVERIFY2(resumed.exitCode == 0, resumed.diagnostics.constData());
        QVERIFY(filesIn(out) == m_whole);
    }
    QVERIFY2(killed >= 6, "the kills came too late to say anything");
}

void RoentgenDataPackTest::anInterruptedPackSaysSo() {
    const std::string out = path("interrupted");
    QProcess pack;
    pack.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data"), arguments(out));
    QByteArray said;
    while (!said.contains("20 %") && pack.waitForReadyRead(30000) | (pack.state() == QProcess::Running))
        said += pack.readAllStandardError();
    ::kill(pid_t(pack.processId()), SIGINT);
    QVERIFY(pack.waitForFinished());
    if (pack.exitCode() != 0) { // it may have been faster
        QCOMPARE(pack.exitCode(), int(ExitStopped));
        for (const auto& [name, contents] : filesIn(out))
            QVERIFY2(name.find(".part") == std::string::npos, name.c_str());
        Experiment experiment;
        experiment.data.dataset = out;
        const auto half = datasets::openDataset(experiment, "");
        QVERIFY(!half && half.error().toLine().find("not all written") != std::string::npos);
    }
    QCOMPARE(runProgram("roentgen-data", arguments(out)).exitCode, 0);
    QVERIFY(filesIn(out) == m_whole);
}

void RoentgenDataPackTest::aFullDiskIsOneLine() {
    const std::string out = path("full");
    for (const int kilobytes : {1, 40, 200}) {
        QProcess pack;
        pack.setChildProcessModifier([kilobytes] {
            const rlimit limit{rlim_t(kilobytes) << 10, rlim_t(kilobytes) << 10};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        });
        pack.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data"), arguments(out));
        QVERIFY(pack.waitForFinished());
        QCOMPARE(pack.exitStatus(), QProcess::NormalExit);
        QCOMPARE(pack.exitCode(), int(ExitEnvironment));
        const QList<QByteArray> lines = pack.readAllStandardError().trimmed().split('\n');
        QVERIFY2(lines.last().startsWith("roentgen-data: Could not write"), lines.last().constData());
        for (const auto& [name, contents] : filesIn(out))
            QVERIFY2(name == "records.json" || fs::path(name).extension() == ".facts", name.c_str());
    }
    QCOMPARE(runProgram("roentgen-data", arguments(out)).exitCode, 0);
    QVERIFY(filesIn(out) == m_whole);
}

void RoentgenDataPackTest::aDamagedShardIsPackedAgain() {
    const std::string out = path("damaged");
    fs::copy(path("whole"), out);
    const std::string shard = "films-00002-of-00006.tfrecord";
    std::string bytes = m_whole.at(shard);
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 4);
    std::ofstream(out + "/" + shard, std::ios::binary) << bytes;
    fs::remove(out + "/films-00004-of-00006.idx");
    const FinishedProgram again = runProgram("roentgen-data", arguments(out));
    QVERIFY2(again.exitCode == 0, again.diagnostics.constData());
    QCOMPARE(again.json().value(QLatin1String("shards_kept")).toInt(), 4);
    QVERIFY(filesIn(out) == m_whole);
}

void RoentgenDataPackTest::otherFilmsAreRefused() {
    const std::string out = path("other");
    fs::copy(path("whole"), out);
    const auto refused = [&](const FinishedProgram& program) {
        return program.exitCode == ExitUsage && program.saysOneLine() && filesIn(out) == m_whole;
    };
    QVERIFY(refused(runProgram("roentgen-data", arguments(out, {QStringLiteral("--resize"), QStringLiteral("pad")}))));
    const std::string films = path("changed-films");
    fs::copy(m_films, films, fs::copy_options::recursive);
    const auto index = datasets::indexFolder(films);
    fs::copy_file(index->images[1].path, index->images[0].path, fs::copy_options::overwrite_existing);
    QStringList changed = arguments(out);
    changed[1] = QString::fromStdString(films);
    QVERIFY(refused(runProgram("roentgen-data", changed)));
    const std::string mine = path("mine");
    fs::create_directory(mine);
    std::ofstream(mine + "/thesis.txt") << "do not touch";
    const FinishedProgram full = runProgram("roentgen-data", arguments(mine));
    QVERIFY(full.exitCode == ExitUsage && full.saysOneLine());
    QCOMPARE(filesIn(mine).size(), size_t(1));
}

void RoentgenDataPackTest::unreadableFilmsAreNamed() {
    const std::string films = path("bad-films"), out = path("bad");
    fs::copy(m_films, films, fs::copy_options::recursive);
    const auto index = datasets::indexFolder(films);
    std::vector<std::string> names;
    for (const size_t bad : {5, 40}) {
        std::ofstream(index->images[bad].path, std::ios::binary) << "no PNG";
        names.push_back(index->images[bad].image);
    }
    QStringList asked = arguments(out);
    asked[1] = QString::fromStdString(films);
    for (int attempt = 0; attempt < 2; ++attempt) { // the second one keeps all shards and says the same
        const FinishedProgram packed = runProgram("roentgen-data", asked);
        QVERIFY2(packed.exitCode == 0, packed.diagnostics.constData());
        const QJsonArray unreadable = packed.json().value(QLatin1String("unreadable")).toArray();
        QCOMPARE(unreadable.size(), 2);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(unreadable[i].toString().toStdString(), names[size_t(i)]);
        QCOMPARE(packed.json().value(QLatin1String("shards_kept")).toInt(), attempt * 6);
    }
    fs::remove_all(out);
    for (const StudyImage& image : index->images)
        std::ofstream(image.path, std::ios::binary) << "no PNG";
    QCOMPARE(runProgram("roentgen-data", asked).exitCode, int(ExitData));
}

void RoentgenDataPackTest::wrongUse_data() {
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("code");
    QTest::newRow("12 bits") << QStringList{QStringLiteral("--bits"), QStringLiteral("12")} << int(ExitUsage);
    QTest::newRow("16 px") << QStringList{QStringLiteral("--size"), QStringLiteral("16")} << int(ExitUsage);
    QTest::newRow("shards twice") << QStringList{QStringLiteral("--shard-mb"), QStringLiteral("5")} << int(ExitUsage);
    QTest::newRow("0 threads") << QStringList{QStringLiteral("--threads"), QStringLiteral("0")} << int(ExitUsage);
}

void RoentgenDataPackTest::wrongUse() {
    QFETCH(QStringList, more);
    QFETCH(int, code);
    const FinishedProgram program = runProgram("roentgen-data", arguments(path("wrong"), more));
    QCOMPARE(program.exitCode, code);
    QVERIFY(program.saysOneLine());
    QVERIFY(!fs::exists(path("wrong")));
}

QTEST_GUILESS_MAIN(RoentgenDataPackTest)
#include "roentgen_data_pack_test.moc"
