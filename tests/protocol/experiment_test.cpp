#include "engine/protocol/experiment.h"
#include "engine/protocol/key_values.h"

#include <QSet>
#include <QTest>

using namespace roentgen;

class TestExperiment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void datasetAloneIsAValidExperiment();
    void everyKeyHasADefaultInItsRange();
    void everyKeySurvivesWritingAndReading();
    void refusesBadFiles_data();
    void refusesBadFiles();
    void overridesAreChecked_data();
    void overridesAreChecked();
    void listsMayBeWrittenAsInToml();
    void tilesHaveAtLeastFourPixels();
    void spinningHasOneAnswer();
    void textWithQuotesAndUnicodeSurvives();
};

void TestExperiment::datasetAloneIsAValidExperiment() {
    const auto experiment = parseExperiment("[data]\ndataset = \"films\"\n");
    QVERIFY(bool(experiment));
    QVERIFY(bool(checkExperiment(*experiment)));
    QCOMPARE(experiment->model.architecture, std::string("densenet121"));
    QVERIFY(!checkExperiment(Experiment{}));
}

void TestExperiment::everyKeyHasADefaultInItsRange() {
    QSet<QString> paths;
    for (const ExperimentKey& key : experimentKeys()) {
        const QString path = QString::fromStdString(key.path());
        QVERIFY2(!paths.contains(path), qPrintable(path));
        paths.insert(path);
        QVERIFY2(bool(checkKeyValue(key, key.defaultValue())), qPrintable(path));
        QVERIFY2(!key.help.empty(), qPrintable(path));
    }
}

void TestExperiment::everyKeySurvivesWritingAndReading() {
    // Every key to a value that is not its default, all at once.
    Experiment changed;
    for (const ExperimentKey& key : experimentKeys()) {
        KeyValue value = key.defaultValue();
        if (bool* flag = std::get_if<bool>(&value))
            *flag = !*flag;
        else if (std::holds_alternative<int64_t>(value))
            value = int64_t(key.maximum) - 1;
        else if (std::holds_alternative<double>(value))
            value = key.minimum + (key.maximum - key.minimum) / 3;
        else if (key.type == KeyType::Choice)
            value = key.choices.back();
        else if (key.type == KeyType::TextList)
            value = std::vector<std::string>{"Mass", "Pleural_Thickening"};
        else
            value = std::string("some \"text\" with \\ and \t");
        key.set(changed, value);
        QVERIFY2(bool(checkKeyValue(key, value)), key.path().c_str());
    }
    for (WriteKeys which : {WriteKeys::All, WriteKeys::ChangedOnly}) {
        const auto read = parseExperiment(writeExperiment(changed, which));
        QVERIFY2(bool(read), read ? "" : read.error().toLine().c_str());
        for (const ExperimentKey& key : experimentKeys())
            QVERIFY2(key.get(*read) == key.get(changed), key.path().c_str());
    }
}

void TestExperiment::refusesBadFiles_data() {
    QTest::addColumn<QString>("toml");
    QTest::addColumn<QString>("says"); // part of the line
    QTest::newRow("unknown key, near") << "[training]\nlearning_rat = 1"
                                       << "did you mean \"learning_rate\"";
    QTest::newRow("unknown key names its line") << "[training]\nlearning_rat = 1"
                                                << "e.toml:2";
    QTest::newRow("key of another section") << "[model]\nepochs = 3"
                                            << "training.epochs";
    QTest::newRow("unknown section") << "[trainning]\nepochs = 3"
                                     << "did you mean \"training\"";
    QTest::newRow("out of range") << "[training]\nepochs = 0"
                                  << "1 to 100000 epochs";
    QTest::newRow("real out of range") << "[data]\ntest_fraction = 1.5"
                                       << "0 to 0.9";
    QTest::newRow("nan") << "[data]\ntest_fraction = nan"
                         << "out of range";
    QTest::newRow("wrong type") << "[training]\nepochs = \"three\""
                                << "must be a whole number";
    QTest::newRow("whole where real is meant is good, text is not") << "[training]\nlearning_rate = \"x\""
                                                                    << "number";
    QTest::newRow("not a choice") << "[training]\noptimizer = \"adan\""
                                  << "adam, adamw";
    QTest::newRow("outside a section") << "epochs = 3"
                                       << "outside a section";
    QTest::newRow("not TOML") << "[training\nepochs = 3"
                              << "e.toml:1";
    QTest::newRow("list of numbers") << "[data]\nclasses = [1, 2]"
                                     << "list of texts";
}

