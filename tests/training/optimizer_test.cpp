// Every optimizer against its paper's equations in double, and against PyTorch's where PyTorch has it.
#include "engine/training/optimizer.h"
#include "tests/training/published_updates.h"

#include <ATen/Parallel.h>
#include <QProcess>
#include <QtTest>
#include <cmath>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::training;
using namespace roentgen::tests;
using torch::Tensor;

namespace {

using Path = OptimizerOptions::Path;

// A trunk of a matrix of several pieces and a bias, a head of a matrix and a bias, with padding as in the flat buffer.
ParameterLayout layout() {
    return {{{0, true, false}, {150016, true, true}, {150064, false, false}, {151072, false, true}}, 151088};
}
constexpr int64_t used[] = {150001, 37, 1000, 7};

Tensor inUse() {
    Tensor mask = torch::zeros({layout().size});
    for (size_t k = 0; k < 4; ++k)
        mask.narrow(0, layout().parts[k].offset, used[k]).fill_(1);
    return mask;
}

Experiment experimentOf(const QString& name, double decay, const QStringList& more = {}) {
    Experiment experiment;
    QStringList all = {QStringLiteral("training.optimizer=") + name,
                       QStringLiteral("training.weight_decay=%1").arg(decay)};
    for (const QString& one : all << more)
        if (const Status set = applyOverride(experiment, one.toStdString()); !set)
            qFatal("%s", set.error().toLine().c_str());
    return experiment;
}

std::unique_ptr<Optimizer> make(const Experiment& experiment, const ParameterLayout& parts, Path path = Path::Fastest) {
    OptimizerOptions options = optimizerOptions(experiment, parts, torch::kCPU);
    options.path = path;
    return makeOptimizer(experiment.training.optimizer, options).take();
}

double largest(const Tensor& difference) {
    return difference.abs().max().item<double>();
}

} // namespace

class OptimizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsItsPaper_data();
    void followsItsPaper();
    void stepsAsLibTorchDoes_data();
    void stepsAsLibTorchDoes();
    void stepsAsPyTorchsAdadelta();
    void givesTheSameBitsForAnyThreads_data() { eachOptimizer(); }
    void givesTheSameBitsForAnyThreads();
    void leavesAFrozenTrunkAlone_data() { eachOptimizer(); }
    void leavesAFrozenTrunkAlone();
    void slowsTheTrunk_data() { eachOptimizer(); }
    void slowsTheTrunk();
    void restsOnALayerOfZeros_data();
    void restsOnALayerOfZeros();
    void refusesAnUnknownName();

private:
    void eachOptimizer() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"adam", "adamw", "sgd", "adadelta", "rmsprop", "lars", "lamb"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
};

void OptimizerTest::followsItsPaper_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("decay");
    QTest::addColumn<QStringList>("more");
    const auto row = [](const char* title, const char* name, double decay, const QStringList& more = {}) {
        QTest::newRow(title) << QString::fromLatin1(name) << decay << more;
    };
    for (const char* name : {"adam", "adamw", "sgd", "adadelta", "rmsprop", "lars", "lamb"}) {
        row(name, name, 0);
        row(qPrintable(QString::fromLatin1(name) + QStringLiteral(", weight decay")), name, 0.03);
    }
    row("sgd, Nesterov", "sgd", 0.01,
        {QStringLiteral("training.nesterov=true"), QStringLiteral("training.momentum=0.8")});
    row("sgd without momentum", "sgd", 0, {QStringLiteral("training.momentum=0")});
    row("adam, other betas", "adam", 0,
        {QStringLiteral("training.beta1=0.8"), QStringLiteral("training.beta2=0.99"),
         QStringLiteral("training.epsilon=0.01")});
    row("rmsprop, other rho", "rmsprop", 0, {QStringLiteral("training.rho=0.99")});
    row("lars, other trust", "lars", 0.01, {QStringLiteral("training.trust_coefficient=0.02")});
}

