// A loss that is no number or explodes on one rank: all ranks stop or go back in that very step, the films are named,
// and a good checkpoint stays. Run under mpirun with 1, 2 and 3 ranks.
#include "engine/models/safetensors.h"
#include "engine/models/weights.h"
#include "tests/training/loop_runs.h"

#include <QtTest>
#include <cmath>
#include <limits>

using namespace roentgen;
using namespace roentgen::tests;

class DivergenceTest : public QObject {
    Q_OBJECT

public:
    explicit DivergenceTest(distributed::Communicator& ranks)
        : m_ranks(ranks)
        , m_runs(ranks) {}

private Q_SLOTS:
    void initTestCase() { QVERIFY(!m_runs.prepare(45).isEmpty()); }
    void stopsEveryRankInThatStepAndNamesTheFilm();
    void keepsTheCheckpointGood();
    void namesTheStepThatSpoiledTheWeights();
    void goesBackAndLeavesABadFilmOut();
    void goesBackAndHalvesTheRate();
    void saysAsAValueThatItDiverged();
    void givesUpAfterThreeRollbacks();
    void resumesAsItWouldHaveGoneOn();

private:
    bool isLast() const { return m_ranks.rank() == m_ranks.size() - 1; }
    // Without normalisation one film's loss does not touch another's.
    Experiment experiment(const char* onDivergence) const {
        Experiment e = m_runs.experiment();
        e.model.normalization = "none";
        e.training.onDivergence = onDivergence;
        e.training.checkpointSteps = 2;
        return e;
    }
    // A film of the last rank is no number in these steps (from 0) of the epoch, as often as they come.
    auto poison(std::vector<int64_t> steps) {
        return [this, steps](pipeline::Batch& batch) {
            if (isLast() && std::find(steps.begin(), steps.end(), batch.step) != steps.end())
                batch.pixels[5] = std::numeric_limits<float>::quiet_NaN();
        };
    }

    distributed::Communicator& m_ranks;
    LoopRuns m_runs;
};

void DivergenceTest::stopsEveryRankInThatStepAndNamesTheFilm() {
    const QString name = QStringLiteral("stop");
    const Status ended = m_runs.train(name, experiment("stop"), false, poison({3}));
    QVERIFY(!ended);
    QCOMPARE(ended.error().code, ErrorCode::Data);
    const QString line = QString::fromStdString(ended.error().toLine());
    QVERIFY2(line.contains(QStringLiteral("step 4 (epoch 1, batch 4 of")), qPrintable(line));
    QVERIFY2(line.contains(QStringLiteral("; rank %1: ").arg(m_ranks.size() - 1)), qPrintable(line));
    QVERIFY(!line.contains(QLatin1Char('\n')));
    const RunHistory history = m_runs.history(name);
    QCOMPARE(history.currentStep(), int64_t(3)); // the fourth was not taken by anybody
    QVERIFY(history.error && history.error->images.size() == 1);
    QVERIFY(line.contains(QString::fromStdString(history.error->images.front())));
    QVERIFY(history.error->images.front().find(".png") != std::string::npos);
    QVERIFY(history.checkpoint && history.checkpoint->step == 2);
}

void DivergenceTest::keepsTheCheckpointGood() {
    // Every value of the checkpoint that the stopped run left is a number.
    for (int rank = -1; rank < m_ranks.size(); ++rank) {
        const std::string name = rank < 0 ? "state" : "rank" + std::to_string(rank);
        auto file = models::readSafetensors(m_runs.folder(QStringLiteral("stop")).checkpointFolder() + "/" + name +
                                            ".safetensors");
        QVERIFY2(bool(file), name.c_str());
        for (const auto& stored : file->tensors)
            QVERIFY2(torch::isfinite(models::decodeTensor(*file, stored)).all().item<bool>(), stored.name.c_str());
    }
}

void DivergenceTest::namesTheStepThatSpoiledTheWeights() {
    Experiment hot = experiment("stop");
    hot.training.learningRate = 1e300; // no float: the loss is good, and the weights are not
    hot.training.checkpointSteps = 1;
    const Status ended = m_runs.train(QStringLiteral("spoiled"), hot);
    QVERIFY(!ended);
    const QString line = QString::fromStdString(ended.error().toLine());
    QVERIFY2(line.contains(QStringLiteral("the weights are not numbers in step 1 (epoch 1, batch 1 of")),
             qPrintable(line));
}

