// A log that is read through its digest says what the whole log says, whatever was appended, torn or exchanged.
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/run_log.h"

#include "engine/protocol/run_watch.h"
#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <random>
#include <sys/stat.h>

using namespace roentgen;
namespace fs = std::filesystem;

namespace {

// A run that stops, fails and goes back as it likes.
class RandomRun {
public:
    explicit RandomRun(unsigned seed)
        : m_random(seed) {}

    std::string next() {
        m_time += 1;
        return writeRunEvent({++m_seq, m_time, body()}) + "\n";
    }

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }

    RunEvent::Body body() {
        if (m_seq == 1 || m_ended || upTo(60) == 0) {
            HelloEvent hello;
            hello.epochs = 10;
            hello.stepsPerEpoch = 50;
            hello.ranks = 2;
            hello.host = "a machine";
            if (m_step > 0 && upTo(4) > 0) {
                m_step = upTo(int(m_step)); // sometimes 0
                hello.resumedFrom = HelloEvent::Position{m_step / 50 + 1, m_step};
            } else {
                m_step = 0;
            }
            m_ended = false;
            m_time += upTo(100);
            return hello;
        }
        switch (upTo(40)) {
        case 0:
            m_ended = true;
            return StoppedEvent{"asked"};
        case 1:
            m_ended = true;
            return ErrorEvent{"environment", "no space\nleft, 7 bytes", "/a place", ""};
        case 2: {
            ValidationEvent validation;
            validation.step = m_step;
            const auto mean = upTo(3) > 0 ? std::optional(0.5 + upTo(1000) / 3000.0) : std::nullopt;
            validation.metrics = metricsOfProtocol1(mean, {{"Mass", 0.5}});
            return validation;
        }
        case 3:
            return HeartbeatEvent{m_step};
        case 4:
            return WarningEvent{"code", "words", 0};
        case 6:
            return CheckpointEvent{m_step / 50 + 1, m_step, "checkpoints/last", false};
        case 5: {
            EpochEvent epoch;
            epoch.epoch = m_step / 50 + 1;
            epoch.end = upTo(1) == 1;
            epoch.trainingSeconds = upTo(3) / 7.0;
            return epoch;
        }
        default:
            break;
        }
        StepEvent step;
        step.step = ++m_step;
        step.epoch = m_step / 50 + 1;
        step.imagesPerSecond = upTo(9) == 0 ? NAN : 1 + upTo(1000) / 7.0;
        step.stages.resize(size_t(1 + upTo(3)));
        return step;
    }

    std::mt19937 m_random;
    int64_t m_seq = 0, m_step = 0;
    double m_time = 1000;
    bool m_ended = false;
};

// Everything that a list or a state asks of a history.
QString answers(const RunHistory& h) {
    const double now = h.lastTime + 17;
    QStringList words;
    for (const double value :
         {h.startTime, h.lastTime, h.pausedSeconds, h.best() ? *h.best()->validation.metrics.headlineValue() : -1,
          h.throughput().imagesPerSecond, h.throughput().deviation, double(h.throughput().steps),
          h.trainingSecondsPerEpoch().value_or(-1), double(h.currentStep()), double(h.currentEpoch()),
          double(h.totalSteps()), h.elapsedSeconds(now), h.remainingSeconds(now).value_or(-1), double(h.lastSeq),
          double(h.steps.empty())})
        words << QString::number(value, 'g', 17);
    for (const auto& p : h.validations)
        words << QString::number(p.validation.metrics.headlineValue().value_or(-1), 'g', 17);
    if (h.hello)
        words << QString::fromStdString(h.hello->host) << QString::number(h.hello->ranks);
    if (h.checkpoint)
        words << QString::number(h.checkpoint->step) << QString::fromStdString(h.checkpoint->path);
    if (h.error)
        words << QString::fromStdString(h.error->code + h.error->message + h.error->where);
    if (h.stopped)
        words << QString::fromStdString(h.stopped->reason);
    if (h.finished)
        words << QString::fromStdString(h.finished->reason);
    return words.join(QLatin1Char('|'));
}

int64_t bytesRead() {
    std::ifstream file("/proc/self/io");
    std::string word;
    int64_t bytes = -1;
    file >> word >> bytes; // rchar
    return bytes;
}

} // namespace

class RunLogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void saysWhatTheWholeLogSays_data();
    void saysWhatTheWholeLogSays();
    void anExchangedLogIsReadAnewByAReaderThatStays();
    void readsOnlyWhatIsNew();
    void aDigestThatDoesNotFitIsIgnored_data();
    void aDigestThatDoesNotFitIsIgnored();
    void aTornDigestIsIgnoredAtEveryLength();
    void anotherNameIsSeen();
    void aFolderThatCannotBeWrittenIsReadAllTheSame();

private:
    void append(const std::string& text) {
        std::ofstream(m_run.eventsFile(), std::ios::app | std::ios::binary) << text;
    }
    static RunHistory whole(const RunFolder& run) {
        RunLog log(run, RunLog::Depth::Whole);
        log.readNew();
        return log.history();
    }
    static RunHistory recent(const RunFolder& run) {
        RunLog log(run);
        log.readNew();
        return log.history();
    }
    // 300 events of a run that ended, and the digest beside them.
    void makeEndedRun(const RunFolder& run, unsigned seed) {
        fs::create_directories(run.path);
        QVERIFY(bool(writeFileAtomically(run.experimentFile(), "[experiment]\nname = \"first\"\n")));
        RandomRun events(seed);
        std::string text;
        for (int k = 0; k < 300; ++k)
            text += events.next();
        text += writeRunEvent({301, 5000, StoppedEvent{"asked"}}) + "\n";
        std::ofstream(run.eventsFile(), std::ios::binary) << text;
        recent(run);
        QVERIFY(fs::exists(digestFile(run)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RunFolder m_run;
};

void RunLogTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_run.path = m_folder->filePath(QStringLiteral("run")).toStdString();
    fs::create_directories(m_run.path);
}

void RunLogTest::saysWhatTheWholeLogSays_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 6; ++seed)
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

// Three readers: one that stays, one that begins anew each time with what was kept, and the whole log.
void RunLogTest::saysWhatTheWholeLogSays() {
    QFETCH(int, seed);
    RandomRun events{unsigned(seed)};
    std::mt19937 random{unsigned(seed)};
    RunLog staying(m_run);
    int fromDigests = 0;
    for (int round = 0; round < 60; ++round) {
        std::string text;
        for (int k = std::uniform_int_distribution<int>(1, 40)(random); k > 0; --k)
            text += events.next();
        const size_t torn = round % 3 == 0 ? text.size() / 2 : text.size();
        append(text.substr(0, torn));
        staying.readNew();
        const QString expected = answers(whole(m_run));
        QCOMPARE(answers(staying.history()), expected);
        fromDigests += readRunDigest(m_run) ? 1 : 0;
        QCOMPARE(answers(recent(m_run)), expected);
        RunWatch brief(m_run), full(m_run, RunLog::Depth::Whole); // and whatever else a list prints
        brief.look(5000);
        full.look(5000);
        QCOMPARE(writeMessage(brief.summary(5000)), writeMessage(full.summary(5000)));
        append(text.substr(torn));
    }
    QVERIFY(fromDigests > 5);
}

void RunLogTest::anExchangedLogIsReadAnewByAReaderThatStays() {
    makeEndedRun(m_run, 6);
    const RunFolder other{m_run.path + "-2"};
    makeEndedRun(other, 7);
    RunLog staying(m_run), charts(m_run, RunLog::Depth::Whole);
    const auto bothSayWhatIsThere = [&] {
        staying.readNew();
        charts.readNew();
        return answers(staying.history()) == answers(whole(m_run)) &&
               answers(charts.history()) == answers(whole(m_run));
    };
    QVERIFY(bothSayWhatIsThere());
    fs::rename(other.eventsFile(), m_run.eventsFile());
    QVERIFY(bothSayWhatIsThere());
    const std::string log = *readTextFile(m_run.eventsFile());
    fs::resize_file(m_run.eventsFile(), log.find('\n', log.size() / 2) + 1);
    QVERIFY(bothSayWhatIsThere());
}

void RunLogTest::readsOnlyWhatIsNew() {
    StepEvent step;
    step.stages.resize(64);
    std::string text = writeRunEvent({1, 1000, HelloEvent{}}) + "\n";
    int64_t seq = 1;
    while (text.size() < 20 << 20) {
        step.step = seq;
        text += writeRunEvent({++seq, 1000.0 + double(seq), step}) + "\n";
    }
    append(text);
    recent(m_run);
    RunWatch waiting(m_run);
    waiting.look();
    for (int round = 0; round < 20; ++round) {
        append(writeRunEvent({++seq, 1000.0 + double(seq), HeartbeatEvent{step.step}}) + "\n");
        const int64_t before = bytesRead(); // of the whole process
        QCOMPARE(recent(m_run).lastSeq, seq);
        const int64_t between = bytesRead();
        waiting.look();
        const int64_t after = bytesRead();
        QCOMPARE(waiting.history().lastSeq, seq);
        QVERIFY2(between - before < 32768, qPrintable(QString::number(between - before)));
        QVERIFY2(after - between < 16384, qPrintable(QString::number(after - between)));
    }
}

