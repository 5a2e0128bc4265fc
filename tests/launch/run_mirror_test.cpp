// A feed that is cut off after any byte, and a mirror that is killed at any moment, end with the same bytes.
#include "engine/launch/run_mirror.h"

#include "engine/protocol/text_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <fstream>
#include <sys/time.h>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::launch;

class RunMirrorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void nothingHalfIsLeftOnceTheResultsAreHere();
    void anyCutIsMadeGood();
    void aTornLineIsCutOffAndBroughtAgain();
    void anotherRunsEventsAreReplaced();
    void wordsOfALoginScriptArePassedOver();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();
    void resultsAreWholeOrAbsent();
    void snapshotsComeAndOlderOnesGo();
    void resultsOfARunThatGoesOnAreNamedWhereAsked();
    void onlyResultsAreSent_data();
    void onlyResultsAreSent();
    void theStateIsWhatWasTold_data();
    void theStateIsWhatWasTold();

private:
    std::string feed(const FeedRequest& request) const;
    RunMirror mirror() const { return {m_here, *readRemoteRecord(m_here)}; }
    void write(const RunFolder& run, const char* name, const std::string& bytes) const {
        std::ofstream(run.path + "/" + name, std::ios::binary) << bytes;
    }
    std::string read(const RunFolder& run, const char* name) const {
        const auto text = readTextFile(run.path + "/" + name);
        return text ? *text : "absent";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RunFolder m_here, m_there;
    std::string m_events;
};

void RunMirrorTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("here")) &&
            QDir(m_folder->path()).mkpath(QStringLiteral("there")));
    m_here.path = m_folder->filePath(QStringLiteral("here")).toStdString();
    m_there.path = m_folder->filePath(QStringLiteral("there")).toStdString();
    m_events.clear();
    for (int64_t seq = 1; seq <= 6; ++seq)
        m_events += writeRunEvent({seq, 100.0 + double(seq), HeartbeatEvent{seq}}) + "\n";
    m_events += writeRunEvent({7, 107, StoppedEvent{"asked"}}) + "\n";
    write(m_there, "experiment.toml", "[data]\ndataset = \"films\"\n");
    write(m_there, "events.jsonl", m_events + "{\"seq\":8,\"ti"); // a line that is being written
    write(m_there, "log.txt", "one\ntwo");
    write(m_there, "best.safetensors", std::string(100000, 'w'));
    RemoteRecord record;
    record.target = "box";
    record.host = "machine";
    QVERIFY(bool(writeRemoteRecord(m_here, record)));
}

// What the far end says to this request.
std::string RunMirrorTest::feed(const FeedRequest& request) const {
    const std::string path = m_folder->filePath(QStringLiteral("stream")).toStdString();
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const Status fed = feedRun(m_there, request, file);
    ::close(file);
    const auto text = readTextFile(path);
    return fed && text ? *text : "";
}

// Of processes that were killed; a living one's is left alone, and so is one that is being written.
void RunMirrorTest::nothingHalfIsLeftOnceTheResultsAreHere() {
    const std::string dead = ".tmp-2000000000"; // above any pid
    const std::vector<std::string> go = {"remote.json" + dead, "events.digest" + dead + "-3",
                                         ".best.safetensors.0123456789abcdef.part",
                                         "snapshots/.0001.safetensors.f.part"};
    const std::vector<std::string> stay = {"metrics.csv.tmp-" + std::to_string(::getpid()), "log.txt" + dead,
                                           "best.safetensors", "notes.part"};
    QVERIFY(QDir(QString::fromStdString(m_here.path)).mkpath(QStringLiteral("snapshots")));
    for (const auto& names : {go, stay})
        for (const std::string& name : names) {
            write(m_here, name.c_str(), "x");
            const timeval hourAgo[2] = {{::time(nullptr) - 3600, 0}, {::time(nullptr) - 3600, 0}};
            if (name != "log.txt" + dead)
                ::utimes((m_here.path + "/" + name).c_str(), hourAgo);
        }
    QVERIFY(bool(mirror().sayResultsHere()));
    for (const std::string& name : go)
        QVERIFY2(!QFile::exists(QString::fromStdString(m_here.path + "/" + name)), name.c_str());
    for (const std::string& name : stay)
        QVERIFY2(QFile::exists(QString::fromStdString(m_here.path + "/" + name)), name.c_str());
}

