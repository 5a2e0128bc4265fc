#include "engine/datasets/class_folders.h"
#include "engine/datasets/folder_index.h"
#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/layout.h"
#include "engine/protocol/dataset_file.h"
#include "sample_folder.h"

#include <QtTest/QtTest>

using namespace roentgen;
using namespace roentgen::datasets;

class LayoutTest : public QObject {
    Q_OBJECT

    static QByteArray labelsOf(const StudyImage& image) {
        QByteArrayList labels;
        for (const std::string& label : image.labels)
            labels << QByteArray::fromStdString(label);
        return labels.join('|');
    }
    static QByteArray joined(const std::vector<std::string>& names) {
        QByteArrayList list;
        for (const std::string& name : names)
            list << QByteArray::fromStdString(name);
        return list.join(',');
    }

private Q_SLOTS:
    void readsNihTablesBoxesAndLists() {
        SampleFolder folder;
        folder.write("Data_Entry_2017_v2020.csv", nihHeader + nihRow("00000002_000.png", "Mass|Nodule", "2") +
                                                      nihRow("00000001_000.png", "No Finding", "1") +
                                                      nihRow("00000003_001.png", "Infiltration", "3"));
        folder.write("BBox_List_2017.csv", "Image Index,Finding Label,Bbox [x,y,w,h],,,\n"
                                           "00000003_001.png,Infiltrate,256,512,128,64.5\n"
                                           "00099999_000.png,Mass,1,2,3,4\n");
        folder.write("train_val_list.txt", "00000001_000.png\n00000002_000.png");
        folder.write("test_list.txt", "00000003_001.png");
        folder.png("images_001/images/00000001_000.png");
        folder.png("images_002/images/00000002_000.png");
        folder.png("images_012/images/00000003_001.png", 512, 256);
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY2(index, index ? "" : index.error().toLine().c_str());
        QCOMPARE(index->header.layout, std::string("nih"));
        QCOMPARE(joined(index->header.classes), QByteArray("Infiltration,Mass,Nodule")); // CheXNet's order
        QVERIFY(index->header.problems.empty());
        QCOMPARE(index->images.size(), size_t(3));
        QCOMPARE(index->images[0].image, std::string("00000001_000.png")); // by name, not by row
        QVERIFY(index->images[0].labels.empty() && index->images[0].labelled);
        const StudyImage& mass = index->images[1];
        QCOMPARE(labelsOf(mass), QByteArray("Mass|Nodule"));
        QCOMPARE(mass.patient, std::string("2"));
        QCOMPARE(mass.age, 58);
        QCOMPARE(mass.sex, std::string("M"));
        QCOMPARE(mass.view, std::string("PA"));
        QCOMPARE(mass.split, std::string("train"));
        const StudyImage& boxed = index->images[2];
        QCOMPARE(boxed.split, std::string("test"));
        QCOMPARE(boxed.boxes.size(), size_t(1));
        QCOMPARE(boxed.boxes[0].label, std::string("Infiltration"));
        QCOMPARE(boxed.boxes[0].x, 64.0); // a quarter of 1024 in 256 columns
        QCOMPARE(boxed.boxes[0].y, 256.0);
        QCOMPARE(boxed.boxes[0].width, 32.0);
        QCOMPARE(boxed.boxes[0].height, 32.25);
    }

    void readsNihsFirstTable() // ages as 058Y, a comma at every line's end
    {
        SampleFolder folder;
        folder.write("Data_Entry_2017.csv",
                     nihHeader.chopped(1) + ",\n00000001_000.png,Hernia,0,1,058Y,F,AP,1,2,3,4,\n");
        folder.png("images/00000001_000.png");
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(index);
        QCOMPARE(index->images[0].age, 58);
        QVERIFY(index->header.problems.empty());
    }

