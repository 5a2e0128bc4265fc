#include "engine/datasets/folder_index.h"
#include "engine/protocol/dataset_file.h"
#include "sample_folder.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace roentgen;
using namespace roentgen::datasets;

class DatasetTest : public QObject {
    Q_OBJECT

    static void fillClassFolders(const SampleFolder& folder, const std::string& below = {}) {
        for (int i = 0; i < 20; ++i) {
            folder.image(below + "NORMAL/IM-" + std::to_string(1000 + i) + "-0001.png");
            folder.image(below + "PNEUMONIA/person" + std::to_string(i) + "_virus_1.png");
            folder.image(below + "PNEUMONIA/person" + std::to_string(i) + "_virus_2.png");
        }
    }
    static size_t sizeOf(const Dataset& dataset) {
        return dataset.train.size() + dataset.validation.size() + dataset.test.size();
    }

private Q_SLOTS:
    void labelsAndSplitsAFolderPerClass() {
        SampleFolder folder;
        fillClassFolders(folder);
        const Result<Dataset> dataset = openDataset(experimentOn(folder.path()), "");
        QVERIFY2(dataset, dataset ? "" : dataset.error().toLine().c_str());
        QCOMPARE(dataset->classes, std::vector<std::string>{"PNEUMONIA"});
        QCOMPARE(sizeOf(*dataset), size_t(60));
        QVERIFY(!dataset->validation.empty() && !dataset->test.empty());
        for (const Sample& sample : dataset->train) {
            QCOMPARE(sample.labels.size(), size_t(1));
            QCOMPARE(sample.labels[0], sample.image.find("PNEUMONIA") == 0 ? 1.f : 0.f);
            QVERIFY(QFileInfo(QString::fromStdString(sample.path)).isAbsolute());
        }
        QVERIFY(std::is_sorted(dataset->train.begin(), dataset->train.end(),
                               [](const Sample& a, const Sample& b) { return a.image < b.image; }));
    }

    void isNamedByItsContent() {
        SampleFolder first, second;
        fillClassFolders(first);
        fillClassFolders(second);
        const std::string hash = openDataset(experimentOn(first.path()), "")->sha256;
        QCOMPARE(hash.size(), size_t(64));
        QCOMPARE(openDataset(experimentOn(second.path()), "")->sha256, hash);
        Experiment other = experimentOn(first.path());
        other.experiment.seed = 2; // another split
        QVERIFY(openDataset(other, "")->sha256 != hash);
        second.png("NORMAL/IM-2000-0001.png");
        QVERIFY(openDataset(experimentOn(second.path()), "")->sha256 != hash);
    }

    void isFoundInTheWorkspace_data() {
        QTest::addColumn<QByteArray>("dataset");
        QTest::addColumn<bool>("found");
        QTest::newRow("below the workspace") << QByteArray("films") << true;
        QTest::newRow("by its file's name") << QByteArray("lungs") << true;
        QTest::newRow("by its file's path") << QByteArray("datasets/lungs.toml") << true;
        QTest::newRow("no such thing") << QByteArray("hearts") << false;
        QTest::newRow("~ is no folder") << QByteArray("~/films") << false;
        QTest::newRow("nothing") << QByteArray("") << false;
    }
    void isFoundInTheWorkspace() {
        QFETCH(QByteArray, dataset);
        SampleFolder workspace;
        fillClassFolders(workspace, "films/");
        workspace.write("datasets/lungs.toml", "folder = \"../films\"\n");
        const Result<Dataset> opened = openDataset(experimentOn(dataset.toStdString()), workspace.path());
        QTEST(bool(opened), "found");
        if (!opened)
            QCOMPARE(opened.error().exitCode(), int(dataset.isEmpty() ? ExitUsage : ExitData));
    }

    // The file, as the launcher has it; the split counts what will be trained on.
    void warnsOfAFolderOfTheSameName() {
        SampleFolder workspace;
        fillClassFolders(workspace, "films/");
        for (int i = 0; i < 8; ++i)
            for (const char* name : {"A/", "B/"})
                workspace.image("others/" + (name + std::to_string(i)) + ".png");
        workspace.write("datasets/films.toml", "folder = \"../others\"\n");
        const Result<Dataset> named = openDataset(experimentOn("films"), workspace.path());
        QVERIFY(bool(named));
        QCOMPARE(sizeOf(*named), size_t(16));
        QVERIFY(problemOf(named->problems, "shadowed_folder"));
        const Result<Dataset> folder = openDataset(experimentOn("./films"), workspace.path());
        QVERIFY(bool(folder));
        QCOMPARE(sizeOf(*folder), size_t(60));
        QVERIFY(!problemOf(folder->problems, "shadowed_folder"));
    }

