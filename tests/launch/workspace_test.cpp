#include "engine/launch/workspace.h"

#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::launch;

class WorkspaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void imagenetWeightsAreUsedWhereTheyAreAndSaidWhereNot();
    void weightsThatAreNamedButAbsentAreAnError();
};

void WorkspaceTest::imagenetWeightsAreUsedWhereTheyAreAndSaidWhereNot() {
    QTemporaryDir folder;
    const std::string workspace = folder.path().toStdString();
    QVERIFY(bool(makeWorkspace(workspace)));
    Experiment experiment;
    experiment.model.weights = "imagenet";
    QCOMPARE(resolveWeights(experiment, workspace)->file, std::string());
    QVERIFY(resolveWeights(experiment, workspace)->says.find("from scratch") == 0);
    const std::string file = workspace + "/weights/densenet121-imagenet.safetensors";
    QVERIFY(bool(writeFileAtomically(file, "")));
    QCOMPARE(resolveWeights(experiment, workspace)->file, file);
}

void WorkspaceTest::weightsThatAreNamedButAbsentAreAnError() {
    Experiment experiment;
    experiment.model.weights = "earlier-run";
    QVERIFY(!resolveWeights(experiment, "/absent"));
}

QTEST_APPLESS_MAIN(WorkspaceTest)
#include "workspace_test.moc"
