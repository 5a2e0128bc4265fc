#include "engine/datasets/folder_index.h"
#include "engine/datasets/phantom.h"
#include "engine/imaging/resize_area.h"
#include "linear_probe.h"
#include "sample_folder.h"

#include <QtCore/QDirIterator>
#include <QtTest/QtTest>

#include <map>
#include <set>

using namespace roentgen;
using namespace roentgen::datasets;

class PhantomTest : public QObject {
    Q_OBJECT

    static PhantomOptions optionsFor(const SampleFolder& folder, int count, int size, uint64_t seed = 1) {
        PhantomOptions options;
        options.out = folder.path("films");
        options.count = count;
        options.size = size;
        options.seed = seed;
        return options;
    }
    // Every file's bytes by its path.
    static std::map<QString, QByteArray> contentsOf(const std::string& path) {
        std::map<QString, QByteArray> contents;
        const QDir root(QString::fromStdString(path));
        QDirIterator files(root.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            contents[root.relativeFilePath(file.fileName())] = file.readAll();
        }
        return contents;
    }
    static QByteArray read(const std::string& path) {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void givesTheSameBytesForTheSameSeed_data() {
        QTest::addColumn<int>("size");
        QTest::newRow("shrunk") << 96;
        QTest::newRow("as drawn") << 320;
    }
    void givesTheSameBytesForTheSameSeed() {
        QFETCH(int, size);
        SampleFolder first, second, other;
        PhantomOptions options = optionsFor(first, 12, size);
        options.threads = 1;
        QVERIFY(makePhantoms(options));
        options.out = second.path("films");
        options.threads = 3;
        QVERIFY(makePhantoms(options));
        QVERIFY(contentsOf(first.path()) == contentsOf(second.path()));
        QVERIFY(makePhantoms(optionsFor(other, 12, size, 2)));
        QVERIFY(contentsOf(first.path()) != contentsOf(other.path()));
    }

    void writesNihsFiles() {
        SampleFolder folder;
        const Result<PhantomSummary> summary = makePhantoms(optionsFor(folder, 60, 64));
        QVERIFY2(summary, summary ? "" : summary.error().toLine().c_str());
        const std::string out = folder.path("films/");
        QVERIFY(
            read(out + "Data_Entry_2017_v2020.csv")
                .startsWith("Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View "
                            "Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]\n00000001_000.png,"));
        QVERIFY(read(out + "BBox_List_2017.csv").startsWith("Image Index,Finding Label,Bbox [x,y,w,h],,,\n0000"));
        QVERIFY(!read(out + "train_val_list.txt").endsWith('\n') && !read(out + "test_list.txt").endsWith('\n'));
        const Result<StudyIndex> index = indexFolder(folder.path("films"));
        QVERIFY(index);
        QCOMPARE(index->header.layout, std::string("nih"));
        QVERIFY(index->header.problems.empty());
        QCOMPARE(index->images.size(), size_t(60));
        std::map<std::string, std::set<std::string>> splits;
        for (const StudyImage& image : index->images)
            splits[image.patient].insert(image.split);
        QCOMPARE(int(splits.size()), summary->patients);
        for (const auto& [patient, names] : splits)
            QVERIFY2(names.size() == 1 && !names.count(""), patient.c_str());
        QVERIFY(int(splits.size()) < 60); // some have several films
    }

    void plantsEveryFindingAsDescribed() {
        SampleFolder folder;
        const Result<PhantomSummary> summary = makePhantoms(optionsFor(folder, 500, 64, 4));
        QVERIFY(summary);
        IndexOptions options;
        options.readHeaders = true;
        const Result<StudyIndex> index = indexFolder(folder.path("films"), options);
        QVERIFY(index);
        QVERIFY(index->header.classes.size() >= 8);
        const double healthy = double(summary->withoutFinding) / 500, tested = double(summary->testFilms) / 500;
        QVERIFY2(healthy >= 0.38 && healthy <= 0.52, qPrintable(QString::number(healthy)));
        QVERIFY2(tested >= 0.13 && tested <= 0.27, qPrintable(QString::number(tested)));
        std::map<std::string, int> boxed;
        int several = 0;
        for (const StudyImage& image : index->images) {
            several += image.labels.size() > 1;
            for (const LabelBox& box : image.boxes) {
                ++boxed[box.label];
                QVERIFY(std::count(image.labels.begin(), image.labels.end(), box.label) == 1);
                QVERIFY(box.x >= 0 && box.y >= 0 && box.x + box.width <= 64.001 && box.y + box.height <= 64.001);
                const auto& small = smallPhantomFindings();
                const double share = box.width * box.height / (64.0 * 64.0);
                if (std::find(small.begin(), small.end(), box.label) != small.end())
                    QVERIFY2(share <= 0.05, qPrintable(QString::fromStdString(box.label + " in " + image.image)));
            }
        }
        QVERIFY(several > 50);
        for (const std::string& name : phantomFindings()) {
            const auto found = std::find_if(summary->positives.begin(), summary->positives.end(),
                                            [&](const auto& entry) { return entry.first == name; });
            QVERIFY2(found->second >= 12, name.c_str());
            if (name != "Edema" && name != "Emphysema" && name != "Fibrosis") // diffuse: nothing to box
                QVERIFY2(boxed[name] >= found->second * 9 / 10, name.c_str());
        }
    }

    void hidesSmallFindingsFromALinearReader() {
        SampleFolder folder;
        const int count = 900, folds = 3;
        QVERIFY(makePhantoms(optionsFor(folder, count, 64, 11)));
        const Result<StudyIndex> index = indexFolder(folder.path("films"));
        QVERIFY(index);
        std::vector<std::vector<double>> thumbnails;
        std::vector<int> fold;
        for (const StudyImage& image : index->images) {
            const Result<imaging::GreyImage> film = imaging::readGrey8(image.path);
            QVERIFY(film);
            const imaging::GreyImage small = imaging::resizeArea(*film, 16, 16);
            thumbnails.emplace_back(small.bytes.begin(), small.bytes.end());
            fold.push_back(std::stoi(image.patient) % folds);
        }
        const LinearProbe probe(std::move(thumbnails), fold, folds);
        for (const std::string& name : phantomFindings()) {
            std::vector<bool> positive;
            for (const StudyImage& image : index->images)
                positive.push_back(std::count(image.labels.begin(), image.labels.end(), name) > 0);
            const double auc = std::max(probe.heldOutAuc(positive, 30), probe.heldOutAuc(positive, 1000));
            const auto& small = smallPhantomFindings();
            const bool isSmall = std::find(small.begin(), small.end(), name) != small.end();
            qInfo("%-20s %s linear AUC %.3f", name.c_str(), isSmall ? "small" : "     ", auc);
            if (isSmall)
                QVERIFY2(auc < 0.75, name.c_str());
        }
    }

    void refusesWhatItCannotDraw_data() {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("kind") << QByteArray("kind") << QByteArray("known: chest");
        QTest::newRow("count") << QByteArray("count") << QByteArray("1 to 999999");
        QTest::newRow("size") << QByteArray("size") << QByteArray("64 to 2048");
        QTest::newRow("prevalence") << QByteArray("prevalence") << QByteArray("0 to 1");
        QTest::newRow("finding") << QByteArray("finding") << QByteArray("did you mean \"Nodule\"?");
        QTest::newRow("folder in use") << QByteArray("used") << QByteArray("holds a data set already");
        QTest::newRow("no folder") << QByteArray("out") << QByteArray("--out");
    }
    void refusesWhatItCannotDraw() {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, words);
        SampleFolder folder;
        PhantomOptions options = optionsFor(folder, 1, 64);
        if (what == "kind")
            options.kind = "knee";
        if (what == "count")
            options.count = 0;
        if (what == "size")
            options.size = 63;
        if (what == "prevalence")
            options.prevalence = 1.5;
        if (what == "finding")
            options.findings = {"Nodul"};
        if (what == "used")
            folder.write("films/Data_Entry_2017_v2020.csv", "x");
        if (what == "out")
            options.out.clear();
        const Result<PhantomSummary> summary = makePhantoms(options);
        QVERIFY(!summary);
        QCOMPARE(summary.error().exitCode(), int(ExitUsage));
        QVERIFY2(QByteArray::fromStdString(summary.error().toLine()).contains(words), summary.error().toLine().c_str());
    }

    void plantsASelection() {
        SampleFolder folder;
        PhantomOptions options = optionsFor(folder, 20, 64);
        options.findings = {"Mass", "Effusion"};
        options.prevalence = 1;
        const Result<PhantomSummary> summary = makePhantoms(options);
        QVERIFY(summary);
        QCOMPARE(summary->withoutFinding, 0);
        for (const auto& [name, positives] : summary->positives)
            QCOMPARE(positives > 0, name == "Mass" || name == "Effusion");
    }

    void stopsWhenAsked() {
        SampleFolder folder;
        PhantomOptions options = optionsFor(folder, 50, 64);
        options.cancelled = [] { return true; };
        const Result<PhantomSummary> summary = makePhantoms(options);
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, ErrorCode::Stopped);
        QVERIFY(read(folder.path("films/Data_Entry_2017_v2020.csv")).isEmpty()); // nothing that looks like a data set
    }
};

QTEST_GUILESS_MAIN(PhantomTest)
#include "phantom_test.moc"