void OptimizerTest::followsItsPaper() {
    QFETCH(QString, name);
    QFETCH(double, decay);
    QFETCH(QStringList, more);
    const double rate = name == QLatin1String("adadelta") ? 1 : 0.02;
    const Experiment experiment = experimentOf(name, decay, more);
    const OptimizerOptions options = optimizerOptions(experiment, layout(), torch::kCPU);
    for (const Path path : {Path::Fastest, Path::TensorOperations}) {
        torch::manual_seed(1);
        const Tensor start = torch::randn({layout().size}) * inUse();
        Tensor values = start.clone();
        auto ours = make(experiment, layout(), path);
        PublishedUpdate published(experiment.training.optimizer, options, start);
        for (int k = 0; k < 8; ++k) {
            const Tensor gradient = torch::randn({layout().size}) * inUse();
            const double norm = ours->step(values, gradient * 4, 0.25, rate);
            published.step(gradient, rate);
            QVERIFY(std::abs(norm - gradient.norm().item<double>()) < 1e-4 * norm);
        }
        // Single precision: what was moved, to 2e-5 of it, and the rounding of the values themselves.
        const Tensor expected = published.values(), moved = (expected - start.to(torch::kDouble)).abs();
        const Tensor error = (values.to(torch::kDouble) - expected).abs() - 2e-5 * moved;
        QVERIFY2(error.max().item<double>() < 2e-6, qPrintable(QString::number(error.max().item<double>())));
        QVERIFY(moved.max().item<double>() > 1e-3);
        QVERIFY(torch::equal(values * (1 - inUse()), torch::zeros_like(values))); // the padding stays zero
    }
}

void OptimizerTest::stepsAsLibTorchDoes_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("decay");
    QTest::addColumn<bool>("nesterov");
    for (const char* name : {"adam", "adamw", "sgd", "rmsprop"}) {
        QTest::newRow(name) << QString::fromLatin1(name) << 0.0 << false;
        QTest::addRow("%s, weight decay", name) << QString::fromLatin1(name) << 0.01 << false;
    }
    QTest::newRow("sgd, Nesterov") << QStringLiteral("sgd") << 0.01 << true;
}

void OptimizerTest::stepsAsLibTorchDoes() {
    QFETCH(QString, name);
    QFETCH(double, decay);
    QFETCH(bool, nesterov);
    namespace optim = torch::optim;
    constexpr int64_t size = 200003; // several pieces, and a rest
    constexpr double rate = 1e-3;
    torch::manual_seed(1);
    Tensor values = torch::randn({size});
    Tensor reference = values.clone().set_requires_grad(true);
    std::unique_ptr<optim::Optimizer> torchs;
    const std::vector<Tensor> parameters = {reference};
    if (name == QLatin1String("adam"))
        torchs = std::make_unique<optim::Adam>(parameters, optim::AdamOptions(rate).weight_decay(decay));
    else if (name == QLatin1String("adamw"))
        torchs = std::make_unique<optim::AdamW>(parameters, optim::AdamWOptions(rate).weight_decay(decay));
    else if (name == QLatin1String("rmsprop"))
        torchs =
            std::make_unique<optim::RMSprop>(parameters, optim::RMSpropOptions(rate).alpha(0.9).weight_decay(decay));
    else
        torchs = std::make_unique<optim::SGD>(
            parameters, optim::SGDOptions(rate).momentum(0.9).weight_decay(decay).nesterov(nesterov));
    Experiment experiment = experimentOf(name, decay);
    experiment.training.nesterov = nesterov;
    auto ours = make(experiment, {{{0, false, false}}, size});
    for (int k = 0; k < 10; ++k) {
        const Tensor gradient = torch::randn({size});
        reference.mutable_grad() = gradient.clone();
        torchs->step();
        ours->step(values, gradient * 4, 0.25, rate);
    }
    const double difference = largest(values - reference.detach());
    QVERIFY2(difference < 5e-6, qPrintable(QString::number(difference)));
}

// LibTorch has no Adadelta, Debian's python3-torch has.
void OptimizerTest::stepsAsPyTorchsAdadelta() {
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral(ROENTGEN_SOURCE_DIR "/tests/training/torch_adadelta.py")});
    QVERIFY(python.waitForFinished(60000));
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    const QList<QByteArray> answers = python.readAllStandardOutput().simplified().split(' ');
    QCOMPARE(answers.size(), qsizetype(50));
    const Tensor index = torch::arange(50, torch::kDouble);
    Tensor values = torch::cos(index * 0.11).to(torch::kFloat);
    auto ours = make(experimentOf(QStringLiteral("adadelta"), 0.01), {{{0, false, false}}, 50});
    for (int t = 0; t < 20; ++t)
        ours->step(values, torch::sin(index * 0.37 + t).to(torch::kFloat), 1, 0.5);
    for (int64_t k = 0; k < 50; ++k)
        QVERIFY2(std::abs(values[k].item<double>() - answers[k].toDouble()) < 1e-6, answers[k].constData());
}

