#include "engine/protocol/event_log.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <nlohmann/json.hpp>

using namespace roentgen;

namespace {

HelloEvent hello(std::optional<HelloEvent::Position> resumed = {}) {
    HelloEvent e;
    e.classes = {"Mass", "Nodule"};
    e.stepsPerEpoch = 4;
    e.epochs = 2;
    e.resumedFrom = resumed;
    return e;
}

StepEvent step(int64_t number, double loss) {
    StepEvent e;
    e.epoch = (number - 1) / 4 + 1;
    e.step = number;
    e.loss = loss;
    e.imagesPerSecond = 10;
    e.stages = {{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6}, {1, 0, 0, 0, 0, 1, 0}};
    return e;
}

} // namespace

class TestEventLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyKindSurvivesALine();
    void nanIsWrittenAsNullAndReadAsNan();
    void unknownKindsAreIgnoredAndDamagedLinesCounted();
    void aTornLastLineIsCutAndSeqGoesOn();
    void aReaderSeesEachEventOnceWhateverTheWritesSplit();
    void aResumeForgetsLaterSteps();
    void undefinedAucIsNullNotZero();
    void aStreamOfProtocol1IsRead();
    void aLowerHeadlineIsTheBest();
    void theSpeedIsOfAllStepsAfterTheWarmUp();
    void everyEpochsTimesAreKept();

private:
    QTemporaryDir m_folder;
    std::string m_path;
};

void TestEventLog::init() {
    m_path = m_folder.filePath(QStringLiteral("events.jsonl")).toStdString();
    QFile::remove(QString::fromStdString(m_path));
}

void TestEventLog::everyKindSurvivesALine() {
    ValidationEvent validation{1, 4, 0.25, metricsOfProtocol1(0.5, {{"Mass", 0.5}, {"Nodule", std::nullopt}}), true};
    validation.metrics.list.push_back({"positive_share", 0.25, Direction::None});
    const std::vector<RunEvent::Body> bodies = {
        hello(HelloEvent::Position{1, 4}),
        EpochEvent{1, true, 2.5, 80, 5242880, 1.75, 0.5, 0.25},
        step(3, 0.7),
        validation,
        CheckpointEvent{1, 4, "checkpoints/last", true},
        HeartbeatEvent{3},
        WarningEvent{"slow", "text", 1},
        ErrorEvent{"data", "m", "w", "h"},
        StoppedEvent{"asked"},
        StoppedEvent{"asked", "now"},
        ErrorEvent{"usage", "m", "", "h", {}, "divergence"},
        FinishedEvent{0.9, 12.5, "early_stop"},
        WarningEvent{"divergence", "text", 1, {"/films/a.png"}},
        ErrorEvent{"data", "m", "w", "h", {"/films/a.png", "/b.png"}},
        EnsembleEvent{3, 0.25, metricsOfProtocol1(0.75, {{"Mass", std::nullopt}})}};
    int64_t seq = 0;
    for (const RunEvent::Body& body : bodies) {
        const std::string line = writeRunEvent({++seq, 1000.5, body});
        QVERIFY(line.find('\n') == std::string::npos);
        const auto read = parseRunEvent(line);
        QVERIFY(read && *read);
        QCOMPARE((*read)->seq, seq);
        QCOMPARE((*read)->body.index(), body.index());
        QCOMPARE(writeRunEvent(**read), line);
    }
}

void TestEventLog::nanIsWrittenAsNullAndReadAsNan() {
    const std::string line = writeRunEvent({1, 1, step(1, std::nan(""))});
    QVERIFY(line.find("\"loss\":null") != std::string::npos);
    QVERIFY(std::isnan(std::get<StepEvent>((*parseRunEvent(line))->body).loss));
}

void TestEventLog::unknownKindsAreIgnoredAndDamagedLinesCounted() {
    QFile file(QString::fromStdString(m_path));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("{\"seq\":1,\"time\":1,\"kind\":\"heartbeat\",\"step\":0,\"new_key\":1}\n"
               "{\"seq\":2,\"time\":1,\"kind\":\"gpu_temperature\"}\n"
               "garbage\n{\"seq\":4,\"time\":1,\"kind\":\"heartbeat\",\"step\":1}\n{\"seq\":5,\"ti");
    file.close();
    EventReader reader(m_path);
    QCOMPARE(int(reader.readNew().size()), 2);
    QCOMPARE(reader.damagedLines(), int64_t(1));
}

