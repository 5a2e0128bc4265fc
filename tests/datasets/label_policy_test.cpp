// Uncertain labels: read from tables, kept through the parts, trained on as data.label_policy says, never measured.
#include "engine/datasets/folder_index.h"
#include "sample_folder.h"

#include <QtTest/QtTest>

#include <cmath>
#include <map>
#include <set>

using namespace roentgen;
using namespace roentgen::datasets;

namespace {

// "1", "0", "?" of each class.
std::string written(const std::vector<float>& labels) {
    std::string text;
    for (float label : labels)
        text += std::isnan(label) ? '?' : label == 1 ? '1' : label == 0 ? '0' : '!';
    return text;
}

std::map<std::string, const Sample*> byName(const Dataset& dataset) {
    std::map<std::string, const Sample*> films;
    for (const auto* part : {&dataset.train, &dataset.validation, &dataset.test})
        for (const Sample& sample : *part)
            films[sample.image] = &sample;
    return films;
}

const QByteArray chexpertHeader =
    "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Lung Lesion,"
    "Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,Fracture,Support Devices\n";

// The first rows of the published train.csv have this form: blank, 0.0, 1.0 and -1.0.
QByteArray chexpertRow(const QByteArray& path, const QByteArray& cells) {
    return "CheXpert-v1.0-small/" + path + ",Female,68,Frontal,AP," + cells + '\n';
}

} // namespace

class LabelPolicyTest : public QObject {
    Q_OBJECT

    static void fillWide(const SampleFolder& folder) {
        folder.write("labels.csv", "Image Index,Patient ID,Split,Mass,Nodule,Edema\n"
                                   "a.png,1,train,1,-1,0\n"
                                   "b.png,2,train,-1.0,,1\n"
                                   "c.png,3,train,-1,-1,-1\n"
                                   "v.png,4,validation,-1,1,0\n"
                                   "t.png,5,test,0,-1,\n");
        for (const char* name : {"a.png", "b.png", "c.png", "v.png", "t.png"})
            folder.png(name);
    }

private Q_SLOTS:
    void countsAsTheExperimentSays_data() {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<QByteArray>("c");
        QTest::newRow("left out") << QByteArray("u_ignore") << QByteArray("1?0") << QByteArray("??1")
                                  << QByteArray("???");
        QTest::newRow("absent") << QByteArray("u_zeros") << QByteArray("100") << QByteArray("0?1") << QByteArray("000");
        QTest::newRow("present") << QByteArray("u_ones") << QByteArray("110") << QByteArray("1?1") << QByteArray("111");
    }
    void countsAsTheExperimentSays() {
        QFETCH(QByteArray, policy);
        SampleFolder folder;
        fillWide(folder);
        Experiment experiment = experimentOn(folder.path());
        experiment.data.labelPolicy = policy.toStdString();
        const Result<Dataset> dataset = openDataset(experiment, "");
        QVERIFY2(bool(dataset), dataset ? "" : dataset.error().toLine().c_str());
        const auto films = byName(*dataset);
        QCOMPARE(dataset->train.size(), size_t(3));
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(QByteArray, c);
        QCOMPARE(written(films.at("a.png")->targets), a.toStdString());
        QCOMPARE(written(films.at("b.png")->targets), b.toStdString()); // an empty cell is unknown under each
        QCOMPARE(written(films.at("c.png")->targets), c.toStdString());
        // Of what is measured, uncertain labels are no part under any policy; nor of the other parts' losses.
        QCOMPARE(written(films.at("a.png")->labels), std::string("1?0"));
        QCOMPARE(written(films.at("c.png")->labels), std::string("???"));
        for (const auto& [name, labels] : {std::pair{"v.png", "?10"}, std::pair{"t.png", "0??"}}) {
            QCOMPARE(written(films.at(name)->labels), std::string(labels));
            QCOMPARE(written(films.at(name)->targets), std::string(labels));
        }
    }

    void theDataSetStaysTheSame() {
        SampleFolder folder;
        fillWide(folder);
        std::set<std::string> hashes;
        for (const char* policy : {"u_ignore", "u_zeros", "u_ones"}) {
            Experiment experiment = experimentOn(folder.path());
            experiment.data.labelPolicy = policy;
            hashes.insert(openDataset(experiment, "")->sha256);
        }
        QCOMPARE(hashes.size(), size_t(1));
    }

    void nothingCertainIsRefused() {
        SampleFolder folder;
        fillWide(folder);
        folder.write("labels.csv", "Image Index,Patient ID,Split,Mass\na.png,1,train,-1\nb.png,2,train,-1\nv.png,3,"
                                   "validation,1\nt.png,4,test,0\nc.png,5,train,-1\n");
        Experiment experiment = experimentOn(folder.path());
        const Result<Dataset> refused = openDataset(experiment, "");
        QVERIFY(!refused);
        QCOMPARE(refused.error().exitCode(), int(ExitData));
        QVERIFY(refused.error().toLine().find("u_zeros") != std::string::npos);
        experiment.data.labelPolicy = "u_ones";
        QVERIFY(bool(openDataset(experiment, "")));
    }

