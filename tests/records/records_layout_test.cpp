// A folder of records as a data set: the same samples, labels and split as the set that was packed; others' sets, too.
#include "engine/datasets/dataset.h"
#include "engine/datasets/folder_index.h"
#include "engine/datasets/phantom.h"
#include "engine/imaging/grey_levels.h"
#include "engine/pipeline/batch_loader.h"
#include "engine/pipeline/prepared_image.h"
#include "engine/pipeline/record_film.h"
#include "engine/pipeline/record_pack.h"
#include "engine/protocol/dataset_file.h"
#include "engine/protocol/text_file.h"
#include "engine/records/film_record.h"
#include "engine/records/record_writer.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

using namespace roentgen;
using namespace roentgen::datasets;
namespace fs = std::filesystem;

namespace {

// What the loss would go by, film by film; '?' is left out.
std::string targetsOf(const Experiment& experiment) {
    const auto dataset = openDataset(experiment, "");
    std::string text = dataset ? "" : dataset.error().toLine();
    if (dataset)
        for (const Sample& sample : dataset->train) {
            text += sample.image + ":";
            for (const float target : sample.targets)
                text += std::isnan(target) ? '?' : target == 1 ? '1' : '0';
        }
    return text;
}

} // namespace

class RecordsLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isTheSameDataSet_data();
    void isTheSameDataSet();
    void unknownLabelsSurvive();
    void patientsStayKnownByWhatTheyWere();
    void aPatternLooksAtTheFilmsNames();
    void olderPacksTellStemsFromPatients();
    void theRecordIsThePreparedImage();
    void anOtherSizeIsShrunkAsAnyFilm();
    void sixteenBitsAreRounded();
    void recordsModeWantsItsSize_data();
    void recordsModeWantsItsSize();
    void aFilmThatIsNotThere();
    void aForeignSetTrainsAsItIs();
    void aFilmCanBeNamed();

private:
    std::string path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    std::string pack(const std::string& dataset, const char* out, int size, int bits = 8, int shards = 3) {
        pipeline::PackOptions options;
        options.dataset = dataset;
        options.out = path(out);
        options.size = size;
        options.bits = bits;
        options.shards = shards;
        const auto packed = pipeline::packRecords(options);
        return packed ? options.out : "failed: " + packed.error().toLine();
    }
    static Experiment experimentOn(const std::string& dataset) {
        Experiment experiment;
        experiment.data.dataset = dataset;
        experiment.data.imageSize = 32;
        experiment.data.storedSize = 36;
        return experiment;
    }
    QTemporaryDir m_folder;
    std::string m_films, m_records;
};

void RecordsLayoutTest::initTestCase() {
    PhantomOptions phantoms;
    phantoms.count = 40;
    phantoms.size = 64;
    phantoms.out = m_films = path("films");
    QVERIFY(bool(makePhantoms(phantoms)));
    m_records = pack(m_films, "records", 36);
    QCOMPARE(m_records, path("records"));
}

void RecordsLayoutTest::isTheSameDataSet_data() {
    QTest::addColumn<QByteArray>("split");
    QTest::addColumn<int>("seed");
    QTest::newRow("auto") << QByteArray("auto") << 1;
    QTest::newRow("official") << QByteArray("official") << 7;
    QTest::newRow("fraction") << QByteArray("fraction") << 3;
}

void RecordsLayoutTest::isTheSameDataSet() {
    QFETCH(QByteArray, split);
    QFETCH(int, seed);
    Experiment experiment = experimentOn(m_films);
    experiment.data.split = split.toStdString();
    experiment.experiment.seed = seed;
    const auto films = openDataset(experiment, "");
    experiment.data.dataset = m_records;
    const auto records = openDataset(experiment, "");
    QVERIFY2(bool(records), records ? "" : records.error().toLine().c_str());
    QCOMPARE(records->sha256, films->sha256); // classes, names, patients, labels and parts
    QCOMPARE(records->train.size(), films->train.size());
    QVERIFY(!records->validation.empty() && !records->test.empty());
    QVERIFY(records->problems.empty());
    const auto index = indexFolder(m_records);
    QVERIFY(index && index->header.layout == "records");
    QCOMPARE(index->images.front().rows, 36);
}

