// The public films in their own folders, read in place. Counts: its README, wc and grep over its tables.
#include "engine/datasets/folder_index.h"
#include "engine/datasets/nih_layout.h"
#include "sample_folder.h"

#include <QtTest/QtTest>

#include <map>
#include <set>

using namespace roentgen;
using namespace roentgen::datasets;

class RealDatasetsTest : public QObject {
    Q_OBJECT

    static std::string data(const char* name) { return std::string(ROENTGEN_DATA) + '/' + name; }

private Q_SLOTS:
    void readsTheNihFilms() {
        IndexOptions options;
        options.readHeaders = true;
        const Result<StudyIndex> index = indexFolder(data("cxr-nih"), options);
        QVERIFY2(index, index ? "" : index.error().toLine().c_str());
        QCOMPARE(index->images.size(), size_t(170));
        QCOMPARE(index->header.classes, chestXray14Classes());
        std::set<std::string> patients;
        size_t boxes = 0, train = 0, test = 0;
        for (const StudyImage& image : index->images) {
            patients.insert(image.patient);
            boxes += image.boxes.size();
            train += image.split == "train";
            test += image.split == "test";
            QCOMPARE(image.rows, 1024);
            for (const LabelBox& box : image.boxes) {
                QCOMPARE(image.split, std::string("test")); // all box images are in the official test list
                QVERIFY(box.x + box.width <= 1024 && box.y + box.height <= 1024);
            }
        }
        QCOMPARE(patients.size(), size_t(155));
        QCOMPARE(boxes, size_t(36));
        QCOMPARE(train, size_t(109));
        QCOMPARE(test, size_t(61));
    }

    void readsTheFolderPerClass() {
        const Result<Dataset> dataset = openDataset(experimentOn(data("cxr-pneumonia224")), "");
        QVERIFY2(dataset, dataset ? "" : dataset.error().toLine().c_str());
        QCOMPARE(dataset->classes, std::vector<std::string>{"PNEUMONIA"});
        std::map<std::string, std::string> partOf;
        size_t positive = 0, all = 0;
        const auto look = [&](const char* part, const std::vector<Sample>& samples) {
            for (const Sample& sample : samples) {
                QCOMPARE(partOf.emplace(sample.patient, part).first->second, std::string(part));
                positive += sample.labels[0] == 1;
                ++all;
            }
        };
        look("train", dataset->train);
        look("validation", dataset->validation);
        look("test", dataset->test);
        QCOMPARE(all, size_t(4759));
        QCOMPARE(positive, size_t(3418));
    }

    void readsTheMammograms() {
        const Result<StudyIndex> mias = indexFolder(data("mammo-mias"));
        QVERIFY(mias);
        QCOMPARE(mias->header.layout, std::string("mias"));
        QCOMPARE(mias->images.size(), size_t(12));
        const Result<StudyIndex> nyu = indexFolder(data("mammo-nyu"));
        QVERIFY(nyu);
        QCOMPARE(nyu->images.size(), size_t(2));
        QCOMPARE(nyu->images[0].view, std::string("CC"));
        QCOMPARE(nyu->images[0].laterality, std::string("L"));
    }

    void readsTheDicomArchive() // `find dicom/wg04 -type f | wc -l`: 33
    {
        const Result<StudyIndex> index = indexFolder(data("dicom/wg04"));
        QVERIFY2(index, index ? "" : index.error().toLine().c_str());
        QCOMPARE(index->header.layout, std::string("dicom"));
        QCOMPARE(index->images.size(), size_t(33));
        for (const StudyImage& image : index->images)
            QVERIFY2(image.rows > 0 && !image.patient.empty() && !image.study.empty(), image.image.c_str());
    }

    // 3D-IRCADb has no Patient IDs: its slices are one patient's by the name and birth date that it gives them.
    void keepsSlicesWithoutAnIdTogether() {
        const Result<StudyIndex> index = indexFolder(data("liver-ircad17/ct"));
        QVERIFY2(index, index ? "" : index.error().toLine().c_str());
        QCOMPARE(index->images.size(), size_t(10));
        std::set<std::string> patients;
        for (const StudyImage& image : index->images) {
            patients.insert(image.patient);
            QCOMPARE(image.patientRule, std::string("name_and_birth_date"));
        }
        QCOMPARE(patients.size(), size_t(1));
        QVERIFY(problemOf(index->header.problems, "patient_by_name"));
    }

    void countsWrongExtensions() // `file *` names the misleading ones
    {
        IndexOptions options;
        options.readHeaders = true;
        const Result<StudyIndex> index = indexFolder(data("cxr-covid"), options);
        QVERIFY(index);
        const DataProblem* wrong = problemOf(index->header.problems, "wrong_extension");
        QVERIFY(wrong);
        QCOMPARE(wrong->count, 2);
        QCOMPARE(wrong->examples[0].place, std::string("images/000001-12.jpg"));
    }
};

QTEST_GUILESS_MAIN(RealDatasetsTest)
#include "real_datasets_test.moc"
