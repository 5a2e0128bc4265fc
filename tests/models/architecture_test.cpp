// What engine/protocol/architecture_table.h says of the architectures is true of the models.
#include "engine/models/classifier.h"
#include "engine/models/normalization.h"
#include "engine/protocol/architecture.h"
#include "engine/protocol/architecture_table.h"
#include "engine/protocol/experiment.h"

#include <QtTest>
#include <cmath>
#include <numeric>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::models;

namespace {

ModelDescription describe(const std::string& architecture) {
    ModelDescription description;
    description.architecture = architecture;
    description.normalization = resolvedNormalization(description.architecture, "auto");
    description.classes = {"a", "b"};
    return description;
}

int64_t mapSide(Classifier& model, int64_t imageSize) {
    torch::NoGradGuard noGrad;
    return model.features(torch::zeros({1, 1, imageSize, imageSize})).size(2);
}

int64_t parametersOf(const Classifier& model, bool head) {
    int64_t count = 0;
    for (const auto& named : model.named_parameters())
        if (isHeadTensor(named.key()) == head)
            count += named.value().numel();
    return count;
}

double multiplyAdds;

// Each value of the output is a sum over the weights of its channel.
void countConvolution(const at::RecordFunction& function, at::ObserverContext*) {
    if (std::string(function.name()) == "aten::conv2d")
        multiplyAdds +=
            double(function.outputs()[0].toTensor().numel()) * double(function.inputs()[1].toTensor()[0].numel());
}

// Of the convolutions of a forward pass.
double countMultiplyAdds(Classifier& model) {
    multiplyAdds = 0;
    const auto handle = at::addThreadLocalCallback(
        at::RecordFunctionCallback(nullptr, countConvolution).needsInputs(true).needsOutputs(true));
    torch::NoGradGuard noGrad;
    model.features(torch::zeros({1, 3, 224, 224}));
    at::removeCallback(handle);
    return multiplyAdds;
}

void eachArchitecture() {
    QTest::addColumn<Architecture>("row");
    for (const Architecture& row : architectures())
        QTest::newRow(row.name) << row;
}

} // namespace

Q_DECLARE_METATYPE(Architecture)

class ArchitectureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersAreTheModels_data() { eachArchitecture(); }
    void parametersAreTheModels();
    void multiplyAddsAreTheModels_data() { eachArchitecture(); }
    void multiplyAddsAreTheModels();
    void leastSizesAreTheModels_data() { eachArchitecture(); }
    void leastSizesAreTheModels();
    void groupCountsDivideEveryLayer_data() { eachArchitecture(); }
    void groupCountsDivideEveryLayer();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void acceptsWhatFits_data();
    void acceptsWhatFits();
};

void ArchitectureTest::parametersAreTheModels() {
    QFETCH(Architecture, row);
    ModelDescription description = describe(row.name);
    description.channels = 3;
    const auto model = makeClassifier(description);
    QVERIFY(bool(model));
    QCOMPARE(parametersOf(**model, false), row.trunkParameters);
    if (row.classicHeadParameters == 0)
        return;
    description.head = "classic";
    const auto classic = makeClassifier(description);
    QVERIFY(bool(classic));
    QCOMPARE(parametersOf(**classic, true), row.classicHeadParameters + 2 * (4096 + 1)); // the last layer: two classes
}

// The figures of the table count the head of ImageNet's thousand classes, too; VGG's is a hundredth of it.
void ArchitectureTest::multiplyAddsAreTheModels() {
    QFETCH(Architecture, row);
    ModelDescription description = describe(row.name);
    description.channels = 3;
    if (row.hasNormalization)
        description.normalization = "group"; // goes through the plain modules
    const auto model = makeClassifier(description);
    QVERIFY(bool(model));
    (*model)->eval();
    const double counted = countMultiplyAdds(**model);
    QVERIFY2(std::abs(counted / row.multiplyAdds - 1) < 0.015, qPrintable(QString::number(counted)));
}

void ArchitectureTest::leastSizesAreTheModels() {
    QFETCH(Architecture, row);
    auto model = makeClassifier(describe(row.name));
    QVERIFY(bool(model));
    (*model)->eval();
    QCOMPARE(mapSide(**model, row.leastSize), int64_t(1));
    if (row.leastSize > 1)
        QVERIFY_EXCEPTION_THROWN(mapSide(**model, row.leastSize - 1), c10::Error);
    if (row.leastStatisticsSize == row.leastSize) // VGG: its last normalised map is twice as large
        return;
    QCOMPARE(mapSide(**model, row.leastStatisticsSize), int64_t(2));
    QCOMPARE(mapSide(**model, row.leastStatisticsSize - 1), int64_t(1));
}