    void readsClassFolders_data() {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QByteArray>("classes");
        QTest::addColumn<QByteArray>("firstLabel"); // of the first file by name
        QTest::newRow("two, one of them normal")
            << QStringList{QStringLiteral("NORMAL/IM-1.png"), QStringLiteral("NORMAL/IM-2.png"),
                           QStringLiteral("PNEUMONIA/person1_a.png"), QStringLiteral("PNEUMONIA/person1_b.png")}
            << QByteArray("PNEUMONIA") << QByteArray("");
        QTest::newRow("two classes") << QStringList{QStringLiteral("benign/1.png"), QStringLiteral("benign/2.png"),
                                                    QStringLiteral("malignant/3.png"),
                                                    QStringLiteral("malignant/4.png")}
                                     << QByteArray("benign,malignant") << QByteArray("benign");
        QTest::newRow("below train and test")
            << QStringList{QStringLiteral("test/Mass/1.png"), QStringLiteral("test/No Finding/2.png"),
                           QStringLiteral("train/Mass/3.png"), QStringLiteral("train/No Finding/4.png")}
            << QByteArray("Mass") << QByteArray("Mass");
    }
    void readsClassFolders() {
        QFETCH(QStringList, files);
        SampleFolder folder;
        for (const QString& file : files)
            folder.png(file.toStdString());
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(index);
        QCOMPARE(index->header.layout, std::string("class_folders"));
        QTEST(joined(index->header.classes), "classes");
        QTEST(labelsOf(index->images[0]), "firstLabel");
        QCOMPARE(index->images[0].image, files[0].toStdString());
        QVERIFY(index->images[0].labelled);
    }

    void aGuessedLayoutCanBeCorrected() {
        SampleFolder folder; // guessed: classes "Hospital A", "Hospital B" and "drawn"
        for (const char* name : {"Hospital A/sick/7_a.png", "Hospital A/sick/7_b.png", "Hospital A/Clear/8_a.png",
                                 "Hospital B/sick/9_a.png", "Hospital B/Clear/odd.png", "drawn/7_a.png"})
            folder.png(name);
        folder.write("set.toml", "folder = \".\"\nlayout = \"class_folders\"\npatient = \"(\\\\d+)_\\\\w\"\n[folders]\n"
                                 "\"Hospital A\" = \"source\"\n\"Hospital B\" = \"source\"\nClear = \"no_finding\"\n"
                                 "drawn = \"left_out\"\n");
        const Result<StudyIndex> guessed = indexFolder(folder.path());
        QVERIFY(guessed);
        QCOMPARE(joined(guessed->header.classes), QByteArray("Hospital A,Hospital B,drawn"));
        const Result<StudyIndex> index = indexFolder(folder.path("set.toml"));
        QVERIFY2(index, index ? "" : index.error().toLine().c_str());
        QCOMPARE(joined(index->header.classes), QByteArray("sick"));
        QByteArrayList rows;
        for (const StudyImage& image : index->images)
            rows << QByteArray::fromStdString(image.image + ' ' + image.patient + ' ' + image.patientRule) + ' ' +
                        labelsOf(image);
        QCOMPARE(rows.join('\n'),
                 QByteArray("Hospital A/Clear/8_a.png 8 pattern \nHospital A/sick/7_a.png 7 pattern sick\n"
                            "Hospital A/sick/7_b.png 7 pattern sick\nHospital B/Clear/odd.png odd film \n"
                            "Hospital B/sick/9_a.png 9 pattern sick"));
        const DataProblem* problem = problemOf(index->header.problems, "no_patient_match");
        QVERIFY(problem && problem->count == 1);
        DatasetFile file = *readDatasetFile(folder.path("set.toml"));
        const auto preview = previewDataset(file, 2);
        QVERIFY2(preview, preview ? "" : preview.error().toLine().c_str());
        QCOMPARE(preview->index.images.size(), size_t(2));
        QCOMPARE(preview->overview.images, int64_t(5));
        QCOMPARE(preview->overview.patientRules, (std::map<std::string, int64_t>{{"film", 1}, {"pattern", 3}}));
        QByteArrayList folders;
        for (const ClassCandidate& one : preview->overview.folders)
            folders << QByteArray::fromStdString(one.name + ' ' + one.role + ' ' + std::to_string(one.images));
        QCOMPARE(folders.join(','), QByteArray("Clear no_finding 2,Hospital A source 3,Hospital B source 2,"
                                               "drawn left_out 1,sick class 3"));
        file.layout = "plain"; // no classes at all
        QVERIFY(previewDataset(file, 10)->index.header.classes.empty());
        file.labels = "absent.csv";
        file.layout = "auto";
        QVERIFY(!previewDataset(file, 10));
    }

