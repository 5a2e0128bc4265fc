// A disk that is really full (a small tmpfs): what was whole stays whole, the error says so, and with space again
// everything goes on.
#include "engine/launch/run_mirror.h"
#include "engine/protocol/event_log.h"
#include "engine/protocol/text_file.h"
#include "engine/training/checkpoint_folder.h"
#include "tests/protocol/small_disk.h"
#include "tests/training/trainer_process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <nlohmann/json.hpp>

using namespace roentgen;
using namespace roentgen::tests;
namespace fs = std::filesystem;

class FullDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_disk.reset(); }
    void anEventIsWholeOrAbsent();
    void aFileKeepsItsOldText();
    void theLastCheckpointStays();
    void aMirrorKeepsWhatItHas();
    void aTrainerEndsAndGoesOnWithSpace_data();
    void aTrainerEndsAndGoesOnWithSpace();

private:
    static bool saysSpace(const Error& error) {
        return error.code == ErrorCode::Environment && error.hint.find("free") != std::string::npos;
    }
    static std::string textOf(const std::string& path) {
        const auto text = readTextFile(path);
        return text ? *text : "absent";
    }
    void mount(int64_t bytes) {
        m_disk = std::make_unique<SmallDisk>(m_folder->path().toStdString(), bytes);
        QVERIFY2(m_disk->isMounted(), "could not mount a tmpfs");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SmallDisk> m_disk;
    QTemporaryDir m_roomy;
    QString m_dataset, m_whole;
};

void FullDiskTest::init() {
    m_disk.reset();
    m_folder = std::make_unique<QTemporaryDir>();
}

void FullDiskTest::anEventIsWholeOrAbsent() {
    mount(1 << 20);
    const std::string path = m_disk->path() + "/events.jsonl";
    auto writer = EventWriter::open(path);
    QVERIFY(bool(writer) && bool(writer->append(HelloEvent{})));
    QVERIFY(m_disk->fill());
    Status last = Done{};
    for (int k = 0; last && k < 1000; ++k) // the last page has room for some
        last = writer->append(WarningEvent{"code", std::string(200, 'x'), 0});
    QVERIFY2(!last && saysSpace(last.error()), last ? "it never got full" : last.error().toLine().c_str());
    const int64_t seq = writer->lastSeq();
    QCOMPARE(textOf(path).back(), '\n');
    m_disk->giveBack();
    QVERIFY(bool(writer->append(StoppedEvent{"asked"})));
    EventReader reader(path);
    const auto events = reader.readNew();
    QCOMPARE(reader.damagedLines(), int64_t(0));
    QCOMPARE(int64_t(events.size()), seq + 1);
    QCOMPARE(events.back().seq, seq + 1);
}