void RecordsLayoutTest::unknownLabelsSurvive() {
    const std::string folder = path("wide");
    fs::create_directory(folder);
    std::string table = "Image Index,Patient ID,Split,Mass,Edema\n";
    const auto index = indexFolder(m_films);
    for (int i = 0; i < 12; ++i) {
        const std::string name = "f" + std::to_string(i) + ".png";
        fs::copy_file(index->images[size_t(i)].path, folder + "/" + name);
        table += name + ",p" + std::to_string(i / 2) + "," + (i < 8 ? "train" : "test") + "," +
                 (i % 3 == 0   ? "1"
                  : i % 3 == 1 ? ""
                               : "0") +
                 "," + (i % 2 ? "-1" : "0") + "\n";
    }
    QVERIFY(bool(writeFileAtomically(folder + "/labels.csv", table)));
    const auto films = openDataset(experimentOn(folder), "");
    const auto records = openDataset(experimentOn(pack(folder, "wide-records", 36)), "");
    QVERIFY2(bool(records), records ? "" : records.error().toLine().c_str());
    QCOMPARE(records->sha256, films->sha256);
    for (const auto* part : {&records->train, &records->validation})
        for (const Sample& sample : *part)
            if (sample.image == "f6.png" || sample.image == "f7.png") {
                const bool both = sample.image == "f7.png";
                QVERIFY(both ? std::isnan(sample.labels[0]) : sample.labels[0] == 1);
                QVERIFY(both ? std::isnan(sample.labels[1]) : sample.labels[1] == 0);
            }
    // -1 stays uncertain and an empty cell unknown: every policy finds the same in both.
    std::set<std::string> seen;
    for (const char* policy : {"u_ignore", "u_zeros", "u_ones"}) {
        Experiment experiment = experimentOn(folder);
        experiment.data.labelPolicy = policy;
        const std::string expected = targetsOf(experiment);
        experiment.data.dataset = path("wide-records");
        QCOMPARE(targetsOf(experiment), expected);
        seen.insert(expected);
    }
    QCOMPARE(seen.size(), size_t(3));
}

void RecordsLayoutTest::patientsStayKnownByWhatTheyWere() {
    const std::string folder = path("patients");
    const auto index = indexFolder(m_films);
    std::string table = "Image Index,Patient ID,Mass\n";
    for (int i = 0; i < 6; ++i) {
        const std::string name = i < 2 ? "00000007_00" + std::to_string(i) + ".png" : "g" + std::to_string(i) + ".png";
        fs::create_directories(folder + (i < 4 ? "" : "/patient9"));
        fs::copy_file(index->images[size_t(i)].path, folder + (i < 4 ? "/" : "/patient9/") + name);
        table += name + "," + (i == 2 ? "17" : "") + "," + (i % 2 ? "1" : "0") + "\n";
    }
    QVERIFY(bool(writeFileAtomically(folder + "/labels.csv", table)));
    const auto films = openDataset(experimentOn(folder), "");
    const auto records = openDataset(experimentOn(pack(folder, "patients-records", 36)), "");
    QVERIFY2(films && records, records ? "" : records.error().toLine().c_str());
    QCOMPARE(records->patientRules, films->patientRules);
    QCOMPARE(films->patientRules,
             (std::map<std::string, int64_t>{{"patient_id", 1}, {"file_name", 1}, {"folder", 1}, {"film", 1}}));
    QCOMPARE(records->sha256, films->sha256);
}

void RecordsLayoutTest::aPatternLooksAtTheFilmsNames() {
    const std::string set = path("films.toml");
    DatasetFile file;
    file.folder = m_records;
    file.patient = "([^/]+)[.]png$";
    QVERIFY(bool(writeDatasetFile(set, file)));
    const auto index = indexFolder(set);
    QVERIFY2(bool(index), index ? "" : index.error().toLine().c_str());
    QCOMPARE(index->images.size(), size_t(40));
    for (const StudyImage& image : index->images) {
        QCOMPARE(image.patientRule, std::string("pattern"));
        QCOMPARE(image.patient, fs::path(image.image).stem().string());
    }
}

