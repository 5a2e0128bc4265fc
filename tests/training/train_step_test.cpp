// What a training step adds to forward, backward and update: accumulation, clipping, the weights' average, suspects.
#include "engine/models/precision.h"
#include "engine/training/gradient_norm.h"
#include "engine/training/train_step.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/sgd.h>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::training;

namespace {

constexpr int64_t side = 32;
constexpr float notKnown = std::numeric_limits<float>::quiet_NaN();

models::ModelDescription describe(const char* normalization) {
    models::ModelDescription description;
    description.normalization = normalization;
    description.classes = {"a", "b"};
    description.imageSize = description.storedSize = int(side);
    return description;
}

// A model with its step; always the same initial weights.
struct Trainee {
    explicit Trainee(const Experiment& experiment, const char* normalization = "none", int64_t localBatch = 8)
        : description(describe(normalization)) {
        torch::manual_seed(3);
        model = models::makeClassifier(description).take();
        StepOptions options;
        options.localBatch = localBatch;
        step = std::make_unique<TrainStep>(*model, description, *ranks, options);
        if (auto ready = step->setOptimizer(experiment); !ready)
            qFatal("%s", ready.error().toLine().c_str());
        model->train();
    }
    Suspects accumulate(const torch::Tensor& pixels, const torch::Tensor& labels, double limit = 1e9) {
        return step->accumulate(pixels.data_ptr<float>(), labels.data_ptr<float>(), pixels.size(0), false, limit);
    }
    torch::Tensor weights() const { return step->parameters().values().clone(); }

    models::ModelDescription description;
    std::unique_ptr<distributed::Communicator> ranks = distributed::oneProcess();
    std::shared_ptr<models::Classifier> model;
    std::unique_ptr<TrainStep> step;
};

struct Batch {
    torch::Tensor pixels, labels;
};
Batch batchOf(int64_t images, int seed) {
    torch::manual_seed(uint64_t(seed));
    Batch batch{torch::randn({images, 1, side, side}), torch::rand({images, 2}).round()};
    batch.labels[0][0] = batch.labels[0][1] = batch.labels[images - 1][1] = notKnown; // not evenly
    return batch;
}

Experiment sgd() {
    Experiment experiment;
    experiment.training.optimizer = "sgd";
    return experiment;
}

double largest(const torch::Tensor& values) {
    return values.abs().max().item<double>();
}

} // namespace

class TrainStepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { models::setComputeThreads(1); }
    void partsOfAnySizeGiveTheWholeBatchsGradient_data();
    void partsOfAnySizeGiveTheWholeBatchsGradient();
    void clipsAsTorchDoes_data();
    void clipsAsTorchDoes();
    void theNormDoesNotDependOnThreads();
    void averagesTheWeights();
    void averagesRunningStatistics();
    void evaluatesWithTheAverageAndGivesTheWeightsBack();
    void namesTheImagesToBlame();
    void leavesTheWeightsAloneWhenTheLossIsNoNumber();
};

void TrainStepTest::partsOfAnySizeGiveTheWholeBatchsGradient_data() {
    QTest::addColumn<QList<int>>("parts");
    QTest::newRow("even") << QList<int>{4, 4};
    QTest::newRow("uneven") << QList<int>{5, 3};
    QTest::newRow("an empty one") << QList<int>{7, 0, 1};
    QTest::newRow("one by one") << QList<int>{1, 1, 1, 1, 1, 1, 1, 1};
}

void TrainStepTest::partsOfAnySizeGiveTheWholeBatchsGradient() {
    QFETCH(QList<int>, parts);
    const Batch batch = batchOf(8, 1);
    Trainee whole(sgd()), inParts(sgd());
    whole.accumulate(batch.pixels, batch.labels);
    int64_t at = 0;
    for (int images : parts) {
        inParts.accumulate(batch.pixels.narrow(0, at, images), batch.labels.narrow(0, at, images));
        at += images;
    }
    const StepOutcome expected = whole.step->finish(0.01, {}), got = inParts.step->finish(0.01, {});
    QVERIFY2(std::abs(got.loss - expected.loss) < 1e-6, qPrintable(QString::number(got.loss - expected.loss)));
    QVERIFY(std::abs(got.gradientNorm - expected.gradientNorm) < 1e-5 * expected.gradientNorm);
    QVERIFY2(largest(whole.weights() - inParts.weights()) < 1e-6,
             qPrintable(QString::number(largest(whole.weights() - inParts.weights()))));
}

