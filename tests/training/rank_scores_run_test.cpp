// roentgen-train itself with 1, 2, 3 and 4 ranks: a run that learns nothing validates the weights that it began with,
// and every film's probability is the same to 1e-5. Each step says
// where each rank's time went.
#include "engine/evaluation/predictions_table.h"
#include "engine/evaluation/roc.h"
#include "engine/protocol/event_log.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/text_file.h"
#include "tests/training/trainer_process.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace roentgen;
using namespace roentgen::tests;

class RankScoresRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void validatesAlikeWithAnyRanks_data();
    void validatesAlikeWithAnyRanks();

private:
    static void checkStages(const StepEvent& step, int ranks);
    void run(const QString& name, int ranks, const QStringList& settings);
    RunFolder folder(const QString& name) const { return {m_folder.filePath(name).toStdString()}; }
    QTemporaryDir m_folder;
    QString m_dataset;
    evaluation::PredictionsTable m_alone;
};

void RankScoresRunTest::run(const QString& name, int ranks, const QStringList& settings) {
    const QString experiment = m_folder.filePath(name + QStringLiteral(".toml"));
    QVERIFY(bool(writeFileAtomically(experiment.toStdString(), tinyExperiment(m_dataset, ranks).toStdString())));
    QStringList arguments = {experiment, QStringLiteral("--run"), m_folder.filePath(name)};
    for (const QString& setting :
         QStringList{QStringLiteral("model.architecture=resnet18"), QStringLiteral("training.epochs=1"),
                     QStringLiteral("training.local_batch=3"), QStringLiteral("data.validation_fraction=0.4")} +
             settings)
        arguments << QStringLiteral("--set") << setting;
    TrainerProcess trainer(ranks, arguments);
    QVERIFY(trainer.start() && trainer.wait(240000));
    QVERIFY2(trainer.exitCode() == 0, qPrintable(trainer.errorText()));
}

void RankScoresRunTest::checkStages(const StepEvent& step, int ranks) {
    QCOMPARE(step.stages.size(), size_t(ranks));
    const double elapsed = 3.0 * ranks / step.imagesPerSecond; // of the slowest rank
    bool decodes = false;
    for (int rank = 0; rank < ranks; ++rank) {
        const StageSeconds& stages = step.stages[size_t(rank)];
        QCOMPARE(stages.rank, rank);
        QVERIFY(stages.augment > 0 && stages.compute > 0);
        QVERIFY(stages.read >= 0 && stages.decode >= 0);
        decodes |= stages.read > 0 && stages.decode > 0;
        QVERIFY(stages.wait >= 0 && (ranks == 1 || stages.reduce > 0));
        QVERIFY(stages.wait + stages.compute + stages.reduce <= elapsed * 1.001);
    }
    // The ranks share a cache, and each decodes ahead into the next epoch, which deals the films out anew: one that
    // comes late finds all of its own there, in its very first step. The first film of all was in nobody's cache.
    QVERIFY(decodes || step.step > 1);
}

void RankScoresRunTest::initTestCase() {
    m_dataset = makePhantoms(m_folder.filePath(QStringLiteral("phantoms")), 60);
    QVERIFY(!m_dataset.isEmpty());
    run(QStringLiteral("trained"), 1, {});
}

void RankScoresRunTest::validatesAlikeWithAnyRanks_data() {
    QTest::addColumn<int>("ranks");
    for (int ranks : {1, 2, 3, 4})
        QTest::addRow("%d ranks", ranks) << ranks;
}

void RankScoresRunTest::validatesAlikeWithAnyRanks() {
    QFETCH(int, ranks);
    const QString name = QStringLiteral("ranks-%1").arg(ranks);
    // A frozen trunk keeps its statistics, and no weight moves by less than its last bit.
    run(name, ranks,
        {QStringLiteral("model.weights=") + m_folder.filePath(QStringLiteral("trained/last.safetensors")),
         QStringLiteral("model.freeze_trunk_epochs=1"), QStringLiteral("training.learning_rate=1e-30"),
         QStringLiteral("training.optimizer=sgd")});
    auto predictions = evaluation::readPredictions(folder(name).predictionsFile());
    QVERIFY2(bool(predictions), predictions ? "" : predictions.error().toLine().c_str());
    if (ranks == 1)
        m_alone = *predictions;
    QCOMPARE(predictions->rows.size(), m_alone.rows.size());
    QVERIFY(predictions->rows.size() > 20);

    RunHistory history;
    for (const RunEvent& event : EventReader(folder(name).eventsFile()).readNew())
        history.apply(event);
    const auto labels =
        evaluation::readLabels((m_dataset + QStringLiteral("/Data_Entry_2017_v2020.csv")).toStdString());
    QVERIFY2(bool(labels), labels ? "" : labels.error().toLine().c_str());
    QVERIFY(!history.steps.empty());
    for (const RunHistory::StepPoint& point : history.steps)
        checkStages(point.step, ranks);
    for (size_t c = 0; c < predictions->classes.size(); ++c) {
        std::vector<double> scores;
        std::vector<int> truth;
        for (size_t k = 0; k < predictions->rows.size(); ++k) {
            const auto& row = predictions->rows[k];
            const auto& alone = m_alone.rows[k];
            QCOMPARE(row.image, alone.image);
            QVERIFY2(std::abs(row.probabilities[c] - alone.probabilities[c]) <= 1e-5, row.image.c_str());
            if (row.split != "validation")
                continue;
            scores.push_back(row.probabilities[c]);
            truth.push_back(labels->label(row.image, predictions->classes[c]));
        }
        const auto auc = history.validations.back().validation.metrics.value("auc_" + predictions->classes[c]);
        QVERIFY(auc.has_value());
        QCOMPARE(*auc, *evaluation::rocAuc(scores, truth));
    }
}

QTEST_GUILESS_MAIN(RankScoresRunTest)
#include "rank_scores_run_test.moc"