void DivergenceTest::goesBackAndLeavesABadFilmOut() {
    const QString name = QStringLiteral("skip");
    const Status ended = m_runs.train(name, experiment("rollback"), false, poison({3}));
    QVERIFY2(bool(ended), ended ? "" : ended.error().toLine().c_str());
    const RunHistory history = m_runs.history(name);
    QCOMPARE(history.warnings.size(), size_t(1));
    const WarningEvent& warning = history.warnings.front();
    QCOMPARE(warning.code, std::string("divergence"));
    QCOMPARE(warning.rank, m_ranks.size() - 1);
    QCOMPARE(warning.images.size(), size_t(1));
    QVERIFY2(warning.message.find("went back to step 2") != std::string::npos, warning.message.c_str());
    QVERIFY2(warning.message.find("step 4 will be left out") != std::string::npos, warning.message.c_str());
    QVERIFY(history.finished.has_value());
    for (const auto& point : history.steps) {
        QVERIFY(point.step.step != 4 && std::isfinite(point.step.loss));
        QCOMPARE(point.step.learningRate, 0.01);
    }
    QCOMPARE(history.currentStep(), history.totalSteps());
}

void DivergenceTest::goesBackAndHalvesTheRate() {
    const QString name = QStringLiteral("halve");
    bool done = false; // once only: every film far too bright, on all ranks
    const Status ended = m_runs.train(name, experiment("rollback"), false, [&](pipeline::Batch& batch) {
        if (batch.step != 3 || done)
            return;
        done = true;
        for (float& pixel : batch.pixels)
            pixel *= 1e9f;
    });
    QVERIFY2(bool(ended), ended ? "" : ended.error().toLine().c_str());
    const RunHistory history = m_runs.history(name);
    QCOMPARE(history.warnings.size(), size_t(1));
    QVERIFY2(history.warnings.front().message.find("learning rate halved") != std::string::npos,
             history.warnings.front().message.c_str());
    QCOMPARE(int64_t(history.steps.size()), history.totalSteps());
    for (const auto& point : history.steps)
        QCOMPARE(point.step.learningRate, point.step.step <= 2 ? 0.01 : 0.005);
}

void DivergenceTest::saysAsAValueThatItDiverged() {
    Experiment hot = experiment("stop");
    hot.training.learningRate = 1e8;
    QVERIFY(!m_runs.train(QStringLiteral("hot"), hot));
    QCOMPARE(m_runs.history(QStringLiteral("hot")).error->cause, std::string("divergence"));
    // A film without numbers is not the training's fault.
    QVERIFY(!m_runs.train(QStringLiteral("poisoned"), experiment("stop"), false, poison({3})));
    QCOMPARE(m_runs.history(QStringLiteral("poisoned")).error->cause, std::string());
}

void DivergenceTest::givesUpAfterThreeRollbacks() {
    const QString name = QStringLiteral("hopeless");
    const Status ended = m_runs.train(name, experiment("rollback"), false, poison({0, 1, 2, 3, 4}));
    QVERIFY(!ended);
    QVERIFY2(ended.error().message.find("after 3 rollbacks") != std::string::npos, ended.error().toLine().c_str());
    QCOMPARE(m_runs.history(name).warnings.size(), size_t(3));
}

void DivergenceTest::resumesAsItWouldHaveGoneOn() {
    // Ends just after the rollback, before the next checkpoint: the resumed run meets the bad film once more.
    const QString name = QStringLiteral("skip-resumed");
    const Status cut = m_runs.train(name, experiment("rollback"), false,
                                    [&, bad = poison({3}), seen = 0](pipeline::Batch& batch) mutable {
                                        bad(batch);
                                        if (batch.step == 2 && ++seen == 2)
                                            throw std::runtime_error("pulled the plug");
                                    });
    QVERIFY(!cut);
    const Status ended = m_runs.train(name, experiment("rollback"), true, poison({3}));
    QVERIFY2(bool(ended), ended ? "" : ended.error().toLine().c_str());
    QCOMPARE(m_runs.firstDifference(QStringLiteral("skip"), name), QString());
}

int main(int argc, char** argv) {
    auto ranks = distributed::openCommunicator();
    DivergenceTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "divergence_test.moc"