void RunMirrorTest::anyCutIsMadeGood() {
    RunMirror whole = mirror();
    QVERIFY(bool(whole.prepare()));
    const std::string stream = feed(whole.request());
    QVERIFY(stream.size() > m_events.size());
    for (size_t cut = 0; cut <= stream.size(); cut += 1 + cut / 47) {
        ::unlink(m_here.eventsFile().c_str());
        ::unlink(m_here.logFile().c_str());
        RunMirror first = mirror();
        QVERIFY(bool(first.prepare()));
        FrameReader reader([&](const auto& head, std::string_view payload) { return first.take(head, payload); });
        for (size_t k = 0; k < cut; k += 37) // in small pieces
            QVERIFY(reader.feed(std::string_view(stream).substr(k, std::min<size_t>(37, cut - k))));
        RunMirror second = mirror();
        QVERIFY(bool(second.prepare()));
        FrameReader again([&](const auto& head, std::string_view payload) { return second.take(head, payload); });
        QVERIFY(again.feed(feed(second.request())));
        QCOMPARE(read(m_here, "events.jsonl"), m_events);
        QCOMPARE(read(m_here, "log.txt"), std::string("one\ntwo"));
        QVERIFY(second.heardState() && second.ended());
    }
}

void RunMirrorTest::aTornLineIsCutOffAndBroughtAgain() {
    for (size_t bytes = 0; bytes <= m_events.size(); bytes += 3) {
        write(m_here, "events.jsonl", m_events.substr(0, bytes)); // killed in the middle of writing
        RunMirror mirrored = mirror();
        QVERIFY(bool(mirrored.prepare()));
        FrameReader reader([&](const auto& head, std::string_view payload) {
            return head.kind == "restart" ? false : mirrored.take(head, payload);
        });
        QVERIFY(reader.feed(feed(mirrored.request())));
        QCOMPARE(read(m_here, "events.jsonl"), m_events);
    }
}

void RunMirrorTest::anotherRunsEventsAreReplaced() {
    for (const std::string& wrong : {writeRunEvent({1, 5, HeartbeatEvent{1}}) + "\n", m_events + m_events}) {
        write(m_here, "events.jsonl", wrong);
        RunMirror mirrored = mirror();
        QVERIFY(bool(mirrored.prepare()));
        FrameReader reader([&](const auto& head, std::string_view payload) { return mirrored.take(head, payload); });
        QVERIFY(reader.feed(feed(mirrored.request())));
        QCOMPARE(read(m_here, "events.jsonl"), m_events);
    }
}

void RunMirrorTest::wordsOfALoginScriptArePassedOver() {
    RunMirror mirrored = mirror();
    QVERIFY(bool(mirrored.prepare()));
    FrameReader reader([&](const auto& head, std::string_view payload) { return mirrored.take(head, payload); });
    QVERIFY(reader.feed("Welcome!\n{\"kind\":\"restart\"}\nnot ROENTGEN-FEED 1\n" + feed(mirrored.request())));
    QCOMPARE(read(m_here, "events.jsonl"), m_events);
}

void RunMirrorTest::whatDoesNotFitIsRefused_data() {
    QTest::addColumn<QByteArray>("frame");
    for (const char* frame :
         {"nonsense\n", "[]\n", "{\"kind\":1,\"bytes\":0}\n", "{\"kind\":\"events\"}\n",
          "{\"kind\":\"events\",\"bytes\":-1}\n", "{\"kind\":\"events\",\"bytes\":99999999999}\n",
          "{\"kind\":\"events\",\"bytes\":2,\"offset\":5}\nx\n", "{\"kind\":\"events\",\"bytes\":1,\"offset\":0}\nx",
          "{\"kind\":\"events\",\"bytes\":2,\"offset\":\"0\"}\nx\n",
          "{\"kind\":\"state\",\"bytes\":0,\"state\":\"well\"}\n", "{\"kind\":\"state\",\"bytes\":0,\"state\":7}\n"})
        QTest::addRow("%s", frame) << QByteArray(frame);
}

