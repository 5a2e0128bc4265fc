// One rank and several give the same training at an equal global batch. Run under mpirun with 1, 2 and 3 ranks.
#include "engine/models/precision.h"
#include "engine/training/agreement.h"
#include "engine/training/train_step.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::training;

namespace {

constexpr int64_t globalBatch = 6, side = 40, steps = 3;

models::ModelDescription describe(const char* normalization = "none", const char* architecture = "densenet121") {
    models::ModelDescription description;
    description.architecture = architecture;
    description.normalization = normalization;
    description.classes = {"a", "b"};
    description.imageSize = description.storedSize = int(side);
    return description;
}

struct Trained {
    std::vector<double> losses;
    torch::Tensor values, statistics;
};

enum class Shares { Even, LastRankHasNone };

// The same made-up batches whatever the ranks; each takes its part. Some labels are unknown, not evenly.
// `blur` moves every initial weight by up to this share of itself, each `phase` in another way.
Trained trainWith(distributed::Communicator& ranks, const models::ModelDescription& description, Shares shares,
                  double blur = 0, int phase = 0) {
    torch::manual_seed(11);
    auto model = models::makeClassifier(description);
    const int64_t local = globalBatch / ranks.size();
    StepOptions options;
    options.localBatch = local;
    options.reduction = {30000, 100000};
    TrainStep step(**model, description, ranks, options);
    Experiment experiment;
    experiment.training.optimizer = "sgd";
    if (auto ready = step.setOptimizer(experiment); !ready)
        qFatal("%s", ready.error().toLine().c_str());
    (*model)->train();
    torch::Tensor values = step.parameters().values();
    values.mul_(1 + blur * (torch::arange(values.numel()) + 1.7 * phase).sin());
    Trained trained;
    for (int64_t k = 0; k < steps; ++k) {
        const torch::Tensor pixels = torch::randn({globalBatch, 1, side, side});
        torch::Tensor labels = torch::rand({globalBatch, 2}).round();
        labels[0][0] = labels[1][1] = labels[0][1] = std::numeric_limits<float>::quiet_NaN();
        const int64_t sharing = shares == Shares::Even || ranks.size() == 1 ? ranks.size() : ranks.size() - 1;
        const int64_t images = ranks.rank() < sharing ? globalBatch / sharing : 0;
        const int64_t first = images * ranks.rank();
        step.accumulate(pixels[first].data_ptr<float>(), labels[first].data_ptr<float>(), images, true);
        trained.losses.push_back(step.finish(1e-3, {}).loss);
    }
    trained.values = step.parameters().values().clone();
    std::vector<torch::Tensor> statistics = {torch::zeros(1)};
    for (const torch::Tensor& one : distributed::statisticsOf(**model))
        statistics.push_back(one.flatten());
    trained.statistics = torch::cat(statistics);
    return trained;
}

} // namespace

class RankAgreementTest : public QObject {
    Q_OBJECT

public:
    explicit RankAgreementTest(distributed::Communicator& ranks)
        : m_ranks(ranks) {}

private Q_SLOTS:
    void agreesWithOneRank_data();
    void agreesWithOneRank();
    void aFailedRankKeepsPace();
    void aRankWithoutSamplesStillTakesPart();
    void tellsEveryRankOfAFailure();
    void averagesRunningStatistics();

private:
    distributed::Communicator& m_ranks;
};

void RankAgreementTest::agreesWithOneRank_data() {
    QTest::addColumn<QByteArray>("normalization");
    QTest::addColumn<QByteArray>("architecture");
    QTest::addColumn<bool>("even");
    QTest::newRow("none") << QByteArray("none") << QByteArray("densenet121") << true;
    QTest::newRow("group") << QByteArray("group") << QByteArray("resnet18") << true;
    QTest::newRow("sync_batch") << QByteArray("sync_batch") << QByteArray("resnet18") << true;
    QTest::newRow("sync_batch, dense") << QByteArray("sync_batch") << QByteArray("densenet121") << true;
    QTest::newRow("sync_batch, a rank without images") << QByteArray("sync_batch") << QByteArray("resnet18") << false;
}

