// The pipeline's mode changes the speed alone: the same experiment gives the same weights, byte for byte, whether films
// are decoded in the step's thread, ahead of it, out of a cache or taken out of records.
#include "engine/protocol/text_file.h"
#include "tests/training/trainer_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

using namespace roentgen;
using namespace roentgen::tests;
namespace fs = std::filesystem;

namespace {

// Records do not know how large their films were, which the weights' metadata tell: that apart.
bool areSameButForSizes(const QByteArray& one, const QByteArray& other) {
    using nlohmann::json;
    const auto parts = [](const QByteArray& file) {
        quint64 length = 0;
        std::memcpy(&length, file.constData(), sizeof length);
        json header = json::parse(file.mid(sizeof length, qsizetype(length)).toStdString());
        json& metadata = header.at("__metadata__").at("roentgen");
        json description = json::parse(metadata.get<std::string>());
        description.at("trained_on").erase("short_side");
        description.at("trained_on").erase("shape");
        metadata = description;
        return std::pair(header, file.mid(qsizetype(sizeof length + length)));
    };
    return one.size() > 8 && other.size() > 8 && parts(one) == parts(other);
}

} // namespace

class PipelineModesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void giveTheSameWeights_data();
    void giveTheSameWeights();
    void aDamagedRecordStopsOrIsSkipped_data();
    void aDamagedRecordStopsOrIsSkipped();

private:
    struct Trained {
        int exitCode = -1;
        QByteArray weights, predictions;
        QString errorText;
    };
    Trained train(const QString& name, int ranks, const QStringList& settings) const;
    QString records(const QString& folder) const {
        return QStringLiteral("pipeline.records=") + m_folder.filePath(folder);
    }
    QTemporaryDir m_folder;
    QString m_dataset;
};

void PipelineModesTest::initTestCase() {
    m_dataset = makePhantoms(m_folder.filePath(QStringLiteral("phantoms")), 40);
    QVERIFY(!m_dataset.isEmpty());
    QProcess pack;
    pack.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data"),
               {QStringLiteral("pack"), m_dataset, QStringLiteral("--out"),
                m_folder.filePath(QStringLiteral("records")), QStringLiteral("--size"), QStringLiteral("37"),
                QStringLiteral("--shards"), QStringLiteral("3")});
    QVERIFY(pack.waitForFinished() && pack.exitCode() == 0);
}

PipelineModesTest::Trained PipelineModesTest::train(const QString& name, int ranks, const QStringList& settings) const {
    const QString experiment = m_folder.filePath(name + QStringLiteral(".toml"));
    if (!writeFileAtomically(experiment.toStdString(), tinyExperiment(m_dataset, ranks).toStdString()))
        return {};
    QStringList arguments = {experiment, QStringLiteral("--run"), m_folder.filePath(name), QStringLiteral("--set"),
                             QStringLiteral("model.architecture=resnet18")};
    if (ranks > 2) // one film a rank is too few
        arguments << QStringLiteral("--set") << QStringLiteral("training.local_batch=2");
    for (const QString& setting : settings)
        arguments << QStringLiteral("--set") << setting;
    TrainerProcess trainer(ranks, arguments);
    if (!trainer.start() || !trainer.wait(120000))
        return {};
    Trained trained{trainer.exitCode(), {}, {}, trainer.errorText()};
    const auto contents = [&](const char* file) {
        const auto text = readTextFile(m_folder.filePath(name + QLatin1String(file)).toStdString());
        return text ? QByteArray::fromStdString(*text) : QByteArray();
    };
    trained.weights = contents("/last.safetensors");
    trained.predictions = contents("/predictions.csv");
    return trained;
}

void PipelineModesTest::giveTheSameWeights_data() {
    QTest::addColumn<int>("ranks");
    QTest::newRow("one rank") << 1;
    QTest::newRow("two ranks") << 2;
    QTest::newRow("three ranks") << 3;
}

