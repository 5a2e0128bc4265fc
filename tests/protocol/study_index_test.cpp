#include "engine/protocol/study_index.h"

#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;

class TestStudyIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldSurvives();
    void rowsOfEarlierVersionsAreRead();
    void aDamagedFileIsRefusedWithItsLine();
};

void TestStudyIndex::everyFieldSurvives() {
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("index")).toStdString();
    StudyIndex index;
    index.header = {StudyIndexHeader::currentMaker,
                    "/films",
                    "nih",
                    "films",
                    {"Mass", "Nodule"},
                    0,
                    {{"bad_row", "3 rows are bad", 3, {{"a.csv:7", "a\tfield short", "a_kind 7"}, {"b.csv", ""}}}}};
    StudyImage image;
    image.path = "/films/tab\there|pipe;semi,comma\\back\nline.png";
    image.image = "a.png";
    image.patient = "17";
    image.patientName = "Müller^Änne";
    image.study = "1.2.3";
    image.series = "1.2.3.4";
    image.modality = "MG";
    image.view = "MLO";
    image.laterality = "L";
    image.date = "2017-02-28";
    image.sex = "F";
    image.age = 61;
    image.rows = 3328;
    image.columns = 2560;
    image.frames = 2;
    image.labels = {"Mass", "a|b"};
    image.labelled = true;
    image.split = "test";
    image.boxes = {{"Mass, left", 1.25, 2, 3.5, 4}, {"Nodule", 0, 0, 1e-3, 1e6}};
    image.uncertain = {"Nodule", "c|d"};
    image.unknown = {"Hernia"};
    image.patientRule = "study_uid";
    image.refusal = "bits_allocated 12";
    index.images = {image, StudyImage{}};
    QVERIFY(bool(writeStudyIndex(path, index)));
    const auto read = readStudyIndex(path);
    QVERIFY(bool(read));
    QCOMPARE(read->header.images, int64_t(2));
    QCOMPARE(read->header.problems.front().examples.front().place, std::string("a.csv:7"));
    QCOMPARE(read->header.problems.front().examples.front().why, std::string("a\tfield short"));
    QCOMPARE(read->header.problems.front().examples.front().kind, std::string("a_kind 7"));
    QCOMPARE(read->header.problems.front().examples.back().kind, std::string());
    const StudyImage& got = read->images.front();
    QCOMPARE(got.path, image.path);
    QCOMPARE(got.patientName, image.patientName);
    QCOMPARE(got.labels, image.labels);
    QCOMPARE(got.split, image.split);
    QCOMPARE(got.rows, image.rows);
    QCOMPARE(got.age, 61);
    QVERIFY(got.labelled);
    QCOMPARE(int(got.boxes.size()), 2);
    QCOMPARE(got.boxes[0].label, image.boxes[0].label);
    QCOMPARE(got.boxes[0].x, 1.25);
    QCOMPARE(got.boxes[1].height, 1e6);
    QCOMPARE(got.uncertain, image.uncertain);
    QCOMPARE(got.unknown, image.unknown);
    QCOMPARE(got.patientRule, image.patientRule);
    QCOMPARE(got.refusal, image.refusal);
    QCOMPARE(read->images[1].age, -1);
    QVERIFY(read->images[1].boxes.empty());
    QVERIFY(read->images[1].uncertain.empty() && read->images[1].unknown.empty());
}

void TestStudyIndex::rowsOfEarlierVersionsAreRead() {
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("index")).toStdString();
    const std::string row =
        "/a.png\ta.png\t17\t\t17-0\t\tCR\tPA\t\t\tM\ttest\t58\t1024\t1024\t1\t1\tMass\tMass,1,2,3,4\t\n";
    QVERIFY(bool(writeFileAtomically(path, R"({"roentgen_index":1,"images":1,"problems":[{"code":"bad_row","count":1,)"
                                           R"("examples":["a.csv:7"]}]})"
                                           "\n" +
                                               row)));
    const auto read = readStudyIndex(path);
    QVERIFY2(bool(read), read ? "" : read.error().toLine().c_str());
    QCOMPARE(read->images.size(), size_t(1));
    QCOMPARE(read->images[0].labels, std::vector<std::string>{"Mass"});
    QCOMPARE(read->images[0].boxes.size(), size_t(1));
    QVERIFY(read->images[0].uncertain.empty() && read->images[0].patientRule.empty());
    QVERIFY(read->images[0].refusal.empty());
    QVERIFY(read->header.maker < StudyIndexHeader::currentMaker);
    QCOMPARE(read->header.problems.front().examples.front().place, std::string("a.csv:7"));
}

void TestStudyIndex::aDamagedFileIsRefusedWithItsLine() {
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("index")).toStdString();
    StudyIndex index;
    index.images = {StudyImage{}, StudyImage{}};
    QVERIFY(bool(writeStudyIndex(path, index)));
    const std::string whole = *readTextFile(path);
    QVERIFY(bool(writeFileAtomically(path, whole.substr(0, whole.size() - 5))));
    const auto read = readStudyIndex(path);
    QVERIFY(!read);
    QVERIFY(QString::fromStdString(read.error().where).endsWith(QStringLiteral(":3")));
    QVERIFY(bool(writeFileAtomically(path, "not an index")));
    QVERIFY(!readStudyIndex(path));
}

QTEST_APPLESS_MAIN(TestStudyIndex)
#include "study_index_test.moc"