void RunLogTest::aDigestThatDoesNotFitIsIgnored_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"of another run", "log exchanged", "log cut", "log written over", "a byte changed",
                             "another version", "empty", "a folder"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void RunLogTest::aDigestThatDoesNotFitIsIgnored() {
    QFETCH(QString, what);
    makeEndedRun(m_run, 1);
    QVERIFY(readRunDigest(m_run).has_value());
    const std::string digest = *readTextFile(digestFile(m_run)), log = *readTextFile(m_run.eventsFile());
    const auto write = [](const std::string& path, const std::string& text) {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
    };
    const RunFolder other{m_run.path + "-2"};
    makeEndedRun(other, 2);
    if (what == QLatin1String("of another run")) {
        fs::copy_file(digestFile(other), digestFile(m_run), fs::copy_options::overwrite_existing);
    } else if (what == QLatin1String("log exchanged")) {
        fs::rename(other.eventsFile(), m_run.eventsFile());
    } else if (what == QLatin1String("log cut")) {
        fs::resize_file(m_run.eventsFile(), log.find('\n', log.size() / 2) + 1);
    } else if (what == QLatin1String("log written over")) { // the same file, longer, with other events in it
        const std::string longer = *readTextFile(other.eventsFile());
        write(m_run.eventsFile(), longer + std::string(log.size(), '\n'));
    } else if (what == QLatin1String("a byte changed")) {
        for (size_t at = 0; at < digest.size(); at += 7) {
            std::string changed = digest;
            changed[at] = char(changed[at] ^ 1);
            write(digestFile(m_run), changed);
            QVERIFY2(!readRunDigest(m_run), qPrintable(QString::number(at)));
        }
    } else if (what == QLatin1String("another version")) {
        write(digestFile(m_run), "roentgen events digest 999\n" + digest.substr(digest.find('\n') + 1));
    } else if (what == QLatin1String("empty")) {
        write(digestFile(m_run), "");
    } else {
        fs::remove(digestFile(m_run));
        fs::create_directory(digestFile(m_run));
    }
    QVERIFY(!readRunDigest(m_run).has_value());
    QCOMPARE(answers(recent(m_run)), answers(whole(m_run)));
    if (what != QLatin1String("a folder"))
        QCOMPARE(readRunDigest(m_run).has_value(), what != QLatin1String("log cut") || whole(m_run).stopped); // anew
}

void RunLogTest::aTornDigestIsIgnoredAtEveryLength() {
    makeEndedRun(m_run, 3);
    const std::string digest = *readTextFile(digestFile(m_run));
    for (size_t length = 0; length < digest.size(); ++length) {
        std::ofstream(digestFile(m_run), std::ios::binary | std::ios::trunc) << digest.substr(0, length);
        QVERIFY2(!readRunDigest(m_run), qPrintable(QString::number(length)));
    }
}

void RunLogTest::anotherNameIsSeen() {
    makeEndedRun(m_run, 4);
    QCOMPARE(summaryOf(m_run).name, std::string("first"));
    QVERIFY(bool(writeFileAtomically(m_run.experimentFile(), "[experiment]\nname = \"second\"\n")));
    QCOMPARE(summaryOf(m_run).name, std::string("second"));
    QVERIFY(bool(writeFileAtomically(m_run.experimentFile(), "[experiment\n")));
    QCOMPARE(summaryOf(m_run).name, std::string("run")); // its id
}

void RunLogTest::aFolderThatCannotBeWrittenIsReadAllTheSame() {
    makeEndedRun(m_run, 5);
    // What takes its name away stops root, too.
    fs::remove(digestFile(m_run));
    fs::create_directories(digestFile(m_run) + "/in the way");
    QCOMPARE(answers(recent(m_run)), answers(whole(m_run)));
    int leftovers = 0;
    for (const auto& entry : fs::directory_iterator(m_run.path))
        leftovers += entry.path().filename().string().find(".tmp") != std::string::npos ? 1 : 0;
    QCOMPARE(leftovers, 0);
}

QTEST_APPLESS_MAIN(RunLogTest)
#include "run_log_test.moc"
