// Real films: pneumonia against normal, from scratch, two ranks, held-out patients.
#include "tests/end_to_end/engine_programs.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class PneumoniaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reachesAnAucOf0985OnHeldOutPatients();
};

void PneumoniaTest::reachesAnAucOf0985OnHeldOutPatients() {
    QTemporaryDir folder;
    QElapsedTimer timer;
    timer.start();
    const ProgramRun trained =
        runProgram(QStringLiteral("roentgen-run"),
                   {QStringLiteral("start"), QStringLiteral(ROENTGEN_SOURCE_DIR "/tests/end_to_end/pneumonia.toml"),
                    QStringLiteral("--workspace"), folder.path(), QStringLiteral("--id"), QStringLiteral("pneumonia"),
                    QStringLiteral("--set"), QStringLiteral("data.dataset=" ROENTGEN_DATA "/cxr-pneumonia224"),
                    QStringLiteral("--wait")});
    QVERIFY2(trained.exitCode == 0, trained.diagnostics.constData());
    const double seconds = double(timer.elapsed()) / 1000;
    const ProgramRun evaluated =
        runProgram(QStringLiteral("roentgen-evaluate"),
                   {QStringLiteral("--run"), folder.filePath(QStringLiteral("runs/pneumonia")),
                    QStringLiteral("--split"), QStringLiteral("test"), QStringLiteral("--json")});
    QVERIFY2(evaluated.exitCode == 0, evaluated.diagnostics.constData());
    const nlohmann::json report = evaluated.json();
    qInfo("%s", report.dump().c_str());
    qInfo("mean AUC on held-out patients %.4f after %.0f s (goal: 0.985 within 240 s on two free cores)",
          report.at("mean_auc").get<double>(), seconds);
    QVERIFY(report.at("mean_auc").get<double>() >= 0.985);
}

QTEST_GUILESS_MAIN(PneumoniaTest)
#include "pneumonia_test.moc"