void ArchitectureTest::groupCountsDivideEveryLayer() {
    QFETCH(Architecture, row);
    auto model = makeClassifier(describe(row.name));
    QVERIFY(bool(model));
    int64_t divisor = 0;
    for (const auto& module : (*model)->modules())
        if (const auto* norm = dynamic_cast<const NormalizationImpl*>(module.get()))
            divisor = std::gcd(divisor, norm->channels());
    QCOMPARE(divisor > 0, row.hasNormalization);
    const auto fits = [&](int64_t groups) {
        return bool(checkArchitectureUse({row.name, "group", "pooled", groups, 224}));
    };
    for (int64_t groups = 1; groups <= 2 * divisor; ++groups)
        QVERIFY2(fits(groups) == (divisor % groups == 0), std::to_string(groups).c_str());
}

void ArchitectureTest::refusesWhatDoesNotFit_data() {
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("hint");
    const auto row = [](const char* name, const char* set, const char* key, const char* hint) {
        QTest::newRow(name) << QString::fromLatin1(set) << QString::fromLatin1(key) << QString::fromLatin1(hint);
    };
    row("groups", "model.normalization=group model.group_count=24", "model.group_count", "1, 2, 4, 8, 16, 32");
    row("groups of ResNet", "model.architecture=resnet50 model.normalization=group model.group_count=128",
        "model.group_count", "32, 64");
    row("normalisation of vgg16", "model.architecture=vgg16 model.normalization=group", "model.normalization",
        "vgg16_bn");
    row("classic head of DenseNet", "model.head=classic", "model.head", "pooled");
    row("classic head of ResNet", "model.architecture=resnet18 model.head=classic", "model.head", "vgg16");
    row("instance, one pixel", "model.normalization=instance data.image_size=32", "data.image_size", "61 px");
    row("instance, one pixel of ResNet", "model.architecture=resnet34 model.normalization=instance data.image_size=32",
        "data.image_size", "33 px");
    row("sync_batch alone", "model.normalization=sync_batch training.local_batch=1", "model.normalization",
        "training.local_batch");
    row("batch of one pixel", "model.architecture=resnet18 data.image_size=32 training.local_batch=1",
        "training.local_batch", "33 px");
    row("channels", "model.channels=two", "model.channels", "auto, one, three");
}

namespace {

// The first refusal of the settings, or success.
Status apply(const QString& set) {
    Experiment experiment;
    experiment.data.dataset = "films";
    for (const QString& assignment : set.split(QLatin1Char(' ')))
        if (auto done = applyOverride(experiment, assignment.toStdString()); !done)
            return done;
    return checkExperiment(experiment);
}

} // namespace

void ArchitectureTest::refusesWhatDoesNotFit() {
    QFETCH(QString, set);
    QFETCH(QString, key);
    QFETCH(QString, hint);
    const Status refused = apply(set);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Usage);
    QCOMPARE(QString::fromStdString(refused.error().where), key);
    QVERIFY2(refused.error().hint.find(hint.toStdString()) != std::string::npos, refused.error().hint.c_str());
}

void ArchitectureTest::acceptsWhatFits_data() {
    QTest::addColumn<QString>("set");
    for (const char* set :
         {"model.architecture=vgg16", "model.architecture=vgg16 model.normalization=none model.head=classic",
          "model.architecture=vgg16_bn model.normalization=instance data.image_size=32",
          "model.architecture=resnet101 model.normalization=group model.group_count=64",
          "model.normalization=sync_batch training.local_batch=1 distributed.ranks=2",
          "model.architecture=resnet18 data.image_size=32", "model.normalization=instance data.image_size=61"})
        QTest::newRow(set) << QString::fromLatin1(set);
}

void ArchitectureTest::acceptsWhatFits() {
    QFETCH(QString, set);
    const Status accepted = apply(set);
    QVERIFY2(bool(accepted), accepted ? "" : accepted.error().toLine().c_str());
}

QTEST_GUILESS_MAIN(ArchitectureTest)
#include "architecture_test.moc"
