// start --dry-run --json says what a run will come to, with images that the real roentgen-data counts.
#include "engine/launch/start_forecast.h"
#include "engine/protocol/messages/message_text.h"
#include "tests/launch/scripted_engine.h"
#include "tests/protocol/measured_run.h"

#include <QTest>
#include <cmath>

using namespace roentgen;
using namespace roentgen::launch;
using namespace roentgen::tests;

class StartForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void saysWhatTheRunWillComeTo();
    void isRoughWhereNothingWasMeasured();
    void saysWhyNothingWasCounted();
    void isLeftOutWhereNobodyAsks();
    void ofARunElsewhereTheImagesAreKnownThere();

private:
    // 30 films of 15 patients: 20 for training, 6 for validation, 4 for the test.
    void makeFilms() const;
    ScriptedEngine::Answer dryRun(const QStringList& more = {}) const {
        return m_engine.run(QStringList{QStringLiteral("start"), m_engine.experiment(), QStringLiteral("--dry-run")} +
                            more);
    }

    ScriptedEngine m_engine;
    Experiment m_experiment;
};

void StartForecastTest::makeFilms() const {
    const QString films = m_engine.workspace() + QStringLiteral("/films");
    QVERIFY(QDir().mkpath(films));
    std::string labels = "Image Index,Patient ID,Mass\n", parts = "Image Index,Split\n";
    for (int film = 0; film < 30; ++film) {
        const std::string name = "film" + std::to_string(film) + ".pgm";
        QVERIFY(bool(writeFileAtomically(films.toStdString() + "/" + name, "P5\n2 2\n255\n0000")));
        labels += name + ",p" + std::to_string(film / 2) + "," + (film % 3 ? "0" : "1") + "\n";
        parts += name + (film < 20 ? ",train\n" : film < 26 ? ",validation\n" : ",test\n");
    }
    QVERIFY(bool(writeFileAtomically(films.toStdString() + "/labels.csv", labels)));
    QVERIFY(bool(writeFileAtomically(m_experiment.data.splitFile, parts)));
}

void StartForecastTest::initTestCase() {
    QVERIFY(m_engine.make("exit 1\n"));
    QVERIFY(QFile::copy(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data"),
                        m_engine.bin() + QStringLiteral("/roentgen-data")));
    m_experiment.data.dataset = "films";
    m_experiment.data.imageSize = 32;
    m_experiment.data.split = "file";
    m_experiment.data.splitFile = m_engine.folder(QStringLiteral("parts.csv")).toStdString();
    m_experiment.model.architecture = "resnet18";
    m_experiment.training.precision = "fp32";
    m_experiment.training.localBatch = 4;
    m_experiment.training.accumulation = 2;
    m_experiment.training.epochs = 3;
    makeFilms();
    QVERIFY(bool(writeFileAtomically(m_engine.experiment().toStdString(), writeExperiment(m_experiment))));
}

void StartForecastTest::saysWhatTheRunWillComeTo() {
    const RunFolder earlier =
        writeMeasuredRun(m_engine.workspace(), QStringLiteral("earlier-1"), m_experiment, 6, 12); // of 8 images
    recordMachine(earlier);
    QVERIFY(bool(writeFileAtomically(earlier.lastWeights(), std::string(5000, 'w'))));
    const auto shown = dryRun();
    QVERIFY2(shown.code == 0, shown.errors.constData());
    const auto answer = readMessage<StartAnswer>(shown.json.dump());
    QVERIFY2(answer && answer->forecast && !answer->started, answer ? "" : answer.error().toLine().c_str());
    const ForecastAnswer& forecast = *answer->forecast;
    QVERIFY2(forecast.split && forecast.uncounted.empty(), forecast.uncounted.c_str());
    QCOMPARE(forecast.split->train.images, int64_t(20));
    QCOMPARE(forecast.split->train.patients, int64_t(10));
    QCOMPARE(forecast.split->validation.images, int64_t(6));
    QCOMPARE(forecast.split->test.images, int64_t(4));
    QCOMPARE(forecast.globalBatch, int64_t(8));
    QCOMPARE(*forecast.stepsPerEpoch, int64_t(2));
    QCOMPARE(*forecast.steps, int64_t(6));
    QCOMPARE(*forecast.imagesPerSecond, 4.0);
    QCOMPARE(forecast.measuredIn, std::string("earlier-1"));
    QCOMPARE(*forecast.seconds, 12.0); // 6 steps of 8 images
    QVERIFY(forecast.diskMeasured);
    double bytes = 0;
    for (const QFileInfo& file : QDir(QString::fromStdString(earlier.path)).entryInfoList(QDir::Files))
        bytes += double(file.size());
    QCOMPARE(forecast.diskBytes, bytes);
    // Films of 37 x 37, kept: 32 x 8/7. A rank: the figures of ResNet-18, a batch of 4 at (32/224)² of its area.
    QCOMPARE(*forecast.filmsBytes, 20 * 37.0 * 37);
    QVERIFY(std::abs(*forecast.rankBytes / ((407 + 4 * 31.0 / 49) * 1e6) - 1) < 1e-9);
    QVERIFY(answer->memory && answer->memory->neededBytes == *forecast.rankBytes);
    QVERIFY(QDir(QString::fromStdString(earlier.path)).removeRecursively());
}