    // Of two folders of one name the role of one path says nothing of the other; what is no image is not counted.
    void rolesByPathHoldForThatPath() {
        SampleFolder folder;
        for (const char* name : {"A/sick/1.png", "A/sick/2.png", "A/odd/3.png", "B/sick/4.png", "B/odd/5.png"})
            folder.png(name);
        folder.write("A/sick/README", "not an image");
        folder.write("B/odd/1.2.840", "not an image");
        DatasetFile file;
        file.folder = folder.path();
        file.layout = "class_folders";
        file.folders = {{"A", "source"}, {"B", "source"}, {"A/odd", "left_out"}};
        const auto preview = previewDataset(file, 10);
        QVERIFY2(preview, preview ? "" : preview.error().toLine().c_str());
        QByteArrayList folders;
        for (const ClassCandidate& one : preview->overview.folders)
            folders << QByteArray::fromStdString(one.name + ' ' + one.role + ' ' + std::to_string(one.images));
        QCOMPARE(folders.join(','), QByteArray("A source 3,A/odd left_out 1,B source 2,odd class 1,sick class 3"));
    }

    void listsTheLargestClassFoldersOfMany() {
        SampleFolder folder;
        for (int i = 0; i < 250; ++i)
            for (int film = 0; film <= int(i == 249); ++film)
                folder.image("patient" + std::to_string(1000 + i) + "/" + std::to_string(film) + ".pgm");
        DatasetFile file;
        file.folder = folder.path();
        file.layout = "class_folders";
        file.folders = {{"patient1240", "source"}}; // stays in the list
        const auto preview = previewDataset(file, 10);
        QVERIFY2(preview, preview ? "" : preview.error().toLine().c_str());
        const std::vector<ClassCandidate>& folders = preview->overview.folders;
        QCOMPARE(folders.size(), mostClassCandidates + 1);
        QCOMPARE(folders[folders.size() - 2].name, std::string("patient1240"));
        QCOMPARE(folders.back().name, std::string("patient1249"));
        QCOMPARE(folders.back().images, int64_t(2));
        file.layout = "plain";
        file.folders.clear();
        QVERIFY(previewDataset(file, 10)->overview.folders.empty());
    }

    void anExpressionForPatientsCanBeStopped() {
        SampleFolder folder;
        folder.png("a_1.png");
        DatasetFile file;
        file.folder = folder.path();
        file.patient = "^(a)_";
        int asked = 0;
        IndexOptions options;
        options.cancelled = [&] { return ++asked > 1; }; // the listing asks first
        const auto preview = previewDataset(file, 10, options);
        QVERIFY(!preview);
        QCOMPARE(preview.error().code, ErrorCode::Stopped);
        file.patient = "(a)\\1";
        QCOMPARE(previewDataset(file, 10).error().exitCode(), int(ExitUsage));
    }

    void doesNotTakeFoldersOfImagesAndMasksForClasses() {
        SampleFolder folder;
        for (const char* name : {"images/a.png", "images/b.png", "masks/a.png", "masks/b.png"})
            folder.png(name);
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(index);
        QCOMPARE(index->header.layout, std::string("plain"));
        QCOMPARE(index->images.size(), size_t(4));
    }

