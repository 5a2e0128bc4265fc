// Uncertain labels in a step of training: parts and ranks with unequal shares of them learn what the undivided batch
// does, with every loss; where nothing is certain, nothing is learnt and nothing breaks. Run with 1, 2 and 3 ranks.
#include "engine/models/classifier.h"
#include "engine/models/precision.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/tasks/classification/loss.h"
#include "engine/training/train_step.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::training;
using torch::Tensor;

namespace {

constexpr int64_t side = 32, films = 12, steps = 2;
const std::vector<std::string> classes = {"Mass", "Nodule", "Edema"};
constexpr float masked = std::numeric_limits<float>::quiet_NaN();

// The last third has almost nothing certain, so that neither parts nor ranks have equal shares.
Tensor someLabels(bool exclusive) {
    Tensor labels = exclusive ? torch::one_hot(torch::randint(3, {films}, torch::kLong), 3).to(torch::kFloat)
                              : torch::rand({films, 3}).round();
    for (int64_t film = films / 3 * 2; film + 1 < films; ++film)
        labels[film].fill_(masked);
    labels[0][(labels[0].argmax().item<int64_t>() + 1) % 3] = masked;
    if (!exclusive)
        labels[1][0] = labels[3][2] = masked;
    return labels;
}

struct Learnt {
    std::vector<double> losses;
    Tensor weights;
};

class Trainee {
public:
    Trainee(distributed::Communicator& ranks, const Experiment& experiment)
        : m_ranks(ranks)
        , m_parts(experiment.training.accumulation) {
        torch::manual_seed(11);
        m_description.architecture = "resnet18";
        m_description.normalization = "none"; // so that a film's gradient is its own
        m_description.classes = classes;
        m_description.exclusiveClasses = experiment.training.loss == "cross_entropy";
        m_description.imageSize = m_description.storedSize = int(side);
        m_model = models::makeClassifier(m_description).take();
        StepOptions options;
        options.localBatch = films / ranks.size();
        m_step = std::make_unique<TrainStep>(*m_model, m_description, ranks, options);
        if (auto ready = m_step->setOptimizer(experiment); !ready)
            qFatal("%s", ready.error().toLine().c_str());
        m_step->setLoss(tasks::Loss::make(experiment, classes, {{4, 3, 2}, {2, 5, 6}}).take(), 3);
        m_model->train();
    }
    StepOutcome learn(const Tensor& pixels, const Tensor& labels) {
        const int64_t mine = films / m_ranks.size(), ofPart = mine / m_parts;
        for (int64_t part = 0; part < m_parts; ++part) {
            const int64_t first = m_ranks.rank() * mine + part * ofPart;
            m_step->accumulate(pixels[first].data_ptr<float>(), labels[first].data_ptr<float>(), ofPart,
                               part + 1 == m_parts);
        }
        return m_step->finish(0.01, {});
    }
    Tensor weights() const { return m_step->parameters().values().clone(); }
    bool isFinite() const { return m_step->isFinite(); }

private:
    distributed::Communicator& m_ranks;
    int64_t m_parts;
    models::ModelDescription m_description;
    std::shared_ptr<models::Classifier> m_model;
    std::unique_ptr<TrainStep> m_step;
};

Learnt train(distributed::Communicator& ranks, const Experiment& experiment) {
    Trainee trainee(ranks, experiment);
    torch::manual_seed(12);
    Learnt learnt;
    for (int64_t k = 0; k < steps; ++k) {
        const Tensor pixels = torch::randn({films, 1, side, side});
        const Tensor labels = someLabels(experiment.training.loss == "cross_entropy");
        learnt.losses.push_back(trainee.learn(pixels, labels).loss);
    }
    learnt.weights = trainee.weights();
    return learnt;
}

Experiment experimentOf(const QByteArray& loss, int64_t parts) {
    Experiment experiment;
    experiment.training.loss = loss.toStdString();
    experiment.training.optimizer = "sgd";
    experiment.training.momentum = 0;
    experiment.training.accumulation = parts;
    experiment.training.labelSmoothing = 0.1;
    if (loss != "weighted_bce")
        experiment.training.classWeights = {"balanced"};
    return experiment;
}

} // namespace

class MaskedLabelsTest : public QObject {
    Q_OBJECT

public:
    explicit MaskedLabelsTest(distributed::Communicator& ranks)
        : m_ranks(ranks) {}

private Q_SLOTS:
    void dividedBatchesLearnTheSame_data() {
        QTest::addColumn<QByteArray>("loss");
        for (const std::string& loss : findExperimentKey("training.loss")->choices)
            QTest::newRow(loss.c_str()) << QByteArray::fromStdString(loss);
    }
    void dividedBatchesLearnTheSame() {
        QFETCH(QByteArray, loss);
        const auto alone = distributed::oneProcess();
        const Learnt whole = train(*alone, experimentOf(loss, 1));
        const int64_t parts = m_ranks.size() == 1 ? 4 : 2;
        const Learnt divided = train(m_ranks, experimentOf(loss, parts));
        for (size_t k = 0; k < whole.losses.size(); ++k) {
            QVERIFY(std::isfinite(whole.losses[k]) && whole.losses[k] > 0);
            QVERIFY2(std::abs(divided.losses[k] - whole.losses[k]) < 1e-5 * whole.losses[k],
                     qPrintable(QStringLiteral("%1, not %2").arg(divided.losses[k]).arg(whole.losses[k])));
        }
        QVERIFY(torch::allclose(divided.weights, whole.weights, 1e-4, 1e-6));
    }

    void nothingCertainIsNothingLearnt_data() { dividedBatchesLearnTheSame_data(); }
    void nothingCertainIsNothingLearnt() {
        QFETCH(QByteArray, loss);
        Trainee trainee(m_ranks, experimentOf(loss, 2));
        torch::manual_seed(13);
        const Tensor pixels = torch::randn({films, 1, side, side}), before = trainee.weights();
        const StepOutcome none = trainee.learn(pixels, torch::full({films, 3}, masked));
        QCOMPARE(none.known, 0.0);
        QCOMPARE(none.loss, 0.0);
        QVERIFY(!none.learned);
        QVERIFY(torch::equal(trainee.weights(), before));
        // The next step goes on as if it had not been.
        const StepOutcome some = trainee.learn(pixels, someLabels(loss == "cross_entropy"));
        QVERIFY(some.learned && std::isfinite(some.loss) && some.known > 0);
        QVERIFY(trainee.isFinite());
        QVERIFY(!torch::equal(trainee.weights(), before));
    }

private:
    distributed::Communicator& m_ranks;
};

int main(int argc, char** argv) {
    const auto ranks = distributed::openCommunicator();
    models::setComputeThreads(1);
    MaskedLabelsTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "masked_labels_test.moc"
