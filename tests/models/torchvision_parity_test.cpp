// Our topologies against torchvision's, with the same random weights: logits, heatmaps, a gradient, running statistics.
// torchvision makes and runs all of them. VGG's classic head, half a gigabyte, stands on one trunk; the other's is
// pooled.
#include "engine/models/initial_weights.h"
#include "engine/models/weights.h"
#include "engine/protocol/architecture_table.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::models;

class TorchvisionParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void givesTorchvisionsAnswers_data();
    void givesTorchvisionsAnswers();

private:
    QTemporaryDir m_folder;
};

namespace {

double largestDifference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).abs().max().item<double>();
}
double largest(const torch::Tensor& a) {
    return a.abs().max().item<double>();
}

torch::Tensor joined(const torch::nn::Module& model, const std::string& buffer) {
    std::vector<torch::Tensor> found;
    for (const auto& item : model.named_buffers())
        if (item.key().size() > buffer.size() &&
            item.key().compare(item.key().size() - buffer.size(), buffer.size(), buffer) == 0)
            found.push_back(item.value());
    return torch::cat(found);
}

ModelDescription describe(const QString& name) {
    ModelDescription description;
    const QString architecture = name.section(QLatin1Char('-'), 0, 0);
    description.architecture = architecture.toStdString();
    description.normalization = architecture == QLatin1String("vgg16") ? "none" : "batch";
    description.head = architecture.startsWith(QLatin1String("vgg")) && name == architecture ? "classic" : "pooled";
    description.imageSize = 64;
    for (int k = 0; k < 14; ++k)
        description.classes.push_back(std::to_string(k));
    return description;
}

// Every architecture; VGG with the one head and with the other.
QStringList names() {
    QStringList all;
    for (const std::string& name : architectureNames())
        all << QString::fromStdString(name == "vgg16_bn" ? name + "-pooled" : name);
    return all;
}

} // namespace

void TorchvisionParityTest::initTestCase() {
    QStringList arguments = {QStringLiteral(ROENTGEN_SOURCE_DIR "/tests/models/torchvision_answers.py"),
                             m_folder.path()};
    arguments << names();
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(QStringLiteral("/usr/bin/python3"), arguments);
    QVERIFY(python.waitForFinished(600000));
    QVERIFY(python.exitStatus() == QProcess::NormalExit && python.exitCode() == 0);
}

void TorchvisionParityTest::givesTorchvisionsAnswers_data() {
    QTest::addColumn<QString>("name");
    for (const QString& name : names())
        QTest::newRow(qPrintable(name)) << name;
}

void TorchvisionParityTest::givesTorchvisionsAnswers() {
    QFETCH(QString, name);
    const QDir made(m_folder.filePath(name));

    ModelDescription description = describe(name);
    const std::string weights = made.filePath(QStringLiteral("weights.safetensors")).toStdString();
    QVERIFY(bool(adoptInput(weights, "auto", &description)));
    QCOMPARE(description.channels, 3);
    auto model = makeClassifier(description);
    QVERIFY2(bool(model), model ? "" : model.error().toLine().c_str());
    auto report = initialiseFrom(weights, **model);
    QVERIFY2(bool(report), report ? "" : report.error().toLine().c_str());
    QVERIFY2(report->skipped.empty() && report->missing.empty(), report->toLine().c_str());

    auto answers = readSafetensors(made.filePath(QStringLiteral("answers.safetensors")).toStdString());
    QVERIFY(bool(answers));
    const auto answer = [&](const char* tensor) { return decodeTensor(*answers, *answers->find(tensor)); };
    (*model)->eval();
    {
        torch::NoGradGuard noGrad;
        const torch::Tensor features = (*model)->features(answer("input"));
        const torch::Tensor logits = (*model)->logits(features), maps = (*model)->classMaps(features);
        const double off = largestDifference(logits, answer("logits"));
        QVERIFY2(off < 1e-4, qPrintable(QString::number(off)));
        QVERIFY(largestDifference(maps, answer("maps")) < 1e-4 * (1 + largest(answer("maps"))));
        if (description.head == "pooled") {
            // The mean of a class's map is its logit without the bias (Zhou et al. 2016, eq. 1 and 2).
            const auto parameters = (*model)->named_parameters();
            const torch::Tensor* bias = parameters.find("fc.bias");
            bias = bias ? bias : parameters.find("classifier.bias");
            QVERIFY(largestDifference(maps.mean({2, 3}) + *bias, answer("logits")) < 1e-4);
        }
    }
    (*model)->train(description.head == "pooled"); // dropout has no parity
    const torch::Tensor logits = (*model)->forward(answer("input"));
    const torch::Tensor expected = answer("training_logits");
    QVERIFY(largestDifference(logits, expected) < 1e-3 * largest(expected));
    logits.square().sum().backward();
    const torch::Tensor gradient = (*model)->parameters().front().grad(), expectedGradient = answer("first_gradient");
    const double offGradient = largestDifference(gradient, expectedGradient) / largest(expectedGradient);
    // Some values lie within rounding of a ReLU and are on in one library and off in the other; 201 layers have the
    // most.
    QVERIFY2(offGradient < 3e-2, qPrintable(QString::number(offGradient)));
    if (description.normalization == "batch")
        QVERIFY(largestDifference(joined(**model, ".running_mean"), answer("running_mean")) < 1e-3);
}

QTEST_GUILESS_MAIN(TorchvisionParityTest)
#include "torchvision_parity_test.moc"
