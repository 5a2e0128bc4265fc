// A thousand flipped bits and truncations in a packed set, its index, facts and description: every one is found, none
// crashes anything. Runs under the sanitizers, too.
#include "engine/datasets/dataset.h"
#include "engine/datasets/phantom.h"
#include "engine/pipeline/record_film.h"
#include "engine/pipeline/record_pack.h"
#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

using namespace roentgen;
namespace fs = std::filesystem;

namespace {

// How the set is read in training, damaged = "skip": what was wrong, "" where nothing was.
std::string problemsOf(const std::string& dataset, const std::string& records, bool asDataset, std::string* error) {
    Experiment experiment;
    experiment.data.dataset = asDataset ? records : dataset;
    experiment.data.imageSize = experiment.data.storedSize = 32;
    experiment.pipeline.mode = "records";
    experiment.pipeline.records = asDataset ? "" : records;
    experiment.pipeline.damaged = "skip";
    const auto set = datasets::openDataset(experiment, "");
    if (!set) {
        *error = set.error().toLine();
        return *error;
    }
    std::string problems;
    for (const DataProblem& problem : set->problems)
        if (problem.code.find("damaged") == 0 || problem.code == "missing_record")
            problems += problem.code + " " + problem.examples.front().place + "; ";
    for (const auto* part : {&set->train, &set->validation, &set->test})
        for (const datasets::Sample& sample : *part)
            if (const auto film = pipeline::mappedFilm(sample, 32); !film) {
                *error = "left in: " + film.error().toLine();
                problems += *error;
            }
    return problems;
}

// The parts of a TFRecord file, as its format has them: length, its sum, data, their sum.
enum Part { Length, LengthSum, Data, DataSum, PartCount };

// Of each part one random place in a random record.
std::array<size_t, PartCount> placesIn(const std::string& file, std::mt19937& random) {
    std::vector<std::pair<size_t, size_t>> records; // offset, bytes of data
    for (size_t at = 0; at + 16 <= file.size();) {
        uint64_t length = 0;
        std::memcpy(&length, file.data() + at, sizeof length);
        records.emplace_back(at, size_t(length));
        at += 16 + size_t(length);
    }
    const auto [at, length] = records[random() % records.size()];
    return {at + random() % 8, at + 8 + random() % 4, at + 12 + random() % length, at + 12 + length + random() % 4};
}

} // namespace

class RecordDamageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyDamageIsFound();
    void withoutTheFilesBesideIt();

private:
    QTemporaryDir m_folder;
    std::string m_dataset, m_records;
    std::vector<std::pair<std::string, std::string>> m_files; // path, contents
};

void RecordDamageTest::initTestCase() {
    datasets::PhantomOptions phantoms;
    phantoms.count = 10;
    phantoms.size = 64;
    phantoms.out = m_dataset = m_folder.filePath(QStringLiteral("films")).toStdString();
    QVERIFY(bool(datasets::makePhantoms(phantoms)));
    pipeline::PackOptions options;
    options.dataset = m_dataset;
    options.out = m_records = m_folder.filePath(QStringLiteral("records")).toStdString();
    options.size = 32;
    options.shards = 2;
    const auto packed = pipeline::packRecords(options);
    QVERIFY2(bool(packed), packed ? "" : packed.error().toLine().c_str());
    for (const auto& entry : fs::directory_iterator(m_records))
        m_files.emplace_back(entry.path().string(), *readTextFile(entry.path().string()));
    std::sort(m_files.begin(), m_files.end());
    QCOMPARE(m_files.size(), size_t(7));
    std::string error;
    QCOMPARE(problemsOf(m_dataset, m_records, false, &error), std::string());
    QCOMPARE(problemsOf(m_dataset, m_records, true, &error), std::string());
}

void RecordDamageTest::everyDamageIsFound() {
    std::mt19937 random(20261121);
    std::map<std::string, int> damagedFiles; // by extension
    for (int number = 0; number < 1000; ++number) {
        // Every second one in a record file, each part of a record in turn; the others in any file.
        const bool inRecord = number % 2 == 0;
        size_t which = random() % m_files.size();
        while (inRecord && m_files[which].first.find(".tfrecord") == std::string::npos)
            which = random() % m_files.size();
        const auto& [path, whole] = m_files[which];
        std::string damaged = whole;
        const size_t at = inRecord ? placesIn(whole, random)[size_t(number / 2 % PartCount)] : random() % whole.size();
        const bool cut = number % 5 == 0;
        ++damagedFiles[fs::path(path).extension().string()];
        if (cut)
            damaged.resize(at);
        else
            damaged[at] = char(damaged[at] ^ (1 << random() % 8));
        fs::remove(path);
        std::ofstream(path, std::ios::binary) << damaged;
        std::string error;
        const std::string found = problemsOf(m_dataset, m_records, number % 3 == 0, &error);
        const std::string what = path + (cut ? " cut at " : " flipped at ") + std::to_string(at);
        const bool sameMeaning = path.find("records.json") != std::string::npos && !cut && isspace(whole[at]);
        QVERIFY2(!found.empty() || sameMeaning, what.c_str());
        QVERIFY2(error.find("left in") == std::string::npos, (what + ": " + error).c_str());
        fs::remove(path);
        std::ofstream(path, std::ios::binary) << whole;
    }
    for (const char* extension : {".tfrecord", ".idx", ".facts", ".json"})
        QVERIFY2(damagedFiles[extension] >= 50, extension);
    std::string error;
    QCOMPARE(problemsOf(m_dataset, m_records, false, &error), std::string());
}

// The same of a bare TFRecord file: nothing but its own sums.
void RecordDamageTest::withoutTheFilesBesideIt() {
    const std::string bare = m_folder.filePath(QStringLiteral("bare")).toStdString();
    fs::create_directory(bare);
    const std::string path = bare + "/bare.tfrecord";
    std::string whole;
    for (const auto& [name, text] : m_files)
        if (name.find(".tfrecord") != std::string::npos)
            whole += text;
    std::mt19937 random(7);
    for (int number = 0; number < 300; ++number) {
        std::string damaged = whole;
        const size_t at = placesIn(whole, random)[size_t(number % PartCount)];
        damaged[at] = char(damaged[at] ^ (1 << random() % 8));
        fs::remove(path);
        std::ofstream(path, std::ios::binary) << (number == 0 ? whole : damaged);
        std::string error;
        const std::string found = problemsOf(m_dataset, bare, number % 2 == 0, &error);
        QVERIFY2(found.empty() == (number == 0), (std::to_string(at) + found).c_str());
        QVERIFY2(error.find("left in") == std::string::npos, error.c_str());
    }
}

QTEST_GUILESS_MAIN(RecordDamageTest)
#include "record_damage_test.moc"