    void obeysTheDatasetFile() {
        SampleFolder workspace;
        for (const char* name : {"a.png", "b.png", "c.png"})
            workspace.png(std::string("films/") + name);
        workspace.write("films/my labels.csv",
                        "Image Index,Patient ID,Mass,Nodule\na.png,1,1,0\nb.png,2,,1\nc.png,3,0,0\n");
        workspace.write("films/parts.csv", "Patient ID,Split\n1,train\n2,train\n3,test\n");
        DatasetFile file;
        file.name = "Two findings";
        file.folder = workspace.path("films");
        file.labels = "my labels.csv";
        file.split = "parts.csv";
        file.classes = {"Nodule", "Mass"};
        QVERIFY(writeDatasetFile(workspace.path("two.toml"), file));
        QCOMPARE(indexFolder(workspace.path("two.toml"))->header.name, file.name);
        const Result<Dataset> dataset = openDataset(experimentOn("two.toml"), workspace.path());
        QVERIFY2(dataset, dataset ? "" : dataset.error().toLine().c_str());
        QCOMPARE(dataset->classes, file.classes);
        QCOMPARE(dataset->train.size(), size_t(2));
        QCOMPARE(dataset->test.size(), size_t(1));
        QCOMPARE(dataset->train[0].labels, (std::vector<float>{0, 1}));
        QCOMPARE(dataset->train[1].labels[0], 1.f);
        QVERIFY(std::isnan(dataset->train[1].labels[1])); // an empty cell is unknown
    }

    void takesTheOfficialSplitWhereThereIsOne() {
        SampleFolder folder;
        QByteArray rows, train, test;
        for (int i = 1; i <= 30; ++i) {
            const QByteArray name = QByteArray::number(i).rightJustified(8, '0') + "_000.png";
            rows += nihRow(name, i % 2 ? "Mass" : "No Finding", QByteArray::number(i));
            (i <= 20 ? train : test) += name + '\n';
            folder.png("images/" + name.toStdString());
        }
        folder.write("Data_Entry_2017_v2020.csv", nihHeader + rows);
        folder.write("train_val_list.txt", train.chopped(1));
        folder.write("test_list.txt", test.chopped(1));
        Experiment experiment = experimentOn(folder.path());
        Result<Dataset> dataset = openDataset(experiment, "");
        QVERIFY(dataset);
        QCOMPARE(dataset->test.size(), size_t(10));
        QCOMPARE(dataset->test[0].image, std::string("00000021_000.png"));
        QCOMPARE(dataset->validation.size(), size_t(2));
        experiment.data.split = "fraction";
        dataset = openDataset(experiment, "");
        QCOMPARE(dataset->test.size(), size_t(3));
    }

    void refusesWhatCannotBeTrained_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("an unknown class") << QByteArray("class") << QByteArray("did you mean \"PNEUMONIA\"?");
        QTest::newRow("no labels") << QByteArray("plain") << QByteArray("no labelled image");
        QTest::newRow("no official split") << QByteArray("official") << QByteArray("no official split");
        QTest::newRow("no split file") << QByteArray("file") << QByteArray("No split file is given");
        QTest::newRow("an absent split file") << QByteArray("absent file") << QByteArray("gone.csv");
    }
    void refusesWhatCannotBeTrained() {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, words);
        SampleFolder folder;
        Experiment experiment = experimentOn(folder.path());
        if (kind == "plain")
            folder.png("a.png");
        else
            fillClassFolders(folder);
        if (kind == "class")
            experiment.data.classes = {"PNEUMONA"};
        if (kind == "official")
            experiment.data.split = "official";
        if (kind.contains("file"))
            experiment.data.split = "file";
        if (kind == "absent file")
            experiment.data.splitFile = folder.path("gone.csv");
        const Result<Dataset> dataset = openDataset(experiment, "");
        QVERIFY(!dataset);
        QCOMPARE(dataset.error().exitCode(), int(ExitData));
        QVERIFY2(QByteArray::fromStdString(dataset.error().toLine()).contains(words), dataset.error().toLine().c_str());
    }

    void reportsWhatItLeftOut() {
        SampleFolder folder;
        folder.write("Data_Entry_2017.csv", nihHeader + nihRow("a.png", "Mass", "1") + nihRow("b.png", "Mass", "2") +
                                                nihRow("gone.png", "Mass", "3") + "short,row\n");
        for (const char* name : {"a.png", "b.png", "unlabelled.png"})
            folder.png(std::string("images/") + name);
        const Result<Dataset> dataset = openDataset(experimentOn(folder.path()), "");
        QVERIFY(dataset);
        QCOMPARE(sizeOf(*dataset), size_t(2));
        for (const char* code : {"missing_image", "bad_row", "unlabelled_image"})
            QVERIFY2(problemOf(dataset->problems, code), code);
    }
};

QTEST_GUILESS_MAIN(DatasetTest)
#include "dataset_test.moc"