// Packs had been without the feature patient_rule.
void RecordsLayoutTest::olderPacksTellStemsFromPatients() {
    const std::string folder = path("older");
    fs::create_directory(folder);
    auto file = records::RecordWriter::create(folder + "/older.tfrecord", records::RecordIndex::Written);
    QVERIFY(bool(file));
    const std::vector<uint8_t> pixels(16, 9);
    const std::pair<const char*, const char*> films[] = {{"a/g1.png", "g1"}, {"a/g2.png", "17"}, {"g3.png", "g3"}};
    for (const auto& [name, patient] : films) {
        records::FilmFacts facts;
        facts.path = name;
        facts.patient = patient;
        facts.classes = {"Mass"};
        facts.labels = {name[0] == 'g'};
        facts.height = facts.width = 4;
        const auto record = records::writeFilm(facts, pixels.data());
        QVERIFY(record && file->add(*record));
    }
    QVERIFY(bool(file->finish()));
    const auto dataset = openDataset(experimentOn(folder), "");
    QVERIFY2(bool(dataset), dataset ? "" : dataset.error().toLine().c_str());
    QCOMPARE(dataset->patientRules, (std::map<std::string, int64_t>{{"patient_id", 1}, {"film", 2}}));
}

void RecordsLayoutTest::theRecordIsThePreparedImage() {
    Experiment experiment = experimentOn(m_films);
    experiment.pipeline.mode = "records";
    experiment.pipeline.records = m_records;
    const auto films = openDataset(experiment, "");
    QVERIFY2(bool(films), films ? "" : films.error().toLine().c_str());
    for (const Sample& sample : films->train) {
        QVERIFY(sample.record && fs::exists(sample.path));
        const auto prepared = pipeline::prepareImage(sample.path, 36, false);
        const auto mapped = pipeline::mappedFilm(sample, 36);
        QVERIFY(mapped && *mapped);
        QVERIFY(std::equal(prepared->begin(), prepared->end(), *mapped));
    }
    Sample other = films->train[0];
    other.record.height = 35;
    QVERIFY(!pipeline::mappedFilm(other, 36)); // facts that are not this file's
    other = films->train[0];
    other.image = films->train[1].image;
    const auto mistaken = pipeline::mappedFilm(other, 36);
    QVERIFY(!mistaken && mistaken.error().message.find("another film") != std::string::npos);
}

void RecordsLayoutTest::anOtherSizeIsShrunkAsAnyFilm() {
    const auto large = openDataset(experimentOn(pack(m_films, "large", 64)), ""); // the films' own size
    const auto films = openDataset(experimentOn(m_films), "");
    pipeline::LoaderOptions options;
    options.imageSize = 32;
    options.storedSize = 36;
    options.decodeThreads = 1;
    pipeline::BatchLoader fromRecords(large->train, options), fromFilms(films->train, options);
    fromRecords.start(0);
    fromFilms.start(0);
    const auto a = fromRecords.next(), b = fromFilms.next();
    QVERIFY(a && b && *a && *b);
    QVERIFY((*a)->pixels == (*b)->pixels);
}

void RecordsLayoutTest::sixteenBitsAreRounded() {
    const auto deep = openDataset(experimentOn(pack(m_films, "deep", 36, 16)), "");
    QVERIFY2(bool(deep), deep ? "" : deep.error().toLine().c_str());
    const auto films = openDataset(experimentOn(m_films), "");
    const Sample &sample = deep->train.front(), &film = films->train.front();
    QVERIFY(*pipeline::mappedFilm(sample, 36) == nullptr);
    const auto eight = pipeline::prepareSample(sample, 36, false);
    const auto expected = pipeline::prepareImage(film.path, 36, false);
    QVERIFY(bool(eight));
    for (size_t i = 0; i < expected->size(); ++i) // rounded twice instead of once
        QVERIFY(std::abs(int(eight->pixels[i]) - int((*expected)[i])) <= 1);
}

void RecordsLayoutTest::recordsModeWantsItsSize_data() {
    QTest::addColumn<QByteArray>("setting");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("size") << QByteArray("data.stored_size=40") << QByteArray("--size 40");
    QTest::newRow("resize") << QByteArray("data.resize=pad") << QByteArray("data.resize = \"stretch\"");
    QTest::newRow("no records") << QByteArray("pipeline.records=") << QByteArray("roentgen-data pack");
    QTest::newRow("absent") << QByteArray("pipeline.records=/nonexistent") << QByteArray("pipeline.records");
}

void RecordsLayoutTest::recordsModeWantsItsSize() {
    QFETCH(QByteArray, setting);
    QFETCH(QByteArray, says);
    Experiment experiment = experimentOn(m_films);
    experiment.pipeline.mode = "records";
    experiment.pipeline.records = m_records;
    QVERIFY(bool(openDataset(experiment, "")));
    QVERIFY(bool(applyOverride(experiment, setting.toStdString())));
    const auto opened = openDataset(experiment, "");
    QVERIFY(!opened);
    const QString line = QString::fromStdString(opened.error().toLine());
    QVERIFY2(line.contains(QString::fromLatin1(says)), qPrintable(line));
}