void TestEventLog::aTornLastLineIsCutAndSeqGoesOn() {
    {
        auto writer = EventWriter::open(m_path);
        QVERIFY(bool(writer));
        QVERIFY(bool(writer->append(hello())));
        QVERIFY(bool(writer->append(step(1, 1))));
    }
    QFile file(QString::fromStdString(m_path));
    QVERIFY(file.open(QFile::Append));
    file.write("{\"seq\":3,\"time\":17");
    file.close();
    EventReader reader(m_path); // follows across the cut
    QCOMPARE(int(reader.readNew().size()), 2);
    auto writer = EventWriter::open(m_path);
    QVERIFY(bool(writer));
    QCOMPARE(writer->lastSeq(), int64_t(2));
    QVERIFY(bool(writer->append(HeartbeatEvent{1})));
    const auto events = reader.readNew();
    QCOMPARE(int(events.size()), 1);
    QCOMPARE(events.front().seq, int64_t(3));
    QCOMPARE(reader.damagedLines(), int64_t(0));
}

void TestEventLog::aReaderSeesEachEventOnceWhateverTheWritesSplit() {
    const std::string line = writeRunEvent({1, 1, step(1, 0.5)}) + "\n";
    QFile file(QString::fromStdString(m_path));
    QVERIFY(file.open(QFile::WriteOnly | QFile::Unbuffered));
    EventReader reader(m_path);
    for (size_t i = 0; i < line.size(); ++i) {
        file.write(line.data() + i, 1);
        QCOMPARE(int(reader.readNew().size()), i + 1 == line.size() ? 1 : 0);
    }
    QVERIFY(reader.readNew().empty());
}

void TestEventLog::aResumeForgetsLaterSteps() {
    RunHistory history;
    int64_t seq = 0;
    double time = 100;
    const auto apply = [&](RunEvent::Body body) { history.apply({++seq, time += 1, std::move(body)}); };
    apply(hello());
    for (int i = 1; i <= 6; ++i)
        apply(step(i, 1.0 / i));
    apply(ValidationEvent{1, 4, 0.3, metricsOfProtocol1(0.7, {}), true});
    apply(ValidationEvent{2, 6, 0.2, metricsOfProtocol1(0.9, {}), true});
    apply(StoppedEvent{"asked"});
    time += 1000; // a pause
    apply(hello(HelloEvent::Position{1, 4}));
    QCOMPARE(history.currentStep(), int64_t(4));
    QCOMPARE(*history.best()->validation.metrics.headlineValue(), 0.7);
    QVERIFY(!history.stopped);
    apply(step(5, 0.5));
    QCOMPARE(int(history.steps.size()), 5);
    QCOMPARE(history.totalSteps(), int64_t(8));
    QVERIFY(history.elapsedSeconds(time) < 20);
    QVERIFY(history.remainingSeconds(time).has_value());
    apply(hello()); // from the start again
    QCOMPARE(history.currentStep(), int64_t(0));
    QVERIFY(!history.best());
}

void TestEventLog::undefinedAucIsNullNotZero() {
    const ValidationEvent none{1, 4, 0.25, metricsOfProtocol1(std::nullopt, {{"Mass", std::nullopt}}), false};
    const auto line = nlohmann::json::parse(writeRunEvent({1, 1, none}));
    const auto& metrics = line.at("metrics");
    QCOMPARE(metrics.size(), size_t(2));
    for (const auto& metric : metrics)
        QVERIFY(metric.at("value").is_null() && metric.at("direction") == "higher");
    QCOMPARE(metrics[1].at("name").get<std::string>(), std::string("auc_Mass"));
    QCOMPARE(line.at("headline").get<std::string>(), std::string("mean_auc"));
}

// As version 0.1.0 wrote a run that was stopped and gone on with.
void TestEventLog::aStreamOfProtocol1IsRead() {
    const char* const lines[] = {
        R"({"seq":1,"time":100.0,"kind":"hello","classes":["Mass","Hernia"],"device":"cpu","engine_version":"0.1.0",)"
        R"("epochs":2,"experiment_sha256":"","host":"h","precision":"fp32","protocol":1,"ranks":1,"resumed_from":null,)"
        R"("started_from":"scratch","steps_per_epoch":1,"threads_per_rank":2,"train_images":16,"validation_images":4})",
        R"({"seq":2,"time":101.0,"kind":"step","epoch":1,"gradient_norm":1.5,"images_per_second":9.0,)"
        R"("learning_rate":0.001,"loss":0.7,"stages":[],"step":1})",
        R"({"seq":3,"time":102.0,"kind":"validation","auc":{"Hernia":null,"Mass":0.75},"best":true,"epoch":1,)"
        R"("loss":0.5,"mean_auc":0.75,"step":1})",
        R"({"seq":4,"time":103.0,"kind":"validation","auc":{"Hernia":0.5,"Mass":0.25},"best":false,"epoch":2,)"
        R"("loss":0.6,"mean_auc":0.375,"step":2})",
        R"({"seq":5,"time":104.0,"kind":"ensemble","auc":{"Mass":0.8},"loss":0.4,"mean_auc":0.8,"snapshots":2})",
        R"({"seq":6,"time":105.0,"kind":"finished","best_mean_auc":0.75,"reason":"epochs","seconds":5.0})"};
    RunHistory history;
    for (const char* line : lines) {
        const auto event = parseRunEvent(line);
        QVERIFY2(event && *event, line);
        history.apply(**event);
    }
    QCOMPARE(history.hello->protocol, 1);
    QCOMPARE(history.headline(), std::string("mean_auc"));
    QCOMPARE(history.best()->validation.epoch, int64_t(1));
    QCOMPARE(*history.best()->validation.metrics.headlineValue(), 0.75);
    QVERIFY(!history.validations[0].validation.metrics.value("auc_Hernia"));
    QCOMPARE(*history.validations[1].validation.metrics.value("auc_Hernia"), 0.5);
    QCOMPARE(history.metrics()[1].of, std::string("Hernia"));
    QCOMPARE(*history.ensemble->metrics.headlineValue(), 0.8);
    QCOMPARE(*history.finished->best, 0.75);
}

