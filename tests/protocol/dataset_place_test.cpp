// data.dataset means one thing, whoever asks: files before folders by name, folders by path.
#include "engine/protocol/dataset_place.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace roentgen;

class DatasetPlaceTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string at(const char* relative) const { return m_folder.path().toStdString() + "/" + relative; }

private Q_SLOTS:
    void initTestCase() {
        for (const char* folder : {"datasets", "films", "hearts/2024", "elsewhere"})
            QVERIFY(QDir(m_folder.path()).mkpath(QString::fromUtf8(folder)));
        for (const char* name : {"datasets/films.toml", "datasets/lungs.toml"}) {
            QFile file(QString::fromStdString(at(name)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("folder = \"../elsewhere\"\n") > 0);
        }
    }

    void isFound_data() {
        QTest::addColumn<QByteArray>("dataset");
        QTest::addColumn<QByteArray>("place"); // below the workspace
        QTest::addColumn<QByteArray>("shadowed");
        const auto row = [&](const char* dataset, const char* place, const char* shadowed = "") {
            QTest::newRow(dataset) << QByteArray(dataset) << QByteArray(place) << QByteArray(shadowed);
        };
        row("films", "datasets/films.toml", "films"); // both are there
        row("./films", "films");
        row("films/", "films");
        row("lungs", "datasets/lungs.toml");
        row("datasets/lungs.toml", "datasets/lungs.toml");
        row("elsewhere", "elsewhere");
        row("hearts/2024", "hearts/2024");
        row("hearts/../films", "films");
    }
    void isFound() {
        QFETCH(QByteArray, dataset);
        QFETCH(QByteArray, place);
        QFETCH(QByteArray, shadowed);
        const auto found = findDataset(dataset.toStdString(), m_folder.path().toStdString());
        QVERIFY2(bool(found), found ? "" : found.error().toLine().c_str());
        QCOMPARE(found->path, at(place.constData()));
        QCOMPARE(found->shadowed, shadowed.isEmpty() ? std::string() : at(shadowed.constData()));
        const std::string warning = shadowWarning(*found);
        QCOMPARE(warning.empty(), shadowed.isEmpty());
        if (!warning.empty())
            for (const std::string& word : {std::string("datasets/films.toml"), at("films"), std::string("./films")})
                QVERIFY2(warning.find(word) != std::string::npos, warning.c_str());
        // An absolute path is itself, whatever the workspace.
        QCOMPARE(findDataset(found->path, "/absent")->path, found->path);
    }

    void recordsAreFoundBelowTheWorkspaceAlone() {
        const std::string workspace = m_folder.path().toStdString();
        Experiment experiment;
        experiment.pipeline.records = "hearts/2024";
        QCOMPARE(*findRecordsFolder(experiment, workspace), std::string()); // of another mode
        experiment.pipeline.mode = "records";
        QCOMPARE(*findRecordsFolder(experiment, workspace), at("hearts/2024"));
        experiment.pipeline.records = at("hearts/2024");
        QCOMPARE(*findRecordsFolder(experiment, "/elsewhere"), at("hearts/2024"));
        // A folder of that name where the program happens to be started is another folder.
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder.path()));
        experiment.pipeline.records = "films";
        QVERIFY(!findRecordsFolder(experiment, at("elsewhere")));
        QVERIFY(QDir::setCurrent(before));
        experiment.pipeline.records = "absent";
        QVERIFY(!findRecordsFolder(experiment, workspace));
        experiment.pipeline.records = "";
        QCOMPARE(*findRecordsFolder(experiment, workspace), std::string());
    }

    void withoutAWorkspaceIsThatOfTheCurrentFolder() {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder.path()));
        const auto named = findDataset("lungs", ""), below = findDataset("hearts/2024", "");
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(named && below);
        QCOMPARE(QFileInfo(QString::fromStdString(named->path)).canonicalFilePath(),
                 QFileInfo(QString::fromStdString(at("datasets/lungs.toml"))).canonicalFilePath());
        QVERIFY(QFileInfo(QString::fromStdString(below->path)).isDir());
    }

    void whatIsNotThereIsSaid() {
        for (const char* dataset : {"nowhere", "./lungs", "~/films", "/nowhere", "films.toml"}) {
            const auto found = findDataset(dataset, m_folder.path().toStdString());
            QVERIFY2(!found, dataset);
            QCOMPARE(found.error().exitCode(), int(ExitData));
            QVERIFY(found.error().toLine().find(dataset) != std::string::npos);
        }
        QCOMPARE(findDataset("", m_folder.path().toStdString()).error().exitCode(), int(ExitUsage));
    }
};

QTEST_GUILESS_MAIN(DatasetPlaceTest)
#include "dataset_place_test.moc"
