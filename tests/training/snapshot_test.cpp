// Snapshots at each restart of the learning rate, their mean prediction, and that a resumed run has the same ones. Run
// under mpirun with 1, 2 and 3 ranks.
#include "engine/evaluation/predictions_table.h"
#include "engine/inference/predictor.h"
#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "tests/training/loop_runs.h"

#include <QDir>
#include <QtTest>
#include <cmath>

using namespace roentgen;
using namespace roentgen::tests;

class SnapshotTest : public QObject {
    Q_OBJECT

public:
    explicit SnapshotTest(distributed::Communicator& ranks)
        : m_runs(ranks) {}

private Q_SLOTS:
    void initTestCase();
    void keepsTheLastSoMany();
    void theEnsembleIsTheMeanOfItsSnapshots();
    void resumesExactly();

private:
    LoopRuns m_runs;
    Experiment m_experiment;
    const QString m_whole = QStringLiteral("whole"), m_cut = QStringLiteral("cut");
};

void SnapshotTest::initTestCase() {
    QVERIFY(!m_runs.prepare(45).isEmpty());
    m_experiment = m_runs.experiment();
    m_experiment.training.epochs = 3; // a cycle each
    m_experiment.training.schedule = "cosine_restarts";
    m_experiment.training.restartEpochs = 1;
    m_experiment.training.restartMultiplier = 1;
    m_experiment.training.snapshots = 2;
    m_experiment.training.emaDecay = 0.5;
    QVERIFY(bool(checkExperiment(m_experiment)));
    const Status ended = m_runs.train(m_whole, m_experiment);
    QVERIFY2(bool(ended), ended ? "" : ended.error().toLine().c_str());
}

void SnapshotTest::keepsTheLastSoMany() {
    const RunFolder run = m_runs.folder(m_whole);
    QCOMPARE(listSnapshots(run), (std::vector<std::string>{run.snapshotFile(2), run.snapshotFile(3)}));
    QVERIFY(m_runs.bytes(m_whole, "snapshots/0002.safetensors") != m_runs.bytes(m_whole, "snapshots/0003.safetensors"));
    // The last cycle ends with the run; only the measures of its validation came later.
    const auto snapshot = models::readSafetensors(run.snapshotFile(3)),
               last = models::readSafetensors(run.lastWeights());
    QVERIFY(bool(snapshot) && bool(last));
    QCOMPARE(snapshot->tensors.size(), last->tensors.size());
    for (const auto& stored : snapshot->tensors) {
        const auto* same = last->find(stored.name);
        QVERIFY2(same && torch::equal(models::decodeTensor(*snapshot, stored), models::decodeTensor(*last, *same)),
                 stored.name.c_str());
    }
}

void SnapshotTest::theEnsembleIsTheMeanOfItsSnapshots() {
    const RunFolder run = m_runs.folder(m_whole);
    const auto predictor = inference::Predictor::load(*inference::snapshotsOfRun(run.path), {"fp32", 1});
    QVERIFY(bool(predictor));
    const auto table = evaluation::readPredictions(run.ensemblePredictionsFile());
    QVERIFY2(bool(table), table ? "" : table.error().toLine().c_str());
    QVERIFY(table->rows.size() > 8);
    const std::string films = QFileInfo(QString::fromStdString(run.path)).path().toStdString() + "/phantoms/images/";
    for (const auto& row : table->rows) {
        auto film = predictor->prepare(films + row.image);
        QVERIFY2(bool(film), row.image.c_str());
        std::vector<pipeline::PreparedImage> one;
        one.push_back(film.take());
        const auto expected = predictor->classify(one, inference::Heatmaps::None);
        for (size_t c = 0; c < row.probabilities.size(); ++c)
            QVERIFY(std::abs(double((*expected)[0].probabilities[c]) - row.probabilities[c]) < 1e-5);
    }
    const RunHistory history = m_runs.history(m_whole);
    QVERIFY(history.ensemble.has_value());
    QCOMPARE(history.ensemble->snapshots, int64_t(2));
    QVERIFY(std::isfinite(history.ensemble->loss));
}

void SnapshotTest::resumesExactly() {
    // Killed in the second epoch, after the first cycle; and once more between a snapshot and its checkpoint.
    for (const int64_t epochBatch : {int64_t(2), int64_t(0)}) {
        int64_t epochs = 0;
        int64_t last = -1;
        const Status cut = m_runs.train(m_cut, m_experiment, epochBatch == 0, [&](pipeline::Batch& batch) {
            epochs += batch.step <= last;
            last = batch.step;
            if (epochs == 1 && batch.step == epochBatch)
                throw std::runtime_error("pulled the plug");
        });
        QVERIFY(!cut);
    }
    const Status resumed = m_runs.train(m_cut, m_experiment, true);
    QVERIFY2(bool(resumed), resumed ? "" : resumed.error().toLine().c_str());
    QCOMPARE(m_runs.firstDifference(m_whole, m_cut), QString());
    for (const char* file : {"snapshots/0002.safetensors", "snapshots/0003.safetensors", "ensemble_predictions.csv"})
        QVERIFY2(m_runs.bytes(m_whole, file) == m_runs.bytes(m_cut, file), file);
    QCOMPARE(listSnapshots(m_runs.folder(m_cut)).size(), size_t(2));
}

int main(int argc, char** argv) {
    auto ranks = distributed::openCommunicator();
    SnapshotTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "snapshot_test.moc"
