// Phantoms → train under mpirun → evaluate → predict → heatmap. The figures are printed beside what a guess reaches.
#include "tests/end_to_end/engine_programs.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class MainJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void trainsToAnAucAbove085OnHeldOutPatients();
    void theHeatmapPeaksInThePlantedBox();
    void predictsWithHeatmapsAndWritesOverlays();

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QTemporaryDir m_folder;
};

void MainJobTest::initTestCase() {
    // Eight of the twelve findings, five of them with boxes: what can be learnt in minutes on two cores.
    const QStringList arguments =
        QStringLiteral("phantom --kind chest --count 2400 --seed 11 --prevalence 0.8 --findings "
                       "Cardiomegaly,Consolidation,Effusion,Mass,Edema,Emphysema,Fibrosis,"
                       "Atelectasis --out")
            .split(QLatin1Char(' '));
    const ProgramRun made = runProgram(QStringLiteral("roentgen-data"), arguments + QStringList{path("w/films")});
    QVERIFY2(made.exitCode == 0, made.diagnostics.constData());
    QVERIFY(QFile::copy(QStringLiteral(ROENTGEN_SOURCE_DIR "/tests/end_to_end/main_job.toml"), path("w/job.toml")));
}

void MainJobTest::trainsToAnAucAbove085OnHeldOutPatients() {
    QElapsedTimer timer;
    timer.start();
    const ProgramRun trained =
        runProgram(QStringLiteral("roentgen-run"),
                   {QStringLiteral("start"), path("w/job.toml"), QStringLiteral("--workspace"), path("w"),
                    QStringLiteral("--id"), QStringLiteral("job"), QStringLiteral("--wait")});
    QVERIFY2(trained.exitCode == 0, trained.diagnostics.constData());
    const ProgramRun evaluated = runProgram(QStringLiteral("roentgen-evaluate"),
                                            {QStringLiteral("--run"), path("w/runs/job"), QStringLiteral("--split"),
                                             QStringLiteral("test"), QStringLiteral("--json")});
    QVERIFY2(evaluated.exitCode == 0, evaluated.diagnostics.constData());
    const nlohmann::json report = evaluated.json();
    qInfo("training took %.0f s; held-out phantom patients: mean AUC %.4f", double(timer.elapsed()) / 1000,
          report.at("mean_auc").get<double>());
    for (const auto& [name, one] : report.at("classes").items())
        qInfo("  %-20s AUC %s  positives %s", name.c_str(), one.at("auc").dump().substr(0, 6).c_str(),
              one.at("positives").dump().c_str());
    QVERIFY(report.at("mean_auc").get<double>() > 0.85);
}

void MainJobTest::theHeatmapPeaksInThePlantedBox() {
    const ProgramRun located =
        runProgram(QStringLiteral("roentgen-evaluate"),
                   {QStringLiteral("--run"), path("w/runs/job"), QStringLiteral("--split"), QStringLiteral("test"),
                    QStringLiteral("--localization"), QStringLiteral("--json")});
    QVERIFY2(located.exitCode == 0, located.diagnostics.constData());
    const nlohmann::json report = located.json().at("localization");
    qInfo("%s", report.dump().c_str());
    const double inBox = report.at("peak_in_box").get<double>();
    qInfo("heatmap's peak in the box: %.1f %% of %s positive cases; a guess at the class's mean position: %.1f %%",
          100 * inBox, report.at("cases").dump().c_str(), 100 * report.at("mean_position_in_box").get<double>());
    QVERIFY(report.at("cases").get<int>() >= 50);
    QVERIFY(inBox >= 0.70);
}

void MainJobTest::predictsWithHeatmapsAndWritesOverlays() {
    const QStringList films =
        QDir(path("w/films/images")).entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
    QVERIFY(films.size() == 2400);
    const ProgramRun predicted = runProgram(
        QStringLiteral("roentgen-predict"),
        {QStringLiteral("--weights"), path("w/runs/job/best.safetensors"), path("w/films/images/") + films.front(),
         QStringLiteral("--json"), QStringLiteral("--heatmaps"), QStringLiteral("--overlay"), path("overlays"),
         QStringLiteral("--overlay-class"), QStringLiteral("all")});
    QVERIFY2(predicted.exitCode == 0, predicted.diagnostics.constData());
    const nlohmann::json result = predicted.json().at("results").at(0);
    QVERIFY(result.at("probabilities").size() >= 8);
    // The weights know what they were trained on, and this film is one of those.
    const nlohmann::json trained = predicted.json().at("trained_on");
    QVERIFY(trained.at("films").get<int>() > 1000 && trained.at("measured").get<int>() > 100);
    QVERIFY2(result.at("warnings").empty(), result.at("warnings").dump().c_str());
    for (const auto& [name, probability] : result.at("probabilities").items()) {
        QVERIFY(probability.get<double>() >= 0 && probability.get<double>() <= 1);
        const nlohmann::json& map = result.at("heatmaps").at(name);
        QCOMPARE(map.at("values").size(), map.at("rows").get<size_t>() * map.at("columns").get<size_t>());
    }
    QVERIFY(!QDir(path("overlays")).entryList({QStringLiteral("*.png")}, QDir::Files).isEmpty());
}

QTEST_GUILESS_MAIN(MainJobTest)
#include "main_job_test.moc"