void TestEventLog::aLowerHeadlineIsTheBest() {
    RunHistory history;
    HelloEvent begin = hello();
    begin.headline = "distance";
    history.apply({1, 1, begin});
    for (const double value : {4.0, 2.0, 3.0})
        history.apply({2, 2, ValidationEvent{1, 1, 0.5, {{{"distance", value, Direction::Lower}}, "distance"}, false}});
    QCOMPARE(*history.best()->validation.metrics.headlineValue(), 2.0);
}

void TestEventLog::theSpeedIsOfAllStepsAfterTheWarmUp() {
    RunHistory history;
    int64_t seq = 0, number = 0;
    const auto apply = [&](const RunEvent::Body& body) { history.apply({++seq, 100.0 + double(seq), body}); };
    const auto stepAt = [&](double imagesPerSecond) {
        StepEvent e = step(++number, 0.5);
        e.imagesPerSecond = imagesPerSecond;
        apply(e);
    };
    QCOMPARE(history.throughput().imagesPerSecond, 0.0);
    apply(hello());
    for (int i = 0; i < 3; ++i)
        stepAt(2);
    QCOMPARE(history.throughput().imagesPerSecond, 2.0); // there are no others
    for (int i = 0; i < 2; ++i)
        stepAt(2);
    // 30 slow ones and then 30 quick ones: the last twenty alone would say 40.
    for (int i = 0; i < 30; ++i)
        stepAt(10);
    for (int i = 0; i < 30; ++i)
        stepAt(40);
    Throughput all = history.throughput();
    QCOMPARE(all.steps, int64_t(60));
    QVERIFY(std::abs(all.imagesPerSecond - 16) < 1e-9); // 60 batches in 30 / 10 + 30 / 40 of a batch's seconds
    QVERIFY(std::abs(all.deviation - 15 * std::sqrt(60.0 / 59)) < 1e-9);
    // A resumed attempt warms up anew; what has no number counts for nothing.
    apply(hello(HelloEvent::Position{17, number}));
    for (int64_t i = 0; i < WarmUpSteps; ++i)
        stepAt(1);
    stepAt(std::nan(""));
    all = history.throughput();
    QCOMPARE(all.steps, int64_t(60));
    QVERIFY(std::abs(all.imagesPerSecond - 16) < 1e-9);
}

void TestEventLog::everyEpochsTimesAreKept() {
    RunHistory history;
    int64_t seq = 0;
    const auto apply = [&](const RunEvent::Body& body) { history.apply({++seq, 100.0 + double(seq), body}); };
    apply(hello());
    QVERIFY(!history.trainingSecondsPerEpoch());
    for (int64_t epoch = 1; epoch <= 3; ++epoch) {
        apply(EpochEvent{epoch, false, 0});
        apply(EpochEvent{epoch, true, 9, 0, 0, 4.0 + double(epoch), 2, 1});
    }
    QCOMPARE(int(history.epochs.size()), 3);
    QCOMPARE(*history.trainingSecondsPerEpoch(), 6.0);
    apply(hello(HelloEvent::Position{3, 8})); // the third is trained again
    QCOMPARE(int(history.epochs.size()), 2);
    QCOMPARE(*history.trainingSecondsPerEpoch(), 5.5);
    apply(EpochEvent{3, true, 9}); // of an engine that does not tell
    QCOMPARE(*history.trainingSecondsPerEpoch(), 5.5);
    apply(hello());
    QVERIFY(history.epochs.empty());
}

QTEST_APPLESS_MAIN(TestEventLog)
#include "event_log_test.moc"