    void readsPlainFoldersAtAnyDepth() {
        SampleFolder folder;
        folder.png("1_L_CC.png");
        folder.png("deep/er/2_R_MLO.png");
        folder.image("film.PGM");
        folder.write("notes.txt", "not an image");
        folder.png(".hidden/3.png");
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(index);
        QCOMPARE(index->header.layout, std::string("plain"));
        QCOMPARE(index->images.size(), size_t(3));
        QCOMPARE(index->images[0].laterality, std::string("L"));
        QCOMPARE(index->images[0].modality, std::string("MG"));
        QCOMPARE(index->images[1].image, std::string("deep/er/2_R_MLO.png"));
        QCOMPARE(index->images[1].view, std::string("MLO"));
        QVERIFY(!index->images[2].labelled);
    }

    void countsMiasCirclesFromTheBottom() {
        SampleFolder folder;
        folder.write("labels_converted.csv", "Name,Background Tissue,Abnormality,Type,x,y,r\n"
                                             "mdb001,G,CIRC,B,535,425,197\nmdb002,G,NORM,,,,\n"
                                             "mdb003,D,CALC,M,*NOTE 3*,,\nmdb004,F,CALC,B,100,1000,40\n");
        for (const char* name : {"mdb001.pgm", "mdb002.pgm", "mdb003.pgm", "mdb004.pgm"})
            folder.image(std::string("pgm/") + name, 1024, 1024);
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(index);
        QCOMPARE(index->header.layout, std::string("mias"));
        QCOMPARE(joined(index->header.classes), QByteArray("CALC,CIRC,Benign,Malignant"));
        const StudyImage& first = index->images[0];
        QCOMPARE(labelsOf(first), QByteArray("CIRC|Benign"));
        QCOMPARE(first.patient, index->images[1].patient); // a pair of films is one patient
        QVERIFY(first.patient != index->images[2].patient);
        QCOMPARE(first.laterality, std::string("R")); // Info.txt: even numbers are left
        QCOMPARE(index->images[1].laterality, std::string("L"));
        QCOMPARE(first.boxes.size(), size_t(1));
        QCOMPARE(first.boxes[0].x, 535.0 - 197);
        QCOMPARE(first.boxes[0].y, 1023.0 - 425 - 197);
        QCOMPARE(first.boxes[0].width, 394.0);
        QVERIFY(index->images[2].boxes.empty() && index->images[2].labels.size() == 2);
        QCOMPARE(index->images[3].boxes[0].y, 0.0); // cut at the film's edge
        QCOMPARE(index->images[3].boxes[0].height, 63.0);
    }

    void readsWideTables() {
        SampleFolder folder;
        folder.write("labels.csv", "Image Index,Patient ID,Mass,Nodule\na.png,p1,1,0\nb.png,p1,0,\nc.png,p2,-1,1.0\n");
        for (const char* name : {"a.png", "b.png", "c.png"})
            folder.png(name);
        const Result<StudyIndex> index = indexFolder(folder.path());
        QVERIFY(index);
        QCOMPARE(index->header.layout, std::string("wide_table"));
        QCOMPARE(joined(index->header.classes), QByteArray("Mass,Nodule"));
        QCOMPARE(labelsOf(index->images[2]), QByteArray("Nodule"));
        QCOMPARE(index->images[1].patient, std::string("p1"));
    }

    void readsSizesWhenAsked() {
        SampleFolder folder;
        folder.png("a.png", 30, 20);
        QCOMPARE(indexFolder(folder.path())->images[0].rows, 0);
        IndexOptions options;
        options.readHeaders = true;
        const Result<StudyIndex> index = indexFolder(folder.path(), options);
        QCOMPARE(index->images[0].rows, 30);
        QCOMPARE(index->images[0].columns, 20);
    }

    void stopsWhenAsked() {
        SampleFolder folder;
        folder.png("a.png");
        IndexOptions options;
        options.cancelled = [] { return true; };
        const Result<StudyIndex> index = indexFolder(folder.path(), options);
        QVERIFY(!index);
        QCOMPARE(index.error().code, ErrorCode::Stopped);
    }
};

QTEST_GUILESS_MAIN(LayoutTest)
#include "layout_test.moc"