void FullDiskTest::aFileKeepsItsOldText() {
    mount(1 << 20);
    const std::string path = m_disk->path() + "/experiment.toml";
    QVERIFY(bool(writeFileAtomically(path, "old")));
    QVERIFY(m_disk->fill(8192));
    const Status written = writeFileAtomically(path, std::string(100000, 'n'));
    QVERIFY(!written && saysSpace(written.error()));
    QCOMPARE(textOf(path), std::string("old"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 2); // the filler and this
    m_disk->giveBack();
    QVERIFY(bool(writeFileAtomically(path, "new")));
    QCOMPARE(textOf(path), std::string("new"));
}

void FullDiskTest::theLastCheckpointStays() {
    mount(4 << 20);
    const RunFolder run{m_disk->path() + "/run"};
    const auto files = [](char letter) {
        return training::CheckpointFiles{{"state.safetensors", std::string(1 << 20, letter)}};
    };
    const std::string state = run.checkpointFolder() + "/state.safetensors";
    QVERIFY(bool(training::writeCheckpointFolder(run, files('1'))));
    QVERIFY(m_disk->fill(512 << 10));
    const Status written = training::writeCheckpointFolder(run, files('2'));
    QVERIFY(!written && saysSpace(written.error()));
    QVERIFY(textOf(state) == std::string(1 << 20, '1') && !fs::exists(run.path + "/checkpoints/new"));
    m_disk->giveBack();
    QVERIFY(bool(training::writeCheckpointFolder(run, files('3'))));
    QVERIFY(textOf(state) == std::string(1 << 20, '3'));
}

void FullDiskTest::aMirrorKeepsWhatItHas() {
    mount(1 << 20);
    const RunFolder run{m_disk->path() + "/run"};
    fs::create_directories(run.path);
    std::string events;
    for (int64_t seq = 1; seq <= 2000; ++seq)
        events += writeRunEvent({seq, double(seq), HeartbeatEvent{seq}}) + "\n";
    const size_t half = events.find('\n', events.size() / 2) + 1;
    const auto frame = [](size_t offset) {
        FeedHead head;
        head.kind = "events";
        head.offset = int64_t(offset);
        return head;
    };
    launch::RunMirror mirror(run, RemoteRecord{});
    QVERIFY(bool(mirror.prepare()) && mirror.take(frame(0), std::string_view(events).substr(0, half)));
    QVERIFY(m_disk->fill());
    QVERIFY(!mirror.take(frame(half), std::string_view(events).substr(half)));
    QVERIFY(!mirror.trouble() && saysSpace(mirror.trouble().error()));
    QCOMPARE(textOf(run.eventsFile()), events.substr(0, half));
    m_disk->giveBack();
    launch::RunMirror again(run, RemoteRecord{});
    QVERIFY(bool(again.prepare()));
    QCOMPARE(again.request().eventsOffset, int64_t(half));
    QVERIFY(again.take(frame(half), std::string_view(events).substr(half)));
    QCOMPARE(textOf(run.eventsFile()), events);
}

void FullDiskTest::aTrainerEndsAndGoesOnWithSpace_data() {
    QTest::addColumn<QString>("fullBefore"); // what is there when the disk gets full
    QTest::newRow("before its first event") << QStringLiteral("experiment.toml");
    QTest::newRow("before its first step") << QStringLiteral("events.jsonl");
    QTest::newRow("while it writes a checkpoint") << QStringLiteral("checkpoints/new");
    QTest::newRow("after a checkpoint") << QStringLiteral("checkpoints/last");
    if (!m_dataset.isEmpty())
        return;
    // What an undisturbed run gives, on a disk with space.
    m_dataset = makePhantoms(m_roomy.filePath(QStringLiteral("phantoms")), 30);
    QVERIFY(bool(writeFileAtomically(m_roomy.filePath(QStringLiteral("experiment.toml")).toStdString(),
                                     tinyExperiment(m_dataset, 1).toStdString())));
    m_whole = m_roomy.filePath(QStringLiteral("whole"));
    TrainerProcess trainer(1, {m_roomy.filePath(QStringLiteral("experiment.toml")), QStringLiteral("--run"), m_whole});
    QVERIFY(trainer.start() && trainer.wait(120000));
    QVERIFY2(trainer.exitCode() == 0, qPrintable(trainer.errorText()));
}

void FullDiskTest::aTrainerEndsAndGoesOnWithSpace() {
    QFETCH(QString, fullBefore);
    mount(int64_t(400) << 20);
    // A checkpoint is written in a few milliseconds: where the moment was missed, once more.
    constexpr int MostTries = 8;
    QString run;
    QStringList command;
    std::unique_ptr<TrainerProcess> filled;
    bool wasFull = false;
    for (int attempt = 1; attempt <= MostTries && !wasFull; ++attempt) {
        if (!run.isEmpty())
            QDir(run).removeRecursively();
        run = m_folder->filePath(QStringLiteral("run%1").arg(attempt));
        command = {m_roomy.filePath(QStringLiteral("experiment.toml")), QStringLiteral("--run"), run};
        filled = std::make_unique<TrainerProcess>(1, command);
        QVERIFY(filled->start());
        QElapsedTimer clock;
        clock.start();
        while (filled->isRunning() && !QFileInfo::exists(run + QLatin1Char('/') + fullBefore)) {
            QVERIFY2(clock.elapsed() < 60000, "the trainer did not come so far");
            filled->wait(1);
        }
        for (; filled->isRunning() && clock.elapsed() < 180000; filled->wait(1)) // also what it removes meanwhile
            wasFull = m_disk->fill() || wasFull;                                 // not where it writes in that moment
        QVERIFY(!filled->isRunning());
    }
    QVERIFY2(wasFull, "the moment was never met: this proves nothing");
    TrainerProcess& trainer = *filled;
    QVERIFY2(trainer.exitCode() == 4, qPrintable(trainer.errorText()));
    QVERIFY2(trainer.errorText().contains(QLatin1String("free")), qPrintable(trainer.errorText()));
    QVERIFY(!QFileInfo::exists(run + QStringLiteral("/checkpoints/new")));
    EventReader reader(run.toStdString() + "/events.jsonl");
    RunHistory history;
    for (const RunEvent& event : reader.readNew())
        history.apply(event);
    QVERIFY(!history.finished && reader.damagedLines() == 0);

    m_disk->giveBack();
    const bool begun = QFileInfo::exists(run + QStringLiteral("/experiment.toml"));
    TrainerProcess resumed(1, begun ? command + QStringList{QStringLiteral("--resume")} : command);
    QVERIFY(resumed.start() && resumed.wait(120000));
    QVERIFY2(resumed.exitCode() == 0, qPrintable(resumed.errorText()));
    for (const char* name : {"/last.safetensors", "/best.safetensors", "/predictions.csv"})
        QVERIFY2(textOf(run.toStdString() + name) == textOf(m_whole.toStdString() + name), name);
}

int main(int argc, char** argv) {
    if (const std::string missing = enterMountNamespace(); !missing.empty()) {
        std::fprintf(stderr, "full_disk_test: %s\n", missing.c_str());
        return 1;
    }
    QCoreApplication application(argc, argv);
    FullDiskTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "full_disk_test.moc"