void PipelineModesTest::giveTheSameWeights() {
    QFETCH(int, ranks);
    const auto name = [&](const char* mode) { return QStringLiteral("%1-%2").arg(QLatin1String(mode)).arg(ranks); };
    const QString recordsMode = QStringLiteral("pipeline.mode=records");
    const QString itself = QStringLiteral("data.dataset=") + m_folder.filePath(QStringLiteral("records"));
    const Trained naive = train(name("naive"), ranks, {QStringLiteral("pipeline.mode=naive")});
    QVERIFY2(naive.exitCode == 0, qPrintable(naive.errorText));
    QVERIFY(!naive.weights.isEmpty() && !naive.predictions.isEmpty());
    const std::vector<std::pair<const char*, QStringList>> others = {
        {"optimized", {QStringLiteral("pipeline.decode_threads=3"), QStringLiteral("pipeline.cache_mb=1")}},
        {"cached", {QStringLiteral("pipeline.cache_mb=64"), QStringLiteral("pipeline.prefetch_batches=5")}},
        {"records", {recordsMode, records(QStringLiteral("records"))}},
        {"records-alone", {recordsMode, itself}},
        {"no-cache", {QStringLiteral("pipeline.cache_mb=-1")}},
        {"no-interleave", {QStringLiteral("pipeline.interleave_files=false")}},
        {"no-files-ahead", {QStringLiteral("pipeline.prefetch_files=false")}},
        {"not-fused", {QStringLiteral("pipeline.fused_batching=false")}},
        {"no-batches-ahead", {QStringLiteral("pipeline.prefetch_batches=-1")}},
        {"nothing-on",
         {QStringLiteral("pipeline.cache_mb=-1"), QStringLiteral("pipeline.interleave_files=false"),
          QStringLiteral("pipeline.prefetch_files=false"), QStringLiteral("pipeline.fused_batching=false"),
          QStringLiteral("pipeline.prefetch_batches=-1")}},
        {"records-nothing-on",
         {recordsMode, records(QStringLiteral("records")), QStringLiteral("pipeline.interleave_files=false"),
          QStringLiteral("pipeline.prefetch_files=false"), QStringLiteral("pipeline.fused_batching=false"),
          QStringLiteral("pipeline.prefetch_batches=-1")}},
        {"records-as-films", {QStringLiteral("pipeline.mode=naive"), itself}},
    };
    for (const auto& [mode, settings] : others) {
        if (ranks > 1 && std::string(mode) != "cached" && std::string(mode) != "records" &&
            std::string(mode) != "nothing-on")
            continue; // each run costs seconds
        if (ranks > 2 && std::string(mode) != "cached")
            continue;
        const Trained trained = train(name(mode), ranks, settings);
        QVERIFY2(trained.exitCode == 0, qPrintable(trained.errorText));
        const bool sizesKnown = !settings.contains(itself);
        QVERIFY2(sizesKnown ? trained.weights == naive.weights : areSameButForSizes(trained.weights, naive.weights),
                 mode);
        QVERIFY2(trained.predictions == naive.predictions, mode);
        const auto events = readTextFile(m_folder.filePath(name(mode) + QStringLiteral("/events.jsonl")).toStdString());
        QVERIFY(bool(events));
        const bool keepsFilms = events->find("\"phase\":\"end\"") != std::string::npos &&
                                events->find("\"kept_films\":0,") == std::string::npos;
        if (std::string(mode) == "cached" || std::string(mode) == "no-cache" || std::string(mode) == "nothing-on")
            QCOMPARE(keepsFilms, std::string(mode) == "cached");
        if (std::string(mode) == "cached")
            QVERIFY2(trained.errorText.contains(QStringLiteral("MB for all ranks of this host")) == (ranks > 1),
                     qPrintable(trained.errorText));
    }
}

void PipelineModesTest::aDamagedRecordStopsOrIsSkipped_data() {
    QTest::addColumn<QString>("policy");
    QTest::addColumn<int>("ranks");
    QTest::newRow("stop, one rank") << QStringLiteral("stop") << 1;
    QTest::newRow("stop, two ranks") << QStringLiteral("stop") << 2;
    QTest::newRow("skip, one rank") << QStringLiteral("skip") << 1;
    QTest::newRow("skip, two ranks") << QStringLiteral("skip") << 2;
}

void PipelineModesTest::aDamagedRecordStopsOrIsSkipped() {
    QFETCH(QString, policy);
    QFETCH(int, ranks);
    const QString damaged = policy + QString::number(ranks);
    const std::string folder = m_folder.filePath(QStringLiteral("damaged-") + damaged).toStdString();
    fs::copy(m_folder.filePath(QStringLiteral("records")).toStdString(), folder);
    // In each shard a record: whichever parts they are in, one is met.
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".tfrecord") {
            QFile shard(QString::fromStdString(entry.path().string()));
            QVERIFY(shard.open(QIODevice::ReadWrite));
            for (const qint64 at : {qint64(300), shard.size() / 2}) {
                shard.seek(at);
                const QByteArray byte = shard.read(1);
                shard.seek(at);
                shard.write(QByteArray(1, char(byte[0] ^ 16)));
            }
        }
    const Trained trained =
        train(QStringLiteral("run-") + damaged, ranks,
              {QStringLiteral("pipeline.mode=records"), records(QStringLiteral("damaged-") + damaged),
               QStringLiteral("pipeline.damaged=") + policy});
    if (policy == QStringLiteral("stop")) {
        QCOMPARE(trained.exitCode, 3);
        QVERIFY2(trained.errorText.contains(QRegularExpression(QStringLiteral("films-0000[0-2]-of-00003.tfrecord, byte "
                                                                              "\\d+"))),
                 qPrintable(trained.errorText));
        return;
    }
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.errorText));
    const auto events =
        readTextFile(m_folder.filePath(QStringLiteral("run-%1/events.jsonl").arg(damaged)).toStdString());
    QVERIFY(events && events->find("\"damaged_record\"") != std::string::npos);
    QVERIFY(events->find("6 records are damaged.") != std::string::npos);
    // Validation and test have a row each in the predictions, below the header.
    const size_t held = size_t(trained.predictions.count('\n')) - 1;
    QVERIFY(events->find("\"train_images\":" + std::to_string(40 - 6 - held)) != std::string::npos);
}

QTEST_GUILESS_MAIN(PipelineModesTest)
#include "pipeline_modes_test.moc"
