// One rank with a global batch of 32, two ranks with 16 each, and an accumulation of 4 x 8 are the same training.
#include "engine/models/safetensors.h"
#include "engine/models/weights.h"
#include "engine/protocol/text_file.h"
#include "tests/training/trainer_process.h"

#include <QTemporaryDir>
#include <QtTest>
#include <torch/types.h>

using namespace roentgen;
using namespace roentgen::tests;

class GlobalBatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWayToTheGlobalBatchDoesNotMatter_data();
    void theWayToTheGlobalBatchDoesNotMatter();

private:
    // The weights at the end; a failure to train fails the test.
    void train(const QString& name, int ranks, int localBatch, int accumulation, models::SafetensorsFile* weights);

    QTemporaryDir m_folder;
    QString m_dataset;
};

void GlobalBatchTest::train(const QString& name, int ranks, int localBatch, int accumulation,
                            models::SafetensorsFile* weights) {
    const QString experiment = m_folder.filePath(name + QStringLiteral(".toml"));
    const QString run = m_folder.filePath(name);
    QVERIFY(bool(writeFileAtomically(experiment.toStdString(), tinyExperiment(m_dataset, ranks).toStdString())));
    QStringList arguments = {experiment, QStringLiteral("--run"), run};
    for (const QString& assignment :
         {QStringLiteral("model.normalization=none"), QStringLiteral("training.optimizer=sgd"),
          QStringLiteral("training.learning_rate=0.01"), QStringLiteral("training.checkpoint_steps=0"),
          QStringLiteral("training.local_batch=%1").arg(localBatch),
          QStringLiteral("training.accumulation=%1").arg(accumulation)})
        arguments << QStringLiteral("--set") << assignment;
    TrainerProcess trainer(ranks, arguments);
    QVERIFY(trainer.start() && trainer.wait(120000));
    QVERIFY2(trainer.exitCode() == 0, qPrintable(trainer.errorText()));
    auto file = models::readSafetensors(run.toStdString() + "/last.safetensors");
    QVERIFY(bool(file));
    *weights = file.take();
}

void GlobalBatchTest::theWayToTheGlobalBatchDoesNotMatter_data() {
    QTest::addColumn<int>("films");
    QTest::newRow("two steps an epoch") << 100;
    QTest::newRow("fewer films than one global batch") << 36;
}

void GlobalBatchTest::theWayToTheGlobalBatchDoesNotMatter() {
    QFETCH(int, films);
    m_dataset = makePhantoms(m_folder.filePath(QStringLiteral("phantoms-%1").arg(films)), films);
    QVERIFY(!m_dataset.isEmpty());
    const QString mark = QString::number(films);
    models::SafetensorsFile one, two, parts;
    train(QStringLiteral("one-") + mark, 1, 32, 1, &one);
    train(QStringLiteral("two-") + mark, 2, 16, 1, &two);
    train(QStringLiteral("parts-") + mark, 1, 8, 4, &parts);
    if (QTest::currentTestFailed())
        return;
    for (const auto& [what, other] : {std::pair<const char*, models::SafetensorsFile*>{"two ranks with 16", &two},
                                      {"accumulation 4 x 8", &parts}}) {
        double largest = 0, scale = 0;
        for (const auto& stored : one.tensors) {
            const torch::Tensor expected = models::decodeTensor(one, stored);
            const models::StoredTensor* const same = other->find(stored.name);
            QVERIFY2(same, stored.name.c_str());
            largest = std::max(largest, (models::decodeTensor(*other, *same) - expected).abs().max().item<double>());
            scale = std::max(scale, expected.abs().max().item<double>());
        }
        qInfo("%d films, %s: largest difference of a weight %.3g (largest weight %.3g)", films, what, largest, scale);
        // Sums in another order differ in the last bits; where a value lies that near to a ReLU's threshold, its
        // gradient is on in one run and off in the other.
        QVERIFY(largest < 2e-5 * scale);
    }
}

QTEST_GUILESS_MAIN(GlobalBatchTest)
#include "global_batch_test.moc"
