// Whose a film is, and by which rule: DICOM without an ID, tables without a patient, folders that are patients.
#include "engine/datasets/folder_index.h"
#include "engine/datasets/layout.h"
#include "engine/datasets/patient_identity.h"

#include "sample_folder.h"
#include "tests/imaging/dicom_film.h"

#include <QtTest/QtTest>

#include <set>

using namespace roentgen;
using namespace roentgen::datasets;

namespace {

struct Slice {
    const char *id, *issuer, *name, *birth, *study;
};

using Rules = std::map<std::string, int64_t>;

void writeSlice(const SampleFolder& folder, const std::string& name, const Slice& slice) {
    folder.write(name, {});
    imaging::Film film;
    const std::pair<DcmTagKey, const char*> values[] = {{DCM_PatientID, slice.id},
                                                        {DCM_IssuerOfPatientID, slice.issuer},
                                                        {DCM_PatientName, slice.name},
                                                        {DCM_PatientBirthDate, slice.birth},
                                                        {DCM_StudyInstanceUID, slice.study}};
    for (const auto& [tag, value] : values)
        if (value)
            film.set(tag, value);
    if (film.file.saveFile(folder.path(name).c_str(), EXS_LittleEndianExplicit).bad())
        qFatal("cannot write a slice");
}

Rules rulesOf(const StudyIndex& index, std::set<std::string>* patients = nullptr) {
    PatientCount count;
    for (const StudyImage& image : index.images) {
        count.add(image);
        if (patients)
            patients->insert(patientOf(image));
    }
    return count.byRule();
}

// Below which parts of the split each patient's images lie.
std::map<std::string, std::set<int>> partsOf(const Dataset& dataset) {
    std::map<std::string, std::set<int>> parts;
    int part = 0;
    for (const auto* samples : {&dataset.train, &dataset.validation, &dataset.test}) {
        for (const Sample& sample : *samples)
            parts[sample.patient].insert(part);
        ++part;
    }
    return parts;
}

} // namespace

class PatientIdentityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dicomFilesAreOneBy_data() {
        QTest::addColumn<QList<int>>("slices"); // of `kinds`, below
        QTest::addColumn<int>("patients");
        QTest::addColumn<QByteArray>("rule");
        const auto row = [](const char* what, QList<int> slices, int patients, const char* rule) {
            QTest::newRow(what) << slices << patients << QByteArray(rule);
        };
        row("their ID", {0, 0, 0}, 1, "patient_id");
        row("their ID, one issuer or none", {0, 1, 1}, 1, "patient_id");
        row("their ID and issuer", {1, 2, 1, 2}, 2, "issuer_and_patient_id");
        row("their name and birth date", {3, 4, 3, 4}, 1, "name_and_birth_date"); // of two studies
        row("their study", {5, 5, 5}, 1, "study_uid");
        row("their study, each of them", {5, 6, 6}, 2, "study_uid");
        row("their study, the name alone is not enough", {7, 8}, 2, "study_uid");
        row("nothing but the file", {9, 9}, 2, "film");
    }
    void dicomFilesAreOneBy() {
        static const Slice kinds[] = {
            {"17", nullptr, "A^B", "19500101", "1.2.1"},    {"17", "CLINIC", "A^B", "19500101", "1.2.2"},
            {"17", "OTHER", "C^D", "19700101", "1.2.3"},    {"", nullptr, "Doe^Jo^^", "19600203", "1.2.4"},
            {"  ", nullptr, "DOE^JO", "19600203", "1.2.5"}, {"", nullptr, "", "", "1.2.6"},
            {nullptr, nullptr, nullptr, nullptr, "1.2.7"},  {"", nullptr, "Same^Name", "", "1.2.8"},
            {"", nullptr, "Same^Name", "", "1.2.9"},        {"", nullptr, "", "", nullptr}};
        QFETCH(QList<int>, slices);
        QFETCH(int, patients);
        QFETCH(QByteArray, rule);
        SampleFolder folder;
        for (int i = 0; i < slices.size(); ++i)
            writeSlice(folder, "ct/slice" + std::to_string(i) + ".dcm", kinds[slices[i]]);
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY2(bool(index), index ? "" : index.error().toLine().c_str());
        QCOMPARE(int(index->images.size()), int(slices.size()));
        std::set<std::string> names;
        QCOMPARE(rulesOf(*index, &names), (Rules{{rule.toStdString(), patients}}));
        QCOMPARE(int(names.size()), patients);
        for (const std::string& name : names) // goes into split tables and predictions
            QVERIFY2(name.find("DOE") == std::string::npos && name.find("Doe") == std::string::npos, name.c_str());
    }

    // A preview reads the headers of the rows that it shows alone: of the others it does not say who they are.
    void patientsInHeadersAreNotCountedByAPreview() {
        SampleFolder folder;
        for (const char* name : {"a.dcm", "b.dcm", "c.dcm"})
            writeSlice(folder, name, {"one", nullptr, "ROE", "19600203", "1.2.1"});
        folder.png("p1_1.png");
        DatasetFile file;
        file.folder = folder.path();
        const auto preview = previewDataset(file, 10);
        QVERIFY2(preview, preview ? "" : preview.error().toLine().c_str());
        QCOMPARE(preview->overview.images, int64_t(4));
        QCOMPARE(preview->overview.patientsUnread, int64_t(3));
        QCOMPARE(preview->overview.patientRules.size(), size_t(1));
        file.patient = "^(.)";
        QCOMPARE(previewDataset(file, 10)->overview.patientsUnread, int64_t(0));
    }

    // Two names whose hashes begin with the same twelve digits, 46c387822f0c (found by trying).
    void peopleWhoseHashesBeginAlikeStayTwo() {
        SampleFolder folder;
        writeSlice(folder, "a.dcm", {"", nullptr, "ROE^373260", "19600203", "1.2.1"});
        writeSlice(folder, "b.dcm", {"", nullptr, "ROE^21114093", "19600203", "1.2.2"});
        writeSlice(folder, "c.dcm", {"", nullptr, "ROE^1", "19600203", "1.2.3"});
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY2(bool(index), index ? "" : index.error().toLine().c_str());
        std::vector<std::string> patients;
        for (const StudyImage& image : index->images)
            patients.push_back(image.patient);
        QCOMPARE(patients[0].substr(0, 17), std::string("name-46c387822f0c"));
        QCOMPARE(patients[1].substr(0, 17), std::string("name-46c387822f0c"));
        QVERIFY(patients[0] != patients[1]);
        QCOMPARE(patients[2].size(), size_t(17)); // the others stay short
    }

    void filesThatCannotBeShownSayWhy() {
        SampleFolder folder;
        for (const char* name : {"bare", "1.2.826.0.1.3680043", "twelve.dcm", "empty.dcm", "good.dcm", "notes"})
            folder.write(name, {});
        imaging::Film twelve, empty, good;
        twelve.number(DCM_BitsAllocated, 12);
        good.set(DCM_StudyDate, "20040119");
        empty.dataset->findAndDeleteElement(DCM_PixelData);
        const auto save = [&](imaging::Film& film, const char* name, E_FileWriteMode mode) {
            return film.file.saveFile(folder.path(name).c_str(), EXS_LittleEndianExplicit, EET_ExplicitLength,
                                      EGL_recalcGL, EPD_withoutPadding, 0, 0, mode);
        };
        QVERIFY(save(good, "bare", EWM_dataset).good()); // neither preamble nor meta header, as `show` reads it
        QVERIFY(save(good, "1.2.826.0.1.3680043", EWM_fileformat).good());
        QVERIFY(save(twelve, "twelve.dcm", EWM_fileformat).good());
        QVERIFY(save(empty, "empty.dcm", EWM_fileformat).good());
        QVERIFY(save(good, "good.dcm", EWM_fileformat).good());
        folder.write("notes", "nothing to see");
        folder.write("film.jxl", "nothing to see");
        for (int i = 0; i < 30; ++i)
            folder.write("broken" + std::to_string(i) + ".dcm", "no film");
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY2(bool(index), index ? "" : index.error().toLine().c_str());
        std::map<std::string, std::string> refusals;
        for (const StudyImage& image : index->images)
            refusals[image.image] = image.refusal;
        QCOMPARE(index->images[0].date, std::string("2004-01-19"));
        QCOMPARE(refusals, (std::map<std::string, std::string>{{"1.2.826.0.1.3680043", ""},
                                                               {"bare", ""},
                                                               {"empty.dcm", "no_pixel_data"},
                                                               {"good.dcm", ""},
                                                               {"twelve.dcm", "bits_allocated 12"}}));
        const DataProblem* problem = problemOf(index->header.problems, "refused_pixels");
        QVERIFY(problem);
        QCOMPARE(problem->count, int64_t(2));
        QCOMPARE(problem->examples[1].place, folder.path("twelve.dcm"));
        QCOMPARE(problem->examples[1].why, std::string("bits_allocated 12"));
        const DataProblem* unreadable = problemOf(index->header.problems, "unreadable_image");
        QVERIFY(unreadable);
        QCOMPARE(unreadable->examples.size(), size_t(30)); // all of them, each by its place
        for (const DataProblem::Example& example : unreadable->examples)
            QVERIFY2(example.place.find(folder.path("broken")) == 0 && !example.why.empty(), example.place.c_str());
        const DataProblem* format = problemOf(index->header.problems, "unread_format");
        QVERIFY(format);
        QCOMPARE(format->examples[0].place, folder.path("film.jxl"));
        QCOMPARE(format->examples[0].why, std::string("JPEG XL"));
    }

    void filesWithoutAnIdGoByTheirStudy_data() {
        QTest::addColumn<QStringList>("slices"); // PLACE ID NAME STUDY, "-" for none
        QTest::addColumn<QStringList>("patients");
        const auto row = [](const char* what, const char* slices, const char* patients) {
            QTest::newRow(what) << QString::fromLatin1(slices).split(QLatin1Char(';'))
                                << QString::fromLatin1(patients).split(QLatin1Char(' '));
        };
        row("one file has an ID", "a - - 1.1;b 17 - 1.1;c - - 1.1;d - - 1.2", "17 17 17 study-1.2");
        row("by name beside one with an ID", "a - N 1.1;b 17 - 1.1", "17 17");
        row("and that person's other study", "a - N 1.1;b 17 - 1.1;c - N 1.2", "17 17 17");
        row("a folder's other study and its film without one", "P01/a - - 1.1;P01/b 17 - 1.1;P01/c - - 1.2;P01/d - - -",
            "17 17 17 17");
        row("two IDs in a study stay two", "a 17 - 1.1;b 18 - 1.1;c - - 1.1", "17 18 17");
        row("a name with two IDs", "a - N 1.1;b 17 - 1.1;c - N 1.2;d 18 - 1.2;e - N 1.3", "17 17 18 18 17");
        row("two folders share a study", "P01/a - - 1.1;P02/b - - 1.1;P02/c - - 1.2;P03/d - - 1.3", "P01 P01 P01 P03");
        row("a folder's studies are one patient's", "patient00001/study1/a - - 1.1;patient00001/study2/b - - 1.2",
            "patient00001 patient00001");
        row("a file's name is less than its study", "IM-0001-1 - - 1.1;x/IM-0001-1 - - 1.2", "study-1.1 study-1.2");
    }
    void filesWithoutAnIdGoByTheirStudy() {
        QFETCH(QStringList, slices);
        QFETCH(QStringList, patients);
        SampleFolder folder;
        for (const QString& slice : slices) {
            const QList<QByteArray> words = slice.toLatin1().split(' ');
            const auto word = [&](int i) { return words[i] == "-" ? nullptr : words[i].constData(); };
            writeSlice(folder, words[0].toStdString() + ".dcm",
                       {word(1), nullptr, word(2), word(2) ? "19500101" : nullptr, word(3)});
        }
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY2(bool(index), index ? "" : index.error().toLine().c_str());
        QCOMPARE(int(index->images.size()), int(slices.size()));
        std::map<std::string, std::string> found;
        for (const StudyImage& image : index->images)
            found[image.image] = image.patient;
        for (int i = 0; i < slices.size(); ++i)
            QCOMPARE(found[slices[i].section(QLatin1Char(' '), 0, 0).toStdString() + ".dcm"],
                     patients[i].toStdString());
    }

    void places_data() {
        QTest::addColumn<std::string>("folder");
        QTest::addColumn<std::string>("patient");
        const auto row = [](const char* folder, const char* patient) {
            QTest::newRow(folder) << std::string(folder) << std::string(patient);
        };
        row("patient00001/study1", "patient00001");
        row("p10/p10000032/s50414267", "p10000032"); // MIMIC-CXR
        row("files/p10/p10000032", "p10000032");
        row("p10/p11000032", "p10");
        row("P12/P12/a", "P12");
        row("007/0071/x", "007");
        row("subject1/subject12/subject123/x", "subject123");
    }
    void places() {
        QFETCH(std::string, folder);
        StudyImage image;
        takePatientFromPlace(image, folder, "x.png");
        QTEST(image.patient, "patient");
        QCOMPARE(image.patientRule, std::string(patient_rule::folder));
    }

    void folders_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isPatient");
        for (const char* name :
             {"patient00001", "Patient 7", "P-0012", "P12", "subject_3", "sub-07", "case9", "0007", "person12"})
            QTest::newRow(name) << QByteArray(name) << true;
        for (const char* name : {"", "images", "images_001", "NORMAL", "P1", "12", "patients", "study1", "casefiles",
                                 "pneumonia2", "v1.0"})
            QTest::newRow(name[0] ? name : "nothing") << QByteArray(name) << false;
    }
    void folders() {
        QFETCH(QByteArray, name);
        QTEST(isPatientFolder(name.toStdString()), "isPatient");
    }

    void foldersThatArePatientsAreNoClasses() {
        SampleFolder folder;
        for (const char* patient : {"P01/", "P02/", "P03/"})
            for (const char* film : {"a.png", "b.png"})
                folder.image(std::string(patient) + film);
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(bool(index));
        QCOMPARE(index->header.layout, std::string("plain"));
        std::set<std::string> names;
        QCOMPARE(rulesOf(*index, &names), (Rules{{"folder", 3}}));
        QCOMPARE(names, (std::set<std::string>{"P01", "P02", "P03"}));
        QVERIFY(problemOf(index->header.problems, "patient_by_folder"));
    }

    void classesMayHoldFoldersOfPatients() {
        SampleFolder folder;
        for (int patient = 10; patient < 30; ++patient)
            for (const char* film : {"/1.png", "/2.png"})
                folder.image((patient % 2 ? "benign/p" : "malignant/p") + std::to_string(patient) + film);
        const Result<Dataset> dataset = openDataset(experimentOn(folder.path()), "");
        QVERIFY2(bool(dataset), dataset ? "" : dataset.error().toLine().c_str());
        QCOMPARE(dataset->patientRules, (Rules{{"folder", 20}}));
        for (const auto& [patient, parts] : partsOf(*dataset))
            QCOMPARE(parts.size(), size_t(1));
    }

    // The column is there and empty in some rows: the file's name, else its folder, else the film.
    void rowsWithoutAPatientFallBack() {
        SampleFolder folder;
        const char* films[] = {"a.png", "00000007_001.png", "patient5/x.png", "patient5/y.png", "z.png"};
        for (const char* film : films)
            folder.png(film);
        folder.write("labels.csv", "Image Index,Patient ID,Mass\na.png,17,1\n00000007_001.png,,0\nx.png,,1\ny.png,,0\n"
                                   "z.png, ,1\n");
        const Result<Dataset> dataset = openDataset(experimentOn(folder.path()), "");
        QVERIFY2(bool(dataset), dataset ? "" : dataset.error().toLine().c_str());
        QCOMPARE(dataset->patientRules, (Rules{{"patient_id", 1}, {"file_name", 1}, {"folder", 1}, {"film", 1}}));
        for (const auto& [code, count] : {std::pair{"patient_by_folder", 1}, std::pair{"patient_by_film", 1}}) {
            const DataProblem* problem = problemOf(dataset->problems, code);
            QVERIFY2(problem, code);
            QCOMPARE(problem->count, int64_t(count));
        }
        QVERIFY(partsOf(*dataset).count("patient5"));
    }

    void anNihRowWithoutAPatientGoesByItsName() {
        SampleFolder folder;
        folder.write("Data_Entry_2017.csv", nihHeader + nihRow("00000003_000.png", "Mass", "3") +
                                                nihRow("00000003_001.png", "Mass", "") +
                                                nihRow("00000004_000.png", "Mass", ""));
        for (const char* name : {"00000003_000.png", "00000003_001.png", "00000004_000.png"})
            folder.png(std::string("images/") + name);
        std::set<std::string> names;
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(bool(index));
        QCOMPARE(rulesOf(*index, &names), (Rules{{"file_name", 2}})); // 3 counts by the weaker of its two
        QCOMPARE(names, (std::set<std::string>{"3", "4"}));
    }

    // Slices of one person without an ID: before, each was a patient, and they fell on both sides.
    void slicesOfOnePersonStayTogether() {
        SampleFolder folder;
        QByteArray table = "Image Index,Mass\n";
        for (int person = 0; person < 12; ++person)
            for (int slice = 0; slice < 5; ++slice) {
                const std::string name = std::to_string(person) + "_" + std::to_string(slice) + ".dcm";
                const std::string study = "1.2." + std::to_string(100 + person);
                writeSlice(folder, name, {"", nullptr, "", "", study.c_str()});
                table += QByteArray::fromStdString(name) + "," + (person % 2 ? "1" : "0") + "\n";
            }
        folder.write("labels.csv", table);
        const Result<Dataset> dataset = openDataset(experimentOn(folder.path()), "");
        QVERIFY2(bool(dataset), dataset ? "" : dataset.error().toLine().c_str());
        QCOMPARE(dataset->patientRules, (Rules{{"study_uid", 12}}));
        const auto parts = partsOf(*dataset);
        QCOMPARE(parts.size(), size_t(12));
        for (const auto& [patient, where] : parts)
            QVERIFY2(where.size() == 1, patient.c_str());
        QCOMPARE(problemOf(dataset->problems, "patient_by_study")->count, int64_t(12));
    }

    void idsNeedNoWarning() {
        SampleFolder folder;
        folder.write("labels.csv", "Image Index,Patient ID,Mass\na.png,1,1\nb.png,2,0\nc.png,3,0\n");
        for (const char* name : {"a.png", "b.png", "c.png"})
            folder.png(name);
        const Result<Dataset> dataset = openDataset(experimentOn(folder.path()), "");
        QVERIFY(bool(dataset));
        QCOMPARE(dataset->patientRules, (Rules{{"patient_id", 3}}));
        QVERIFY(dataset->problems.empty());
    }
};

QTEST_GUILESS_MAIN(PatientIdentityTest)
#include "patient_identity_test.moc"