void TrainStepTest::clipsAsTorchDoes_data() {
    QTest::addColumn<double>("share"); // of the norm without clipping
    QTest::newRow("far below the norm") << 0.01;
    QTest::newRow("below the norm") << 0.7;
    QTest::newRow("above the norm: nothing changes") << 3.0;
}

void TrainStepTest::clipsAsTorchDoes() {
    QFETCH(double, share);
    constexpr double rate = 0.05;
    const Batch batch = batchOf(8, 2);
    Trainee plain(sgd());
    plain.accumulate(batch.pixels, batch.labels);
    const double norm = plain.step->finish(rate, {}).gradientNorm;

    Experiment experiment = sgd();
    experiment.training.clipNorm = share * norm;
    Trainee ours(experiment), torchs(sgd());
    // LibTorch's own clipping and SGD on the same model.
    std::vector<torch::Tensor> parameters;
    for (const torch::Tensor& one : torchs.model->parameters())
        parameters.push_back(one.detach().clone().set_requires_grad(true));
    torch::optim::SGD optimizer(parameters, torch::optim::SGDOptions(rate).momentum(0.9));
    for (int k = 0; k < 2; ++k) {
        torchs.step->parameters().zeroGradients();
        torchs.accumulate(batch.pixels, batch.labels);
        const double scale = 8.0 * 2 / torchs.step->sums().known;
        const auto own = torchs.model->parameters();
        for (size_t p = 0; p < parameters.size(); ++p)
            parameters[p].mutable_grad() = own[p].grad() * scale;
        const double expectedNorm = torch::nn::utils::clip_grad_norm_(parameters, share * norm);
        optimizer.step();
        torchs.step->abandon();
        {
            torch::NoGradGuard noGrad;
            for (size_t p = 0; p < parameters.size(); ++p)
                torch::Tensor(own[p]).copy_(parameters[p]);
        }
        ours.accumulate(batch.pixels, batch.labels);
        const StepOutcome outcome = ours.step->finish(rate, {});
        QVERIFY2(std::abs(outcome.gradientNorm - expectedNorm) < 1e-4 * expectedNorm,
                 qPrintable(QString::number(outcome.gradientNorm)));
        QVERIFY2(largest(ours.weights() - torchs.weights()) < 1e-6,
                 qPrintable(QString::number(largest(ours.weights() - torchs.weights()))));
    }
}

void TrainStepTest::theNormDoesNotDependOnThreads() {
    torch::manual_seed(5);
    const torch::Tensor gradients = torch::randn({1000003});
    models::setComputeThreads(1);
    const double alone = gradientNorm(gradients);
    models::setComputeThreads(3);
    const double together = gradientNorm(gradients);
    models::setComputeThreads(1);
    QCOMPARE(together, alone);
    QVERIFY(std::abs(alone - gradients.to(torch::kDouble).norm().item<double>()) < 1e-9 * alone);
}

void TrainStepTest::averagesTheWeights() {
    constexpr double decay = 0.25; // reached: the rising decay passes it at the third update
    Experiment experiment = sgd();
    experiment.training.emaDecay = decay;
    Trainee trainee(experiment);
    torch::Tensor expected;
    for (int k = 0; k < 5; ++k) {
        const Batch batch = batchOf(4, 10 + k);
        trainee.accumulate(batch.pixels, batch.labels);
        trainee.step->finish(0.05, {});
        const torch::Tensor weights = trainee.weights().to(torch::kDouble);
        const double d = std::min(decay, (1.0 + k) / (10.0 + k));
        expected = k == 0 ? weights : expected * d + weights * (1 - d);
    }
    QCOMPARE(trainee.step->average()->updates, int64_t(5));
    QVERIFY(largest(trainee.step->average()->weights().front().second - expected) < 1e-6);
}

