// Our DenseNet against torchvision's, with the same weights: logits, a gradient, running statistics.
#include "engine/models/weights.h"

#include <QTemporaryDir>
#include <QtTest>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::models;

class TorchvisionParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTorchvisionsLogits_data() {
        QTest::addColumn<QString>("architecture");
        QTest::newRow("121") << QStringLiteral("densenet121");
        QTest::newRow("169") << QStringLiteral("densenet169");
    }
    void givesTorchvisionsLogits();
};

namespace {

double largestDifference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

} // namespace

void TorchvisionParityTest::givesTorchvisionsLogits() {
    QFETCH(QString, architecture);
    QTemporaryDir folder;
    QProcess python;
    python.start(
        QStringLiteral("/usr/bin/python3"),
        {QStringLiteral(ROENTGEN_SOURCE_DIR "/tests/models/torchvision_answers.py"), architecture, folder.path()});
    QVERIFY(python.waitForFinished(200000));
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());

    ModelDescription description;
    description.architecture = architecture.toStdString();
    for (int k = 0; k < 14; ++k)
        description.classes.push_back(std::to_string(k));
    const std::string weights = folder.filePath(QStringLiteral("weights.safetensors")).toStdString();
    QVERIFY(bool(adoptInput(weights, &description)));
    QCOMPARE(description.channels, 3);
    auto model = makeClassifier(description);
    QVERIFY(bool(model));
    auto report = initialiseFrom(weights, **model);
    QVERIFY(bool(report));
    QVERIFY2(report->skipped.empty() && report->missing.empty(), report->toLine().c_str());

    auto answers = readSafetensors(folder.filePath(QStringLiteral("answers.safetensors")).toStdString());
    QVERIFY(bool(answers));
    const auto answer = [&](const char* name) { return decodeTensor(*answers, *answers->find(name)); };
    (*model)->eval();
    {
        torch::NoGradGuard noGrad;
        const torch::Tensor features = (*model)->features(answer("input"));
        QVERIFY(largestDifference((*model)->logits(features), answer("logits")) < 1e-4);
        // The mean of a class's map is its logit without the bias (Zhou et al. 2016, eq. 1 and 2).
        const torch::Tensor bias = (*model)->named_parameters()["classifier.bias"];
        const torch::Tensor fromMaps = (*model)->classMaps(features).mean({2, 3}) + bias;
        QVERIFY(largestDifference(fromMaps, answer("logits")) < 1e-4);
    }
    (*model)->train();
    const torch::Tensor logits = (*model)->forward(answer("input"));
    const torch::Tensor expected = answer("training_logits");
    QVERIFY(largestDifference(logits, expected) < 1e-3 * expected.abs().max().item<double>());
    logits.square().sum().backward();
    const torch::Tensor gradient = (*model)->named_parameters()["features.conv0.weight"].grad();
    const torch::Tensor expectedGradient = answer("first_gradient");
    QVERIFY(largestDifference(gradient, expectedGradient) < 1e-2 * expectedGradient.abs().max().item<double>());
    QVERIFY(largestDifference((*model)->named_buffers()["features.norm5.running_mean"], answer("running_mean")) < 1e-4);
}

QTEST_GUILESS_MAIN(TorchvisionParityTest)
#include "torchvision_parity_test.moc"