    void isObeyedByExclusiveClasses() {
        SampleFolder folder;
        folder.write("labels.csv", "Image Index,Patient ID,Split,Mass,Nodule\n"
                                   "a.png,1,train,1,-1\n" // Mass, and Nodule takes no part
                                   "b.png,2,train,,1\n"   // Nodule, so no Mass
                                   "c.png,3,train,-1,0\n" // not known
                                   "d.png,4,train,0,0\n"
                                   "t.png,5,test,0,1\n");
        for (const char* name : {"a.png", "b.png", "c.png", "d.png", "t.png"})
            folder.png(name);
        Experiment experiment = experimentOn(folder.path());
        experiment.training.loss = "cross_entropy";
        experiment.data.validationFraction = 0;
        const auto targets = [&](const char* policy) {
            experiment.data.labelPolicy = policy;
            const Result<Dataset> dataset = openDataset(experiment, "");
            if (!dataset)
                return dataset.error().toLine();
            std::string all;
            for (const Sample& sample : dataset->train)
                all += written(sample.targets) + " ";
            return all;
        };
        QCOMPARE(targets("u_ignore"), std::string("1?0 010 ?0? 001 "));
        QCOMPARE(targets("u_zeros"), std::string("100 010 001 001 "));
        const std::string refused = targets("u_ones"); // a.png would have both
        QVERIFY2(refused.find("Mass, Nodule") != std::string::npos && refused.find("a.png") != std::string::npos,
                 refused.c_str());
    }

    void chexpertsOwnTableIsALayout() {
        SampleFolder folder;
        const QByteArray first = "train/patient00001/study1/view1_frontal.jpg",
                         second = "train/patient00002/study2/view1_frontal.jpg",
                         lateral = "train/patient00002/study1/view2_lateral.jpg",
                         valid = "valid/patient64541/study1/view1_frontal.jpg";
        QByteArray side = chexpertRow(lateral, ",,,,,,,,,,,,,");
        side.replace(",Frontal,AP,", ",Lateral,,");
        folder.write("train.csv", chexpertHeader + chexpertRow(first, "1.0,,,,,,,,,0.0,,,,1.0") +
                                      chexpertRow(second, ",,-1.0,1.0,,-1.0,-1.0,,-1.0,,-1.0,,1.0,") + side +
                                      chexpertRow("train/patient00009/study1/view1_frontal.jpg", ",,,,,,,,,,,,,"));
        folder.write("valid.csv", chexpertHeader + chexpertRow(valid, "0.0,1.0,1.0,1.0,0.0,0,0,0,0,0,0,0,0,0"));
        for (const QByteArray& path : {first, second, lateral, valid})
            folder.image(path.toStdString());
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY2(bool(index), index ? "" : index.error().toLine().c_str());
        QCOMPARE(index->header.layout, std::string("chexpert"));
        QCOMPARE(index->header.classes.size(), size_t(13)); // without No Finding
        QCOMPARE(index->images.size(), size_t(4));
        QCOMPARE(problemOf(index->header.problems, "missing_image")->count, int64_t(1));
        const StudyImage& film = index->images[2];
        QCOMPARE(film.image, second.toStdString());
        QCOMPARE(film.patient, std::string("patient00002"));
        QCOMPARE(film.patientRule, std::string("patient_id"));
        QCOMPARE(film.view, std::string("AP"));
        QCOMPARE(index->images[1].view, std::string("LL"));
        QCOMPARE(film.labels, (std::vector<std::string>{"Lung Opacity", "Fracture"}));
        QCOMPARE(film.uncertain, (std::vector<std::string>{"Cardiomegaly", "Edema", "Consolidation", "Atelectasis",
                                                           "Pleural Effusion"}));
        QVERIFY(film.unknown.empty()); // what is not mentioned is absent

        Experiment experiment = experimentOn(folder.path());
        experiment.data.classes = {"Edema", "Fracture", "Pneumonia"};
        experiment.data.validationFraction = 0;
        for (const auto& [policy, expected] :
             {std::pair{"u_ignore", "?10"}, std::pair{"u_zeros", "010"}, std::pair{"u_ones", "110"}}) {
            experiment.data.labelPolicy = policy;
            const Result<Dataset> dataset = openDataset(experiment, "");
            QVERIFY2(bool(dataset), dataset ? "" : dataset.error().toLine().c_str());
            QCOMPARE(dataset->train.size(), size_t(3));
            QCOMPARE(dataset->validation.size(), size_t(1)); // valid.csv
            QCOMPARE(written(byName(*dataset).at(second.toStdString())->targets), std::string(expected));
        }
    }

    // The folder above the set, and the table by itself: the same films.
    void chexpertIsFoundWhereverItsPathsBegin() {
        SampleFolder folder;
        const std::string set = "data/CheXpert-v1.0-small/";
        folder.write(set + "train.csv", chexpertHeader + chexpertRow("train/patient00001/study1/view1_frontal.jpg",
                                                                     "1.0,,,,,,,,,0.0,,,,-1.0"));
        folder.image(set + "train/patient00001/study1/view1_frontal.jpg");
        folder.write("above.toml", "folder = \"data\"\nlabels = \"CheXpert-v1.0-small/train.csv\"\n");
        for (const std::string& path : {set, std::string("above.toml")}) {
            const Result<StudyIndex> index = indexFolder(folder.path(path));
            QVERIFY2(bool(index), index ? "" : index.error().toLine().c_str());
            QCOMPARE(index->header.layout, std::string("chexpert"));
            QCOMPARE(index->images.size(), size_t(1));
            QCOMPARE(index->images[0].uncertain, (std::vector<std::string>{"Support Devices"}));
        }
    }
};

QTEST_GUILESS_MAIN(LabelPolicyTest)
#include "label_policy_test.moc"