void TestExperiment::refusesBadFiles() {
    QFETCH(QString, toml);
    QFETCH(QString, says);
    const auto experiment = parseExperiment(toml.toStdString(), "e.toml");
    QVERIFY(!experiment);
    QCOMPARE(experiment.error().exitCode(), int(ExitUsage));
    const QString line = QString::fromStdString(experiment.error().toLine());
    QVERIFY2(line.contains(says), qPrintable(line));
}

void TestExperiment::overridesAreChecked_data() {
    QTest::addColumn<QString>("assignment");
    QTest::addColumn<bool>("good");
    QTest::newRow("whole") << "training.epochs=3" << true;
    QTest::newRow("real") << "training.learning_rate=5e-4" << true;
    QTest::newRow("list") << "data.classes=Mass, Nodule" << true;
    QTest::newRow("text with equals sign") << "data.dataset=/films=2017/x" << true;
    QTest::newRow("no equals sign") << "training.epochs" << false;
    QTest::newRow("no section") << "epochs=3" << false;
    QTest::newRow("trailing letters") << "training.epochs=3x" << false;
    QTest::newRow("infinite") << "training.learning_rate=inf" << false;
}

void TestExperiment::overridesAreChecked() {
    QFETCH(QString, assignment);
    QFETCH(bool, good);
    Experiment experiment;
    QCOMPARE(bool(applyOverride(experiment, assignment.toStdString())), good);
}

void TestExperiment::listsMayBeWrittenAsInToml() {
    const std::vector<std::string> wanted = {"Mass", "Pleural Thickening"};
    for (const char* text :
         {"Mass, Pleural Thickening", "[\"Mass\", \"Pleural Thickening\"]", "['Mass','Pleural Thickening']"}) {
        Experiment experiment;
        QVERIFY(bool(applyOverride(experiment, std::string("data.classes=") + text)));
        QVERIFY2(experiment.data.classes == wanted, text);
    }
}

void TestExperiment::tilesHaveAtLeastFourPixels() {
    Experiment experiment;
    experiment.data.dataset = "films";
    experiment.data.imageSize = 64; // stored at 73
    experiment.augment.claheTiles = 19;
    QVERIFY(bool(checkExperiment(experiment))); // CLAHE is off
    experiment.augment.claheProbability = 0.5;
    const Status status = checkExperiment(experiment);
    QVERIFY(!status);
    QCOMPARE(status.error().where, std::string("augment.clahe_tiles"));
    QVERIFY(status.error().hint.find("2 to 18") != std::string::npos);
    experiment.augment.claheTiles = 18;
    QVERIFY(bool(checkExperiment(experiment)));
}

void TestExperiment::spinningHasOneAnswer() {
    Experiment experiment;
    experiment.data.dataset = "films";
    experiment.distributed.spinMs = 1;
    QVERIFY(bool(checkExperiment(experiment)));
    experiment.distributed.waitPolicy = "passive";
    const Status status = checkExperiment(experiment);
    QVERIFY(!status);
    QCOMPARE(status.error().where, std::string("distributed.spin_ms"));
    QVERIFY(!applyOverride(experiment, "pipeline.cache_mb=-2"));
    QVERIFY(bool(applyOverride(experiment, "pipeline.cache_mb=-1")));
}

void TestExperiment::textWithQuotesAndUnicodeSurvives() {
    Experiment experiment;
    experiment.data.dataset = "/films/\"Röntgen\" 胸片\nnew line";
    const auto read = parseExperiment(writeExperiment(experiment));
    QVERIFY(bool(read));
    QCOMPARE(read->data.dataset, experiment.data.dataset);
}

QTEST_APPLESS_MAIN(TestExperiment)
#include "experiment_test.moc"