void StartForecastTest::isRoughWhereNothingWasMeasured() {
    const auto probed = m_engine.run({QStringLiteral("probe")});
    const auto shown = dryRun({QStringLiteral("--set"), QStringLiteral("training.epochs=1")});
    QVERIFY2(shown.code == 0, shown.errors.constData());
    const nlohmann::json& forecast = shown.json["forecast"];
    QVERIFY(!forecast.contains("measured_in"));
    const double rate = probed.json["cores"].get<double>() * 12 * 17.2e9 / 2 / (1.81e9 * 6 / 49);
    QVERIFY2(std::abs(forecast["images_per_second"].get<double>() / rate - 1) < 1e-9, forecast.dump().c_str());
    QVERIFY(std::abs(forecast["seconds"].get<double>() / (16 / rate) - 1) < 1e-9);
    QCOMPARE(forecast["disk_bytes"].get<double>(), 11176512.0 * 4 * 7);
}

void StartForecastTest::saysWhyNothingWasCounted() {
    const auto wrong = dryRun({QStringLiteral("--set"), QStringLiteral("data.classes=[\"Nodule\"]")});
    QVERIFY2(wrong.code == 0, wrong.errors.constData());
    const nlohmann::json& forecast = wrong.json["forecast"];
    QVERIFY2(forecast["uncounted"].get<std::string>().find("Nodule") != std::string::npos, forecast.dump().c_str());
    QCOMPARE(forecast["global_batch"].get<int64_t>(), int64_t(8));
    for (const char* key : {"split", "steps", "steps_per_epoch", "seconds", "films_bytes"})
        QVERIFY2(!forecast.contains(key), key);
    const ForecastAnswer without =
        forecastStart({m_experiment, m_engine.workspace().toStdString(), "/nowhere/roentgen-data"});
    QVERIFY2(!without.split && without.uncounted.find("/nowhere/roentgen-data") != std::string::npos,
             without.uncounted.c_str());
}

void StartForecastTest::isLeftOutWhereNobodyAsks() {
    const auto shown = dryRun({QStringLiteral("--no-forecast")});
    QVERIFY2(shown.code == 0, shown.errors.constData());
    QVERIFY(!shown.json.contains("forecast") && shown.json.contains("memory"));
}

void StartForecastTest::ofARunElsewhereTheImagesAreKnownThere() {
    using Place = ForecastQuestion::Place;
    const std::string workspace = m_engine.workspace().toStdString();
    const std::string data = m_engine.bin().toStdString() + "/roentgen-data";
    const ForecastAnswer there = forecastStart({m_experiment, workspace, data, Place::Elsewhere});
    QVERIFY(!there.split && !there.steps && there.uncounted == "known where it runs");
    QVERIFY(!there.imagesPerSecond); // nobody knows its cores
    const ForecastAnswer queue = forecastStart({m_experiment, workspace, data, Place::DataHere});
    QVERIFY(queue.split && *queue.steps == 6 && !queue.imagesPerSecond && !queue.seconds);
}

QTEST_GUILESS_MAIN(StartForecastTest)
#include "start_forecast_test.moc"