void RunMirrorTest::whatDoesNotFitIsRefused() {
    QFETCH(QByteArray, frame);
    RunMirror mirrored = mirror();
    QVERIFY(bool(mirrored.prepare()));
    FrameReader reader([&](const auto& head, std::string_view payload) { return mirrored.take(head, payload); });
    QVERIFY(reader.feed("ROENTGEN-FEED 1\n"));
    QVERIFY(!reader.feed(frame.toStdString()));
    QVERIFY(!reader.feed("{\"kind\":\"end\",\"bytes\":0}\n")); // never again
    QCOMPARE(read(m_here, "events.jsonl"), std::string("absent"));
}

void RunMirrorTest::resultsAreWholeOrAbsent() {
    const std::string there = m_there.path + "/best.safetensors";
    const FeedFile file{"best.safetensors", 100000, sha256OfFile(there)};
    ResultFile result(m_here, file);
    QVERIFY(!result.isHere());
    const std::string stream = feed(result.request());
    FrameReader half([&](const auto& head, std::string_view payload) { return result.take(head, payload); });
    QVERIFY(half.feed(std::string_view(stream).substr(0, stream.size() / 2)));
    QVERIFY(!result.finish());
    QCOMPARE(read(m_here, "best.safetensors"), std::string("absent"));
    ResultFile goesOn(m_here, file);
    FrameReader rest([&](const auto& head, std::string_view payload) { return goesOn.take(head, payload); });
    QVERIFY(rest.feed(feed(goesOn.request())));
    QVERIFY(bool(goesOn.finish()));
    QVERIFY(goesOn.isHere());
    // A newer one has taken its place since it was named, before a byte came and after half of it.
    for (bool half : {false, true}) {
        write(m_there, "best.safetensors", std::string(100000, 'x'));
        ResultFile older(m_here, {"best.safetensors", 100000, sha256OfFile(there)});
        const std::string old = feed(older.request());
        FrameReader begun([&](const auto& head, std::string_view payload) { return older.take(head, payload); });
        QVERIFY(begun.feed(std::string_view(old).substr(0, half ? old.size() / 2 : 16)));
        write(m_there, "best.safetensors", std::string(90000, 'y'));
        bool came = false;
        for (int turn = 0; turn < 2 && !came; ++turn) {
            FrameReader newer([&](const auto& head, std::string_view payload) { return older.take(head, payload); });
            came = newer.feed(feed(older.request()));
        }
        QVERIFY(came && older.finish());
        QCOMPARE(read(m_here, "best.safetensors"), std::string(90000, 'y'));
    }
    // Damaged on the way: not under its name.
    FeedFile other = file;
    other.name = "metrics.csv";
    other.bytes = 3;
    write(m_there, "metrics.csv", "abc");
    other.sha256 = sha256OfFile(m_there.path + "/metrics.csv");
    ResultFile damaged(m_here, other);
    std::string bytes = feed(damaged.request());
    bytes.replace(bytes.find("abc"), 3, "abd");
    FrameReader third([&](const auto& head, std::string_view payload) { return damaged.take(head, payload); });
    QVERIFY(third.feed(bytes));
    QVERIFY(!damaged.finish());
    QCOMPARE(read(m_here, "metrics.csv"), std::string("absent"));
    QCOMPARE(QDir(QString::fromStdString(m_here.path))
                 .entryList({QStringLiteral("*.part")}, QDir::Files | QDir::Hidden)
                 .size(),
             0);
}

