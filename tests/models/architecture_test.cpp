// What engine/protocol/architecture.h says of the architectures is true of the models.
#include "engine/models/classifier.h"
#include "engine/models/normalization.h"
#include "engine/protocol/architecture.h"
#include "engine/protocol/experiment.h"

#include <QtTest>
#include <numeric>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::models;

namespace {

ModelDescription describe(const QString& architecture) {
    ModelDescription description;
    description.architecture = architecture.toStdString();
    description.normalization = resolvedNormalization(description.architecture, "auto");
    description.classes = {"a", "b"};
    return description;
}

int64_t mapSide(Classifier& model, int64_t imageSize) {
    torch::NoGradGuard noGrad;
    return model.features(torch::zeros({1, 1, imageSize, imageSize})).size(2);
}

} // namespace

class ArchitectureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leastSizesAreTheModels_data();
    void leastSizesAreTheModels();
    void groupCountsDivideEveryLayer_data();
    void groupCountsDivideEveryLayer();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void acceptsWhatFits_data();
    void acceptsWhatFits();
};

void ArchitectureTest::leastSizesAreTheModels_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<int>("least");
    QTest::newRow("densenet121") << QStringLiteral("densenet121") << 29;
    QTest::newRow("resnet18") << QStringLiteral("resnet18") << 1;
    QTest::newRow("vgg16") << QStringLiteral("vgg16") << 32;
}

void ArchitectureTest::leastSizesAreTheModels() {
    QFETCH(QString, architecture);
    QFETCH(int, least);
    auto model = makeClassifier(describe(architecture));
    QVERIFY(bool(model));
    (*model)->eval();
    QCOMPARE(mapSide(**model, least), int64_t(1));
    if (least > 1)
        QVERIFY_EXCEPTION_THROWN(mapSide(**model, least - 1), c10::Error);
    if (architecture.startsWith(QLatin1String("vgg"))) // its last normalised map is twice as large
        return;
    const int64_t statistics = leastSizeForStatistics(architecture.toStdString());
    QCOMPARE(mapSide(**model, statistics), int64_t(2));
    QCOMPARE(mapSide(**model, statistics - 1), int64_t(1));
}

void ArchitectureTest::groupCountsDivideEveryLayer_data() {
    QTest::addColumn<QString>("architecture");
    for (const char* name : {"densenet121", "densenet169", "densenet201", "resnet18", "resnet50", "vgg16_bn"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ArchitectureTest::groupCountsDivideEveryLayer() {
    QFETCH(QString, architecture);
    auto model = makeClassifier(describe(architecture));
    QVERIFY(bool(model));
    int64_t divisor = 0;
    for (const auto& module : (*model)->modules())
        if (const auto* norm = dynamic_cast<const NormalizationImpl*>(module.get()))
            divisor = std::gcd(divisor, norm->channels());
    const auto fits = [&](int64_t groups) {
        return bool(checkArchitectureUse({architecture.toStdString(), "group", "pooled", groups, 224}));
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