void OptimizerTest::givesTheSameBitsForAnyThreads() {
    QFETCH(QString, name);
    std::vector<Tensor> results;
    for (const int threads : {1, 2, 3}) {
        at::set_num_threads(threads);
        torch::manual_seed(7);
        Tensor values = torch::randn({layout().size});
        auto optimizer = make(experimentOf(name, 0.01), layout());
        std::vector<double> norms;
        for (int k = 0; k < 3; ++k)
            norms.push_back(optimizer->step(values, torch::randn({layout().size}), 0.5, 0.01));
        results.push_back(torch::cat({values.to(torch::kDouble), torch::tensor(norms, torch::kDouble)}));
    }
    at::set_num_threads(1);
    QVERIFY(torch::equal(results[0], results[1]));
    QVERIFY(torch::equal(results[0], results[2]));
}

// Frozen for three steps, then let go: the trunk moves as with an optimizer that begins there.
void OptimizerTest::leavesAFrozenTrunkAlone() {
    QFETCH(QString, name);
    const int64_t head = layout().headBegin();
    QCOMPARE(head, int64_t(150064));
    for (const Path path : {Path::Fastest, Path::TensorOperations}) {
        torch::manual_seed(2);
        const Tensor start = torch::randn({layout().size});
        Tensor values = start.clone(), fresh = start.clone();
        auto optimizer = make(experimentOf(name, 0.01), layout(), path);
        optimizer->freezeTrunk(true);
        for (int k = 0; k < 3; ++k)
            optimizer->step(values, torch::randn({layout().size}), 1, 0.01);
        QVERIFY(torch::equal(values.narrow(0, 0, head), start.narrow(0, 0, head)));
        QVERIFY(largest((values - start).narrow(0, head, 1000)) > 0);
        optimizer->freezeTrunk(false);
        const Tensor gradient = torch::randn({layout().size});
        optimizer->step(values, gradient, 1, 0.01);
        make(experimentOf(name, 0.01), layout(), path)->step(fresh, gradient, 1, 0.01);
        QVERIFY(torch::equal(values.narrow(0, 0, head), fresh.narrow(0, 0, head)));
    }
}

void OptimizerTest::slowsTheTrunk() {
    QFETCH(QString, name);
    const int64_t head = layout().headBegin();
    torch::manual_seed(3);
    const Tensor start = torch::randn({layout().size}), gradient = torch::randn({layout().size});
    const auto moved = [&](double factor, double rate) {
        Experiment experiment = experimentOf(name, 0.01);
        experiment.training.trunkRateFactor = factor;
        Tensor values = start.clone();
        auto optimizer = make(experiment, layout());
        for (int k = 0; k < 2; ++k)
            optimizer->step(values, gradient, 1, rate);
        return values;
    };
    const Tensor both = moved(0.1, 0.5), trunk = moved(1, 0.05), rest = moved(1, 0.5);
    QVERIFY(torch::allclose(both.narrow(0, 0, head), trunk.narrow(0, 0, head), 1e-5, 1e-7));
    QVERIFY(torch::equal(both.narrow(0, head, 1000), rest.narrow(0, head, 1000)));
}

void OptimizerTest::restsOnALayerOfZeros_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("lars") << "lars";
    QTest::newRow("lamb") << "lamb";
}

// Neither a layer that is all zero nor one without a gradient divides by zero.
void OptimizerTest::restsOnALayerOfZeros() {
    QFETCH(QString, name);
    for (const Path path : {Path::Fastest, Path::TensorOperations})
        for (const bool noGradient : {false, true}) {
            Tensor values = torch::zeros({layout().size});
            if (noGradient)
                values.fill_(0.5);
            const Tensor gradient = noGradient ? torch::zeros_like(values) : torch::ones_like(values);
            auto optimizer = make(experimentOf(name, 0), layout(), path);
            optimizer->step(values, gradient, 1, 0.01);
            QVERIFY(values.isfinite().all().item<bool>());
            QCOMPARE(largest(values - (noGradient ? 0.5 : 0)) > 0, !noGradient);
        }
}

void OptimizerTest::refusesAnUnknownName() {
    const auto optimizer = makeOptimizer("ftrl", {});
    QVERIFY(!optimizer);
    QCOMPARE(optimizer.error().code, ErrorCode::Usage);
    QCOMPARE(optimizer.error().where, std::string("training.optimizer"));
}

QTEST_GUILESS_MAIN(OptimizerTest)
#include "optimizer_test.moc"
