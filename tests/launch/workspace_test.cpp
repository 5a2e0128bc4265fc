#include "engine/launch/workspace.h"

#include "engine/protocol/text_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::launch;

class WorkspaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void imagenetWeightsAreUsedWhereTheyAreAndSaidWhereNot();
    void weightsThatAreNamedButAbsentAreAnError();
    void recordsAreFoundBelowTheWorkspace();
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

void WorkspaceTest::recordsAreFoundBelowTheWorkspace() {
    QTemporaryDir folder;
    const std::string workspace = folder.path().toStdString();
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("records")));
    Experiment experiment;
    experiment.pipeline.records = "records";
    QCOMPARE(*resolveRecords(experiment, workspace), std::string()); // of another mode
    experiment.pipeline.mode = "records";
    QCOMPARE(*resolveRecords(experiment, workspace), workspace + "/records");
    experiment.pipeline.records = workspace + "/records";
    QCOMPARE(*resolveRecords(experiment, "/elsewhere"), workspace + "/records");
    experiment.pipeline.records = "absent";
    QVERIFY(!resolveRecords(experiment, workspace));
    experiment.pipeline.records = "";
    QCOMPARE(*resolveRecords(experiment, workspace), std::string());
}

QTEST_APPLESS_MAIN(WorkspaceTest)
#include "workspace_test.moc"
