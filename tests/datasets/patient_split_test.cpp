#include "engine/datasets/patient_split.h"
#include "sample_folder.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace roentgen;
using namespace roentgen::datasets;

namespace {

// Four films of each patient; where official, every fifth patient is a test patient.
std::vector<StudyImage> films(int patients, bool official = false) {
    std::vector<StudyImage> images;
    for (int patient = 0; patient < patients; ++patient)
        for (int film = 0; film < 4; ++film) {
            StudyImage image;
            image.patient = "p" + std::to_string(patient);
            image.image = image.patient + "_" + std::to_string(film) + ".png";
            image.split = !official ? "" : patient % 5 == 0 ? "test" : "train";
            images.push_back(image);
        }
    return images;
}

std::map<std::string, std::set<std::string>> patientsOf(const std::vector<StudyImage>& images,
                                                        const std::vector<std::string>& parts) {
    std::map<std::string, std::set<std::string>> patients;
    for (size_t i = 0; i < images.size(); ++i)
        patients[parts[i]].insert(images[i].patient);
    return patients;
}

} // namespace

class PatientSplitTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverPutsAPatientIntoTwoParts_data() {
        QTest::addColumn<int>("patients");
        QTest::addColumn<double>("validation");
        QTest::addColumn<double>("test");
        QTest::addColumn<int>("validationPatients");
        QTest::addColumn<int>("testPatients");
        QTest::newRow("a tenth each") << 100 << 0.1 << 0.1 << 10 << 10;
        QTest::newRow("no test") << 100 << 0.25 << 0.0 << 25 << 0;
        QTest::newRow("at least one of few") << 5 << 0.1 << 0.1 << 1 << 1;
        QTest::newRow("one remains for training") << 3 << 0.5 << 0.5 << 2 << 0;
        QTest::newRow("a single patient trains") << 1 << 0.1 << 0.1 << 0 << 0;
    }
    void neverPutsAPatientIntoTwoParts() {
        QFETCH(int, patients);
        const std::vector<StudyImage> images = films(patients);
        SplitOptions options;
        QFETCH(double, validation);
        QFETCH(double, test);
        options.validationFraction = validation;
        options.testFraction = test;
        ProblemList problems;
        const auto parts = splitByPatient(images, options, problems);
        QVERIFY(parts);
        auto found = patientsOf(images, *parts);
        QTEST(int(found["validation"].size()), "validationPatients");
        QTEST(int(found["test"].size()), "testPatients");
        QCOMPARE(found["train"].size() + found["validation"].size() + found["test"].size(), size_t(patients));
        QVERIFY(problems.empty());
    }

    void dependsOnSeedAndPatientsAlone() {
        std::vector<StudyImage> images = films(50), shuffled = images;
        std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(4));
        ProblemList problems;
        SplitOptions options;
        const auto first = patientsOf(images, *splitByPatient(images, options, problems));
        QVERIFY(first == patientsOf(images, *splitByPatient(images, options, problems)));
        QVERIFY(first == patientsOf(shuffled, *splitByPatient(shuffled, options, problems)));
        options.seed = 2;
        QVERIFY(first != patientsOf(images, *splitByPatient(images, options, problems)));
    }

    void takesValidationOutOfTheOfficialTrainingPart() {
        const std::vector<StudyImage> images = films(50, true);
        SplitOptions options;
        options.kind = SplitOptions::Kind::Official;
        ProblemList problems;
        const auto parts = splitByPatient(images, options, problems);
        QVERIFY(parts);
        for (size_t i = 0; i < images.size(); ++i)
            QCOMPARE((*parts)[i] == "test", images[i].split == "test");
        auto found = patientsOf(images, *parts);
        QCOMPARE(found["validation"].size(), size_t(4)); // a tenth of the 40 training patients
        QCOMPARE(found["train"].size(), size_t(36));
    }

    void leavesTrainingFilmsOfTestPatientsOut() {
        std::vector<StudyImage> images = films(10, true);
        images[0].split = "train"; // patient 0 is a test patient
        images[4].split.clear();
        SplitOptions options;
        options.kind = SplitOptions::Kind::Official;
        ProblemList problems;
        const auto parts = splitByPatient(images, options, problems);
        QVERIFY(parts);
        QCOMPARE((*parts)[0], std::string());
        QCOMPARE((*parts)[1], std::string("test"));
        QCOMPARE(problems.count("patient_in_two_parts"), 1);
        QCOMPARE(problems.count("not_in_split"), 1);
    }

    void obeysASplitFile_data() {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("parts"); // first letters of the eight films' parts; '-' left out
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("by patient") << QByteArray("Patient ID,Split\np0,train\np1,test\n") << QByteArray("tttteeee")
                                    << QByteArray();
        QTest::newRow("by image") << QByteArray(
                                         "Image Index,Split\np0_0.png,train\np0_1.png,train\np1_3.png,validation\n")
                                  << QByteArray("tt-----v") << QByteArray();
        QTest::newRow("a patient in two parts") << QByteArray("Image Index,Split\np0_0.png,train\np0_1.png,test\n")
                                                << QByteArray() << QByteArray("Patient p0 is in two parts");
        QTest::newRow("no such column") << QByteArray("a,b\n1,2\n") << QByteArray() << QByteArray("lacks a column");
    }
    void obeysASplitFile() {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, parts);
        QFETCH(QByteArray, error);
        SampleFolder folder;
        folder.write("split.csv", table);
        SplitOptions options;
        options.kind = SplitOptions::Kind::File;
        options.file = folder.path("split.csv");
        ProblemList problems;
        const auto found = splitByPatient(films(2), options, problems);
        if (!error.isEmpty()) {
            QVERIFY(!found);
            QVERIFY2(QByteArray::fromStdString(found.error().toLine()).contains(error), found.error().toLine().c_str());
            return;
        }
        QVERIFY(found);
        QByteArray letters;
        for (const std::string& part : *found)
            letters += part.empty() ? '-' : part == "test" ? 'e' : part[0];
        QCOMPARE(letters, parts);
        QCOMPARE(problems.count("not_in_split"), parts.count('-'));
    }
};

QTEST_GUILESS_MAIN(PatientSplitTest)
#include "patient_split_test.moc"
