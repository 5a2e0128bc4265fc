// A checkpoint in mid-run changes nothing, whatever the optimizer; a frozen trunk stays as it is and thaws exactly.
// Each row trains a DenseNet-121 on 32 px for a few steps and writes its checkpoint: some seconds in all.
#include "engine/models/precision.h"
#include "engine/training/checkpoint.h"

#include <QTemporaryDir>
#include <QtTest>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::training;
using torch::Tensor;

namespace {

constexpr int64_t side = 32, images = 4;

// A model with its step; always the same initial weights and, for a step of the same number, the same batch.
struct Trainee {
    explicit Trainee(const Experiment& experiment, const char* normalization = "batch")
        : freezeSteps(experiment.model.freezeTrunkEpochs) {
        description.normalization = normalization;
        description.classes = {"a", "b"};
        description.imageSize = description.storedSize = int(side);
        torch::manual_seed(3);
        model = models::makeClassifier(description).take();
        StepOptions options;
        options.localBatch = images;
        step = std::make_unique<TrainStep>(*model, description, *ranks, options);
        if (auto ready = step->setOptimizer(experiment); !ready)
            qFatal("%s", ready.error().toLine().c_str());
        model->train();
    }
    void train(int64_t from, int64_t to) {
        for (int64_t k = from; k < to; ++k) {
            torch::manual_seed(uint64_t(100 + k));
            const Tensor pixels = torch::randn({images, 1, side, side}), labels = torch::rand({images, 2}).round();
            step->freezeTrunk(k < freezeSteps);
            step->accumulate(pixels.data_ptr<float>(), labels.data_ptr<float>(), images);
            step->finish(0.01, {});
        }
    }
    Tensor values() const { return step->parameters().values().clone(); }
    std::vector<Tensor> buffers() const { return distributed::copyBuffers(*model); }

    int64_t freezeSteps; // the tests' epochs have one step
    models::ModelDescription description;
    std::unique_ptr<distributed::Communicator> ranks = distributed::oneProcess();
    std::shared_ptr<models::Classifier> model;
    std::unique_ptr<TrainStep> step;
};

bool allEqual(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
    for (size_t k = 0; k < a.size(); ++k)
        if (!torch::equal(a[k], b[k]))
            return false;
    return a.size() == b.size();
}

Experiment experimentOf(const QString& optimizer, int64_t freeze) {
    Experiment experiment;
    experiment.training.optimizer = optimizer.toStdString();
    experiment.training.weightDecay = 0.01;
    experiment.training.trunkRateFactor = freeze > 0 ? 0.3 : 1;
    experiment.model.freezeTrunkEpochs = freeze;
    return experiment;
}

} // namespace

class ResumeRecipesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { models::setComputeThreads(1); }
    void goesOnAsIfNeverStopped_data();
    void goesOnAsIfNeverStopped();
    void leavesAFrozenTrunkAlone();
    void spendsNoBackwardOnAFrozenTrunk();
};

void ResumeRecipesTest::goesOnAsIfNeverStopped_data() {
    QTest::addColumn<QString>("optimizer");
    QTest::addColumn<int>("freeze"); // steps
    for (const char* name : {"adam", "adamw", "sgd", "adadelta", "rmsprop", "lars", "lamb"})
        QTest::newRow(name) << QString::fromLatin1(name) << 0;
    QTest::newRow("frozen before and after") << "adam" << 3;
    QTest::newRow("thaws with the resume") << "lamb" << 2;
    QTest::newRow("thawed before") << "adamw" << 1;
}

void ResumeRecipesTest::goesOnAsIfNeverStopped() {
    QFETCH(QString, optimizer);
    QFETCH(int, freeze);
    constexpr int64_t half = 2, all = 4;
    const Experiment experiment = experimentOf(optimizer, freeze);
    Trainee whole(experiment);
    whole.train(0, all);

    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    const CheckpointTraits traits{"sha", "mean_auc", 1};
    Trainee first(experiment);
    first.train(0, half);
    QVERIFY(bool(writeCheckpoint(run, *first.step, {}, traits, *first.ranks)));
    Trainee second(experiment);
    const auto progress = readCheckpoint(run, *second.step, traits, *second.ranks);
    QVERIFY2(bool(progress), progress ? "" : progress.error().toLine().c_str());
    second.train(half, all);

    QVERIFY(!torch::equal(first.values(), second.values()));
    QVERIFY(torch::equal(whole.values(), second.values()));
    QVERIFY(allEqual(whole.buffers(), second.buffers()));
    const auto expected = whole.step->optimizer().state(), got = second.step->optimizer().state();
    QCOMPARE(got.size(), expected.size());
    for (size_t k = 0; k < got.size(); ++k)
        QVERIFY2(torch::equal(got[k].second, expected[k].second), got[k].first.c_str());
    QCOMPARE(second.step->optimizer().stepsTaken, all);
}

void ResumeRecipesTest::leavesAFrozenTrunkAlone() {
    Trainee trainee(experimentOf(QStringLiteral("adam"), 2));
    const Tensor start = trainee.values();
    const auto statistics = trainee.buffers();
    const int64_t head = layoutOf(*trainee.model, start.numel()).headBegin();
    QVERIFY(head > 0 && head < start.numel());
    trainee.train(0, 2);
    QVERIFY(torch::equal(trainee.values().narrow(0, 0, head), start.narrow(0, 0, head)));
    QVERIFY(!torch::equal(trainee.values(), start));
    QVERIFY(allEqual(trainee.buffers(), statistics));
    QVERIFY(trainee.model->is_training());
    trainee.train(2, 3);
    QVERIFY(!torch::equal(trainee.values().narrow(0, 0, head), start.narrow(0, 0, head)));
    QVERIFY(!allEqual(trainee.buffers(), statistics));
}

// The head learns from features as validation sees them, and no gradient reaches the trunk.
void ResumeRecipesTest::spendsNoBackwardOnAFrozenTrunk() {
    Trainee trainee(experimentOf(QStringLiteral("sgd"), 1));
    const Tensor pixels = torch::randn({images, 1, side, side}), labels = torch::ones({images, 2});
    trainee.step->freezeTrunk(true);
    trainee.step->accumulate(pixels.data_ptr<float>(), labels.data_ptr<float>(), images);
    const Tensor gradients = trainee.step->parameters().gradients();
    const int64_t head = layoutOf(*trainee.model, trainee.values().numel()).headBegin();
    QVERIFY((gradients.narrow(0, 0, head) == 0).all().item<bool>());

    trainee.model->eval();
    const Tensor x = modelInput(pixels.data_ptr<float>(), images, trainee.description, torch::kCPU);
    Tensor loss = torch::binary_cross_entropy_with_logits(trainee.model->forward(x), labels);
    const auto parameters = trainee.model->named_parameters();
    const Tensor bias = parameters["classifier.bias"], before = bias.grad().clone();
    bias.mutable_grad().zero_();
    loss.backward();
    QVERIFY(torch::allclose(bias.grad(), before, 1e-4, 1e-6));
}

QTEST_GUILESS_MAIN(ResumeRecipesTest)
#include "resume_recipes_test.moc"