void RunMirrorTest::snapshotsComeAndOlderOnesGo() {
    for (const RunFolder* run : {&m_here, &m_there})
        QVERIFY(QDir().mkpath(QString::fromStdString(run->snapshotFolder())));
    write(m_here, "snapshots/0001.safetensors", "brought while the run went on");
    write(m_there, "snapshots/0002.safetensors", std::string(70000, '2'));
    write(m_there, "snapshots/0003.safetensors", std::string(70000, '3'));
    write(m_there, "snapshots/notes.txt", "mine");
    RunMirror mirrored = mirror();
    QVERIFY(bool(mirrored.prepare()));
    FrameReader reader([&](const auto& head, std::string_view payload) { return mirrored.take(head, payload); });
    QVERIFY(reader.feed(feed(mirrored.request())));
    for (const FeedFile& file : mirrored.results()) {
        ResultFile result(m_here, file);
        FrameReader bytes([&](const auto& head, std::string_view payload) { return result.take(head, payload); });
        QVERIFY(bytes.feed(feed(result.request())));
        QVERIFY(bool(result.finish()) && result.isHere());
    }
    mirrored.forgetOldSnapshots();
    QCOMPARE(listSnapshots(m_here), (std::vector<std::string>{m_here.snapshotFile(2), m_here.snapshotFile(3)}));
    QCOMPARE(read(m_here, "snapshots/0003.safetensors"), std::string(70000, '3'));
    QCOMPARE(QDir(QString::fromStdString(m_here.snapshotFolder())).entryList(QDir::Files | QDir::Hidden).size(), 2);
}

void RunMirrorTest::resultsOfARunThatGoesOnAreNamedWhereAsked() {
    // Of this process, which lives.
    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.launcherPid = ::getpid();
    record.launcherStartTicks = processStartTicks(::getpid());
    QVERIFY(bool(writeProcessRecord(m_there, record)));
    for (bool asked : {false, true}) {
        RunMirror mirrored = mirror();
        QVERIFY(bool(mirrored.prepare()));
        FrameReader reader([&](const auto& head, std::string_view payload) { return mirrored.take(head, payload); });
        FeedRequest request = mirrored.request();
        request.results = asked;
        QVERIFY(reader.feed(feed(request)));
        QVERIFY(mirrored.heardState() && !mirrored.ended());
        QCOMPARE(mirrored.results().size(), size_t(asked));
    }
}

void RunMirrorTest::onlyResultsAreSent_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"../there/best.safetensors", "/etc/passwd", "experiment.toml", "control", ".", "snapshots/",
          "snapshots/../best.safetensors", "snapshots/1/2.safetensors", "snapshots/x.safetensors"})
        QTest::addRow("%s", name) << QByteArray(name);
}

void RunMirrorTest::onlyResultsAreSent() {
    QFETCH(QByteArray, name);
    FeedRequest request;
    request.file = name.toStdString();
    QCOMPARE(feed(request), std::string());
}

void RunMirrorTest::theStateIsWhatWasTold_data() {
    QTest::addColumn<QByteArray>("told");
    QTest::addColumn<double>("secondsAgo");
    QTest::addColumn<QByteArray>("state");
    const auto row = [](const char* told, double ago, const char* state) {
        QTest::addRow("%s %g", told, ago) << QByteArray(told) << ago << QByteArray(state);
    };
    row("", 0, "starting");
    row("running", 1, "running");
    row("running", 9, "unreachable");
    row("queued", 1, "queued");
    row("queued", 9, "unreachable");
    row("stalled", 1, "stalled");
    row("stopping", 1, "stopping");
    row("failed", 1000, "failed");
    row("stopped", 1000, "stopped");
    row("lost", 1000, "lost");
    row("nonsense", 1, "starting");
}

void RunMirrorTest::theStateIsWhatWasTold() {
    QFETCH(QByteArray, told);
    QFETCH(double, secondsAgo);
    QFETCH(QByteArray, state);
    RemoteRecord record;
    record.host = "machine";
    record.state = told.toStdString();
    record.checked = 1000;
    QVERIFY(bool(writeRemoteRecord(m_here, record)));
    RunWatch watch(m_here, {}, EventReader("absent"));
    watch.look(1000 + secondsAgo);
    const RunSummary summary = watch.summary(1000 + secondsAgo);
    QCOMPARE(QByteArray(runStateName(summary.state)), state);
    QCOMPARE(summary.canResume, state == "failed" || state == "stopped" || state == "lost");
    QCOMPARE(summary.unreachableSince, state == "unreachable" ? 1000.0 : 0.0);
}

QTEST_APPLESS_MAIN(RunMirrorTest)
#include "run_mirror_test.moc"
