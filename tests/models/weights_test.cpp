// Weights files: the same bytes for the same model, another architecture refused.
#include "engine/models/model_description.h"
#include "engine/models/weights.h"
#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QtTest>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::models;

namespace {

ModelDescription describe(const char* architecture, int classes) {
    ModelDescription description;
    description.architecture = architecture;
    for (int k = 0; k < classes; ++k)
        description.classes.push_back("class " + std::to_string(k));
    return description;
}

} // namespace

class WeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loadsWhatItSaved();
    void refusesAnotherArchitecture();
    void refusesFilesWithoutADescription();

private:
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }
    QTemporaryDir m_folder;
};

void WeightsTest::loadsWhatItSaved() {
    torch::manual_seed(3);
    ModelDescription description = describe("resnet18", 3);
    description.datasetSha256 = "0123";
    description.metrics = {{"loss", 0.25}, {"mean_auc", 0.8125}, {"auc class 1", 0.1}};
    auto model = makeClassifier(description);
    QVERIFY(bool(model));
    QVERIFY(bool(saveWeights(path("a"), **model, description)));
    auto loaded = loadClassifier(path("a"));
    QVERIFY(bool(loaded));
    QCOMPARE(loaded->description.classes, description.classes);
    QCOMPARE(loaded->description.datasetSha256, description.datasetSha256);
    QCOMPARE(loaded->description.metrics, description.metrics);
    QVERIFY(!loaded->model->is_training());
    QVERIFY(bool(saveWeights(path("b"), *loaded->model, loaded->description)));
    QVERIFY(*readTextFile(path("a")) == *readTextFile(path("b")));
}

void WeightsTest::refusesAnotherArchitecture() {
    auto model = makeClassifier(describe("densenet121", 3));
    QVERIFY(bool(model));
    QVERIFY(bool(saveWeights(path("lies"), **model, describe("densenet169", 3))));
    auto loaded = loadClassifier(path("lies"));
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::Data);
    QVERIFY2(loaded.error().toLine().find("another architecture") != std::string::npos,
             loaded.error().toLine().c_str());
}

void WeightsTest::refusesFilesWithoutADescription() {
    const float one = 1;
    QVERIFY(bool(writeFileAtomically(path("foreign"), encodeSafetensors({}, {{"a", "F32", {1}, &one}}))));
    auto loaded = loadClassifier(path("foreign"));
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::Data);
}

QTEST_GUILESS_MAIN(WeightsTest)
#include "weights_test.moc"