void TrainStepTest::averagesRunningStatistics() {
    constexpr double decay = 0.2;
    Experiment experiment = sgd();
    experiment.training.emaDecay = decay;
    Trainee trainee(experiment, "batch");
    std::vector<torch::Tensor> expected;
    for (int k = 0; k < 4; ++k) {
        const Batch batch = batchOf(4, 20 + k);
        trainee.accumulate(batch.pixels, batch.labels);
        trainee.step->finish(0.01, {});
        const auto statistics = distributed::statisticsOf(*trainee.model);
        const double d = std::min(decay, (1.0 + k) / (10.0 + k));
        for (size_t s = 0; s < statistics.size(); ++s) {
            const torch::Tensor now = statistics[s].to(torch::kDouble);
            if (k == 0)
                expected.push_back(now.clone());
            else
                expected[s] = expected[s] * d + now * (1 - d);
        }
    }
    const auto got = trainee.step->average()->statistics();
    QCOMPARE(got.size(), expected.size());
    QVERIFY(!got.empty());
    for (size_t s = 0; s < got.size(); ++s)
        QVERIFY(largest(got[s].second - expected[s]) < 1e-5 * (1 + largest(expected[s])));
}

void TrainStepTest::evaluatesWithTheAverageAndGivesTheWeightsBack() {
    Experiment experiment = sgd();
    experiment.training.emaDecay = 0.9;
    Trainee trainee(experiment, "batch");
    for (int k = 0; k < 2; ++k) {
        const Batch batch = batchOf(4, 30 + k);
        trainee.accumulate(batch.pixels, batch.labels);
        trainee.step->finish(0.05, {});
    }
    const torch::Tensor weights = trainee.weights();
    const torch::Tensor average = trainee.step->average()->weights().front().second.clone();
    const auto statistics = distributed::copyBuffers(*trainee.model);
    QVERIFY(!torch::equal(weights, average));
    {
        const EvaluatedWeights evaluated(*trainee.model, trainee.step->average(), *trainee.ranks);
        QVERIFY(torch::equal(trainee.weights(), average));
        QVERIFY(!torch::equal(distributed::statisticsOf(*trainee.model)[0], statistics[0]));
    }
    QVERIFY(torch::equal(trainee.weights(), weights));
    QVERIFY(torch::equal(trainee.step->average()->weights().front().second, average));
    const auto after = distributed::copyBuffers(*trainee.model);
    for (size_t k = 0; k < after.size(); ++k)
        QVERIFY(torch::equal(after[k], statistics[k]));
}

void TrainStepTest::namesTheImagesToBlame() {
    Batch batch = batchOf(6, 40);
    Trainee trainee(sgd(), "batch");
    QVERIFY(trainee.accumulate(batch.pixels, batch.labels).images.empty());
    // Every image of the batch has a loss above 0: without a number to name, those that are large are named.
    Suspects found = trainee.accumulate(batch.pixels, batch.labels, 0.01);
    QVERIFY(!found.images.empty() && !found.badInput);
    batch.pixels[4][0][3][3] = std::numeric_limits<float>::infinity();
    found = trainee.accumulate(batch.pixels, batch.labels);
    QCOMPARE(found.images, std::vector<int64_t>{4});
    QVERIFY(found.badInput);
    QVERIFY(!trainee.step->isFinite()); // the running statistics have seen the infinity
    // Nothing known at all is not a divergence.
    Trainee another(sgd());
    QVERIFY(another.accumulate(batchOf(2, 41).pixels, torch::full({2, 2}, notKnown), 0.01).images.empty());
}

void TrainStepTest::leavesTheWeightsAloneWhenTheLossIsNoNumber() {
    Experiment experiment = sgd();
    experiment.training.emaDecay = 0.9;
    Trainee trainee(experiment);
    Batch batch = batchOf(4, 50);
    trainee.accumulate(batch.pixels, batch.labels);
    QVERIFY(trainee.step->finish(0.01, {}).learned);
    const torch::Tensor before = trainee.weights();
    batch.pixels[1].fill_(std::numeric_limits<float>::quiet_NaN());
    QCOMPARE(trainee.accumulate(batch.pixels, batch.labels).images, std::vector<int64_t>{1});
    const StepOutcome outcome = trainee.step->finish(0.01, {});
    QVERIFY(!std::isfinite(outcome.loss) && !outcome.learned);
    QVERIFY(torch::equal(trainee.weights(), before));
    QCOMPARE(trainee.step->average()->updates, int64_t(1));
    QVERIFY(trainee.step->isFinite());
    // And the next batch learns as if that one had not been.
    const Batch good = batchOf(4, 51);
    trainee.accumulate(good.pixels, good.labels);
    QVERIFY(std::isfinite(trainee.step->finish(0.01, {}).loss));
}

QTEST_GUILESS_MAIN(TrainStepTest)
#include "train_step_test.moc"