void RankAgreementTest::agreesWithOneRank() {
    QFETCH(QByteArray, normalization);
    QFETCH(QByteArray, architecture);
    QFETCH(bool, even);
    models::setComputeThreads(1);
    const auto alone = distributed::oneProcess();
    const auto description = describe(normalization.constData(), architecture.constData());
    const Trained expected = trainWith(*alone, description, Shares::Even);
    const Trained got = trainWith(m_ranks, description, even ? Shares::Even : Shares::LastRankHasNone);
    // Batch statistics of a few values amplify the rounding of a step in the next ones, and a value at a ReLU's
    // threshold that changes sides changes a gradient at once, however little it moved. How much comes of that, one
    // rank's own trainings say whose weights begin a few roundings away: the farthest of them, for one alone may happen
    // to stay close.
    std::vector<Trained> nearby;
    for (int phase = 0; phase < 4; ++phase)
        nearby.push_back(trainWith(*alone, description, Shares::Even, 1e-6, phase));
    const auto farthest = [&nearby](auto distance) {
        double far = 0;
        for (const Trained& one : nearby)
            far = std::max(far, distance(one));
        return far;
    };
    const auto largest = [](const torch::Tensor& difference) { return difference.abs().max().item<double>(); };
    const auto near = [](double difference, double limit, double sensitivity, const char* what) {
        qInfo("%s: %.1e (weights moved by a millionth: %.1e)", what, difference, sensitivity);
        return difference < std::max(limit, 4 * sensitivity);
    };
    for (size_t k = 0; k < size_t(steps); ++k) {
        const double moved = farthest([&](const Trained& one) { return std::abs(one.losses[k] - expected.losses[k]); });
        QVERIFY(near(std::abs(got.losses[k] - expected.losses[k]), 1e-5 * (1 + std::abs(expected.losses[k])),
                     k == 0 ? 0 : moved, "loss"));
    }
    QVERIFY(near(largest(got.values - expected.values), 2e-6,
                 farthest([&](const Trained& one) { return largest(one.values - expected.values); }), "weights"));
    QVERIFY(near(largest(got.statistics - expected.statistics), 1e-5 * (1 + largest(expected.statistics)),
                 farthest([&](const Trained& one) { return largest(one.statistics - expected.statistics); }),
                 "statistics"));
    // And the ranks have the very same weights.
    std::string mine(static_cast<const char*>(got.values.data_ptr()), got.values.nbytes());
    const std::string own = mine;
    m_ranks.broadcast(mine);
    QVERIFY(mine == own);
}

// The others sum statistics over the ranks in both parts of this step.
void RankAgreementTest::aFailedRankKeepsPace() {
    const models::ModelDescription description = describe("sync_batch", "resnet18");
    torch::manual_seed(11);
    auto model = models::makeClassifier(description);
    StepOptions options;
    options.localBatch = 4;
    TrainStep step(**model, description, m_ranks, options);
    QVERIFY(bool(step.setOptimizer({})));
    (*model)->train();
    const torch::Tensor pixels = torch::randn({2, 1, side, side}), labels = torch::ones({2, 2});
    const bool fails = m_ranks.rank() == m_ranks.size() - 1;
    step.accumulate(pixels.data_ptr<float>(), labels.data_ptr<float>(), 2);
    if (fails)
        step.keepPace(1, dataError("broken film", "x.png"));
    else
        step.accumulate(pixels.data_ptr<float>(), labels.data_ptr<float>(), 2);
    StepSignals mine;
    mine.failed = fails;
    QVERIFY(step.finish(1e-3, mine).signals.failed);
}

void RankAgreementTest::aRankWithoutSamplesStillTakesPart() {
    const models::ModelDescription description = describe();
    torch::manual_seed(11);
    auto model = models::makeClassifier(description);
    StepOptions options;
    options.localBatch = 2;
    TrainStep step(**model, description, m_ranks, options);
    QVERIFY(bool(step.setOptimizer({})));
    const torch::Tensor pixels = torch::randn({2, 1, side, side}), labels = torch::ones({2, 2});
    step.accumulate(pixels.data_ptr<float>(), labels.data_ptr<float>(), m_ranks.rank() == 0 ? 2 : 0);
    const StepOutcome outcome = step.finish(1e-3, {});
    QVERIFY(outcome.loss > 0 && std::isfinite(outcome.gradientNorm));
    // Nobody had a sample: nothing is learned and nothing breaks.
    const torch::Tensor before = step.parameters().values().clone();
    QCOMPARE(step.finish(1e-3, {}).loss, 0.0);
    QVERIFY(torch::equal(before, step.parameters().values()));
}

void RankAgreementTest::tellsEveryRankOfAFailure() {
    const int last = m_ranks.size() - 1;
    const Status mine =
        m_ranks.rank() == last ? Status(dataError("broken film", "x.png", "remove it")) : Status(Done{});
    const Status agreed = agree(m_ranks, mine);
    QVERIFY(!agreed);
    QCOMPARE(agreed.error().toLine(), std::string("broken film (x.png): remove it"));
    QCOMPARE(agreed.error().code, ErrorCode::Data);
    QVERIFY(bool(agree(m_ranks, Done{})));
}

void RankAgreementTest::averagesRunningStatistics() {
    models::ModelDescription description = describe();
    description.normalization = "batch";
    auto model = models::makeClassifier(description);
    for (const torch::Tensor& statistics : distributed::statisticsOf(**model))
        torch::Tensor(statistics).fill_(double(m_ranks.rank()));
    distributed::averageStatistics(**model, m_ranks);
    for (const torch::Tensor& statistics : distributed::statisticsOf(**model))
        QCOMPARE(statistics.max().item<float>(), float(m_ranks.size() - 1) / 2);
}

int main(int argc, char** argv) {
    auto ranks = distributed::openCommunicator();
    RankAgreementTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "rank_agreement_test.moc"