void RecordsLayoutTest::aFilmThatIsNotThere() {
    const std::string copy = path("more-films");
    fs::copy(m_films, copy, fs::copy_options::recursive);
    const auto index = indexFolder(copy);
    std::ofstream(index->images[3].path, std::ios::binary) << "no PNG";
    const std::string records = pack(copy, "fewer", 36);
    QCOMPARE(indexFolder(records)->images.size(), index->images.size() - 1);
    Experiment experiment = experimentOn(m_films);
    experiment.pipeline.mode = "records";
    experiment.pipeline.records = records;
    const auto stopped = openDataset(experiment, "");
    QVERIFY(!stopped && stopped.error().toLine().find(index->images[3].image) != std::string::npos);
    experiment.pipeline.damaged = "skip";
    const auto skipped = openDataset(experiment, "");
    QVERIFY(bool(skipped));
    QCOMPARE(skipped->problems.front().code, std::string("missing_record"));
}

void RecordsLayoutTest::aForeignSetTrainsAsItIs() {
    const std::string folder = path("ddsm");
    fs::create_directory(folder);
    for (const char* name : {"training10_0.tfrecords", "training10_1.tfrecords"}) {
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"),
                     {QStringLiteral(ROENTGEN_SOURCE_DIR "/tests/records/record_peer.py"), QStringLiteral("write"),
                      QString::fromStdString(folder + "/" + name), QStringLiteral("10"), QStringLiteral("40")});
        QVERIFY(python.waitForFinished() && python.exitCode() == 0);
    }
    Experiment experiment = experimentOn(folder);
    const auto set = openDataset(experiment, "");
    QVERIFY2(bool(set), set ? "" : set.error().toLine().c_str());
    QCOMPARE(set->classes, (std::vector<std::string>{"label 1", "label 2", "label 3", "label 4", "label_normal"}));
    QCOMPARE(set->train.size() + set->validation.size() + set->test.size(), size_t(20));
    QCOMPARE(set->problems.size(), size_t(2));
    for (size_t i = 0; i < 2; ++i) {
        QCOMPARE(set->problems[i].code, std::string(i == 0 ? "patient_by_film" : "unnamed_record"));
        QCOMPARE(set->problems[i].count, int64_t(20));
    }
    for (const Sample& sample : set->train) {
        const int number = sample.image.back() - '0';
        QVERIFY(sample.image.rfind("training10_", 0) == 0 && sample.patient == sample.image);
        for (int label = 1; label <= 4; ++label)
            QCOMPARE(sample.labels[size_t(label) - 1], float(number % 5 == label));
        QCOMPARE(sample.labels[4], float(number % 5 != 0));
    }
    experiment.data.classes = {"label_normal"};
    experiment.data.storedSize = 40;
    experiment.pipeline.mode = "records";
    const auto exact = openDataset(experiment, "");
    QVERIFY2(bool(exact), exact ? "" : exact.error().toLine().c_str());
    const auto film = pipeline::mappedFilm(exact->train.front(), 40);
    const int number = exact->train.front().image.back() - '0';
    QCOMPARE(int((*film)[39 * 40 + 17]), (number * 7 + 17 * 39) % 256);
}

void RecordsLayoutTest::aFilmCanBeNamed() {
    const auto set = openDataset(experimentOn(m_records), "");
    const Sample& sample = set->train.front();
    const auto byName = pipeline::prepareFilm(sample.path, 36, false);
    QVERIFY2(bool(byName), byName ? "" : byName.error().toLine().c_str());
    QVERIFY(std::equal(byName->pixels.begin(), byName->pixels.end(), *pipeline::mappedFilm(sample, 36)));
    QVERIFY(!pipeline::prepareFilm(sample.record.file->path() + ":400", 36, false));
    const auto shown = pipeline::readFilmImage(sample.path);
    QVERIFY(bool(shown));
    QCOMPARE(imaging::renderGrey8(*shown, imaging::defaultWindow(*shown)).bytes, byName->pixels);
    const auto header = pipeline::readFilmHeader(sample.path);
    QVERIFY(header && header->rows == 36 && header->patientId == sample.patient);
    QVERIFY(!pipeline::readFilmImage(sample.record.file->path() + ":400"));
}

QTEST_GUILESS_MAIN(RecordsLayoutTest)
#include "records_layout_test.moc"
